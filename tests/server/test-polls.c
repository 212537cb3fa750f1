/* test-polls.c: when sources are asked: the queue, and what a source's notes make of its answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "model/sheaf-time.h"
#include "server/sheaf-poll-queue.h"
#include "server/sheaf-source-notes.h"

#define MINUTE ((gint64) 60 * 1000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void
test_queue_order (void)
{
  g_autoptr (SheafPollQueue) queue = sheaf_poll_queue_new (10, 2);

  g_assert_null (sheaf_poll_queue_begin (queue, 0));
  g_assert_cmpint (sheaf_poll_queue_get_next (queue), ==, G_MAXINT64);

  sheaf_poll_queue_put (queue, "late", "a", 300);
  sheaf_poll_queue_put (queue, "early", "b", 100);
  sheaf_poll_queue_put (queue, "middle", "c", 200);
  g_assert_cmpint (sheaf_poll_queue_get_next (queue), ==, 100);
  g_assert_null (sheaf_poll_queue_begin (queue, 99));
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 200), ==, "early");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 200), ==, "middle");
  g_assert_null (sheaf_poll_queue_begin (queue, 200));

  /* Begun, it is not moved; ended, it waits until it is put again. */
  sheaf_poll_queue_put (queue, "early", "b", 1);
  g_assert_null (sheaf_poll_queue_begin (queue, 200));
  g_assert_cmpuint (sheaf_poll_queue_count_begun (queue), ==, 2);
  sheaf_poll_queue_end (queue, "early");
  g_assert_null (sheaf_poll_queue_begin (queue, 200));
  sheaf_poll_queue_put (queue, "early", "b", 1);
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 200), ==, "early");

  sheaf_poll_queue_remove (queue, "late");
  g_assert_null (sheaf_poll_queue_begin (queue, 400));
}

static void
test_queue_limits (void)
{
  g_autoptr (SheafPollQueue) queue = sheaf_poll_queue_new (3, 2);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *a = g_strdup_printf ("a%u", i);
      g_autofree char *b = g_strdup_printf ("b%u", i);

      sheaf_poll_queue_put (queue, a, "a", 10 + i);
      sheaf_poll_queue_put (queue, b, "b", 20 + i);
    }

  /* Hosts take turns, and none has more than two. */
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "a0");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "b0");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "a1");
  g_assert_null (sheaf_poll_queue_begin (queue, 100));
  sheaf_poll_queue_end (queue, "b0");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "b1");
  sheaf_poll_queue_end (queue, "b1");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "b2");
  sheaf_poll_queue_end (queue, "a0");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "b3");
  sheaf_poll_queue_end (queue, "b2");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "a2");
  sheaf_poll_queue_end (queue, "b3");
  g_assert_null (sheaf_poll_queue_begin (queue, 100));
  sheaf_poll_queue_end (queue, "a1");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 100), ==, "a3");
  g_assert_null (sheaf_poll_queue_begin (queue, 100));
}

static void
test_queue_hold (void)
{
  g_autoptr (SheafPollQueue) queue = sheaf_poll_queue_new (10, 1);

  sheaf_poll_queue_put (queue, "first", "a", 10);
  sheaf_poll_queue_put (queue, "second", "a", 11);
  sheaf_poll_queue_put (queue, "other", "b", 12);
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 20), ==, "first");
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 20), ==, "other");
  sheaf_poll_queue_hold (queue, "a", 500);
  sheaf_poll_queue_end (queue, "first");
  g_assert_null (sheaf_poll_queue_begin (queue, 20));
  g_assert_cmpint (sheaf_poll_queue_get_next (queue), ==, 500);

  /* But what a person asks for is done. */
  sheaf_poll_queue_put (queue, "third", "a", 0);
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 20), ==, "third");
  sheaf_poll_queue_end (queue, "third");
  g_assert_null (sheaf_poll_queue_begin (queue, 499));
  g_assert_cmpstr (sheaf_poll_queue_begin (queue, 500), ==, "second");
}

/* Random acts against the rules that must always hold. */
static void
test_queue_random (void)
{
  g_autoptr (SheafPollQueue) queue = sheaf_poll_queue_new (7, 2);
  g_autoptr (GPtrArray) begun = g_ptr_array_new_with_free_func (g_free);

  for (guint round = 0; round < 20000; round++)
    {
      g_autofree char *name = g_strdup_printf ("%d", g_test_rand_int_range (0, 40));
      g_autofree char *host = g_strdup_printf ("%d", g_test_rand_int_range (0, 5));
      const char *next;

      switch (g_test_rand_int_range (0, 6))
        {
        case 0:
        case 1:
          sheaf_poll_queue_put (queue, name, host, g_test_rand_int_range (0, 100));
          break;
        case 2:
          sheaf_poll_queue_remove (queue, name);
          break;
        case 3:
          if (begun->len > 0)
            {
              guint i = (guint) g_test_rand_int_range (0, (int) begun->len);

              sheaf_poll_queue_end (queue, begun->pdata[i]);
              g_ptr_array_remove_index_fast (begun, i);
            }
          break;
        case 4:
          sheaf_poll_queue_hold (queue, host, g_test_rand_int_range (0, 60));
          break;
        default:
          next = sheaf_poll_queue_begin (queue, 50);
          if (next != NULL)
            {
              g_assert_false (g_ptr_array_find_with_equal_func (begun, next, g_str_equal, NULL));
              g_ptr_array_add (begun, g_strdup (next));
            }
          break;
        }
      g_assert_cmpuint (sheaf_poll_queue_count_begun (queue), ==, begun->len);
      g_assert_cmpuint (begun->len, <=, 7);
    }
}

static SheafEntity *
make_source (const char *members)
{
  g_autofree char *text = g_strdup_printf ("{\"type\":\"feed\",\"address\":\"http://a.example/\"%s}",
                                           members);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return sheaf_entity_new (SHEAF_KIND_SOURCE, "0193f000-0000-7000-8000-000000000001", 1, 1, 0, 0,
                           SHEAF_TIME_NONE, json_node_get_object (node));
}

/* A pull of a feed whose articles came @gap apart, the newest @age ago. */
static SheafPull *
make_pull (gint64      now,
           guint       articles,
           gint64      gap,
           gint64      age,
           const char *extra)
{
  GString *text = g_string_new ("<rss version=\"2.0\"><channel><title>T</title>");
  g_autoptr (GBytes) bytes = NULL;
  SheafPull *pull = g_new0 (SheafPull, 1);

  g_string_append (text, extra);
  for (guint i = 0; i < articles; i++)
    {
      g_autofree char *time = sheaf_time_to_string (now - age - i * gap);

      g_string_append_printf (text, "<item><guid>%u</guid><pubDate>%s</pubDate></item>", i, time);
    }
  g_string_append (text, "</channel></rss>");
  bytes = g_string_free_to_bytes (text);
  pull->feed = sheaf_feed_parse (bytes, NULL, NULL, now, NULL);
  g_assert_nonnull (pull->feed);

  return pull;
}

/* How long until it is asked again; the tenth of chance taken off is not known. */
static gint64
delay_after (const char *members,
             SheafPull  *pull,
             gint64      now)
{
  g_autoptr (SheafEntity) source = make_source (members);
  g_autoptr (SheafSourceNotes) notes = g_new0 (SheafSourceNotes, 1);

  sheaf_source_notes_succeed (notes, source, pull, now);

  return notes->due - now;
}

static void
assert_about (gint64 delay,
              gint64 least)
{
  g_assert_cmpint (delay, >=, least);
  g_assert_cmpint (delay, <=, least + least / 10 + 1);
}

#define NOON ((gint64) 1764072000000) /* 2025-11-25T12:00:00Z, a Tuesday */

static void
test_pace (void)
{
  g_autoptr (SheafPull) busy = make_pull (NOON, 30, MINUTE, MINUTE, "");
  g_autoptr (SheafPull) usual = make_pull (NOON, 20, 2 * HOUR, 2 * HOUR, "");
  g_autoptr (SheafPull) silent = make_pull (NOON, 5, HOUR, 90 * DAY, "");
  g_autoptr (SheafPull) undated = make_pull (NOON, 0, 0, 0, "<item><title>x</title></item>");

  assert_about (delay_after ("", busy, NOON), 5 * MINUTE);
  assert_about (delay_after ("", usual, NOON), HOUR);
  assert_about (delay_after ("", silent, NOON), 3 * HOUR);
  assert_about (delay_after ("", undated, NOON), 15 * MINUTE);
}

/* One that brings nothing more is asked less, though all that it says is "not modified". */
static void
test_pace_falls (void)
{
  g_autoptr (SheafPull) pull = make_pull (NOON, 10, 10 * MINUTE, 10 * MINUTE, "");
  g_autoptr (SheafPull) nothing = g_new0 (SheafPull, 1);
  g_autoptr (SheafEntity) source = make_source ("");
  g_autoptr (SheafSourceNotes) notes = g_new0 (SheafSourceNotes, 1);
  gint64 first;

  sheaf_source_notes_succeed (notes, source, pull, NOON);
  first = notes->due - NOON;
  assert_about (first, 5 * MINUTE);
  sheaf_source_notes_succeed (notes, source, nothing, NOON + 10 * HOUR);
  g_assert_cmpint (notes->due - NOON - 10 * HOUR, >, 30 * MINUTE);
}

static void
test_hints (void)
{
  g_autoptr (SheafPull) ttl = make_pull (NOON, 0, 0, 0, "<ttl>120</ttl>");
  g_autoptr (SheafPull) long_ttl = make_pull (NOON, 0, 0, 0, "<ttl>100000</ttl>");
  g_autoptr (SheafPull) cached = make_pull (NOON, 0, 0, 0, "");
  g_autoptr (SheafPull) hours
      = make_pull (NOON, 0, 0, 0, "<skipHours><hour>12</hour><hour>13</hour></skipHours>");
  g_autoptr (SheafPull) days = make_pull (NOON, 0, 0, 0,
                                          "<skipDays><day>Tuesday</day><day>Wednesday</day>"
                                          "</skipDays>");
  g_autoptr (SheafPull) always = NULL;
  GString *all = g_string_new ("<skipHours>");

  assert_about (delay_after ("", ttl, NOON), 2 * HOUR);
  assert_about (delay_after ("", long_ttl, NOON), 6 * HOUR);
  cached->max_age = 3600;
  assert_about (delay_after ("", cached, NOON), HOUR);
  g_assert_cmpint (delay_after ("", hours, NOON), ==, 2 * HOUR);
  g_assert_cmpint (delay_after ("", days, NOON), ==, 36 * HOUR);

  /* What an editor has set stands against all of it. */
  assert_about (delay_after (",\"interval\":60", ttl, NOON), MINUTE);
  assert_about (delay_after (",\"interval\":60", days, NOON), MINUTE);

  for (guint i = 0; i < 24; i++)
    g_string_append_printf (all, "<hour>%u</hour>", i);
  g_string_append (all, "</skipHours>");
  always = make_pull (NOON, 0, 0, 0, all->str);
  assert_about (delay_after ("", always, NOON), 15 * MINUTE);
  g_string_free (all, TRUE);
}

static void
test_backoff (void)
{
  g_autoptr (SheafEntity) source = make_source ("");
  g_autoptr (SheafSourceNotes) notes = g_new0 (SheafSourceNotes, 1);
  g_autoptr (GError) error = g_error_new_literal (SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_STATUS,
                                                  "No");
  gboolean differs = FALSE;
  gint64 least = 30 * MINUTE;
  gint64 delay = 0;

  for (guint i = 0; i < 20; i++)
    {
      sheaf_source_notes_fail (notes, source, error, 0, NOON);
      differs |= delay != 0 && notes->due - NOON != delay;
      delay = notes->due - NOON;
      assert_about (delay, MIN (least, DAY));
      least *= 2;
    }
  g_assert_true (differs);

  sheaf_source_notes_fail (notes, source, error, 3 * DAY / 1000, NOON);
  g_assert_cmpint (notes->due - NOON, ==, 3 * DAY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/poll-queue/order", test_queue_order);
  g_test_add_func ("/poll-queue/limits", test_queue_limits);
  g_test_add_func ("/poll-queue/hold", test_queue_hold);
  g_test_add_func ("/poll-queue/random", test_queue_random);
  g_test_add_func ("/source-notes/pace", test_pace);
  g_test_add_func ("/source-notes/pace-falls", test_pace_falls);
  g_test_add_func ("/source-notes/hints", test_hints);
  g_test_add_func ("/source-notes/backoff", test_backoff);

  return g_test_run ();
}
