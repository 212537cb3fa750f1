/* test-words.c: what the window says about sources, synchronisation and empty lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gtk/gtk.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-clash-dialog.h"
#include "ui/sheaf-empty-words.h"
#include "ui/sheaf-source-words.h"
#include "ui/sheaf-sync-words.h"
#include "ui/sheaf-tag-words.h"

#define ID "01930000-0000-7000-8000-000000000009"

static SheafEntity *
create_source (const char *fields)
{
  g_autofree char *json = g_strdup_printf ("{\"title\": \"Coast Wire\"%s}", fields);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = sheaf_json_parse (json, -1, &error);

  g_assert_no_error (error);

  return sheaf_entity_new (SHEAF_KIND_SOURCE, ID, 1, 1, 0, 0, SHEAF_TIME_NONE,
                           json_node_get_object (node));
}

static void
assert_source (const char *fields,
               const char *warning,
               const char *state)
{
  g_autoptr (SheafEntity) source = create_source (fields);
  g_autofree char *has_warning = sheaf_source_get_warning (source);
  g_autofree char *has_state =
    sheaf_source_get_state (source, sheaf_time_from_string ("2026-11-24T15:04:00Z"));

  g_assert_cmpstr (has_warning, ==, warning);
  g_assert_cmpstr (has_state, ==, state);
}

static void
test_sources (void)
{
  assert_source ("", NULL, "Not read yet");
  assert_source (", \"health\": {\"state\": \"ok\"}", NULL, "Read on schedule");
  assert_source (", \"health\": {\"state\": \"failing\", \"last_error\": \"No such host.\"}",
                 "No such host.", "Last read: never");
  assert_source (", \"health\": {\"state\": \"failing\", \"last_error\": \"No such host.\", "
                 "\"last_success\": \"2026-11-24T14:04:00Z\", "
                 "\"next_try\": \"2026-11-24T15:30:00Z\"}",
                 "No such host.", "Last read: an hour ago · tries again at 15:30");
}

static void
assert_tag (const char *name,
            const char *shown)
{
  g_autofree char *words = sheaf_tag_get_words (name);

  g_assert_cmpstr (words, ==, shown);
}

static void
test_tags (void)
{
  assert_tag ("Outer harbour", "#OuterHarbour");
  assert_tag ("OuterHarbour", "#OuterHarbour");
  assert_tag ("万博", "#万博");
  assert_tag ("!?", "#!?");
  assert_tag ("", "#");
}

static void
test_paused_sources_do_not_warn (void)
{
  assert_source (", \"paused\": true, \"health\": {\"state\": \"failing\", "
                 "\"last_error\": \"No such host.\"}",
                 NULL, "Paused");
}

static void
test_sources_that_are_gone (void)
{
  g_autoptr (SheafEntity) source =
    create_source (", \"health\": {\"state\": \"gone\", \"last_error\": \"It answers 410.\"}");
  g_autofree char *warning = sheaf_source_get_warning (source);

  g_assert_nonnull (strstr (warning, "It answers 410."));
  g_assert_nonnull (strstr (warning, "new address"));
}

static void
assert_described (const char             *fields,
                  const SheafSourceState *state,
                  const char             *expected)
{
  g_autoptr (SheafEntity) source = create_source (fields);
  g_autofree char *words =
    sheaf_source_describe (source, state, sheaf_time_from_string ("2026-11-24T15:04:00Z"));

  g_assert_cmpstr (words, ==, expected);
}

static void
test_sources_as_they_fare (void)
{
  SheafSourceState reading = { .reading = TRUE, .last_poll = SHEAF_TIME_NONE,
                               .next_poll = SHEAF_TIME_NONE };
  SheafSourceState new_one = { .last_poll = SHEAF_TIME_NONE, .next_poll = SHEAF_TIME_NONE };
  SheafSourceState waiting = { .last_poll = sheaf_time_from_string ("2026-11-24T14:59:00Z"),
                               .next_poll = sheaf_time_from_string ("2026-11-24T15:30:00Z") };
  SheafSourceState stopped = { .last_poll = waiting.last_poll, .next_poll = SHEAF_TIME_NONE };
  const char *healthy = ", \"health\": {\"state\": \"ok\"}";

  assert_described ("", &reading, "Being read for the first time…");
  assert_described (healthy, &reading, "Being read…");
  assert_described ("", &new_one, "Not read yet");
  assert_described (healthy, NULL, "Read on schedule");
  assert_described (healthy, &waiting, "Checked 5 minutes ago · next at 15:30");
  assert_described (healthy, &stopped, "Checked 5 minutes ago, and not any more by itself");
  assert_described (", \"paused\": true, \"health\": {\"state\": \"ok\"}", &stopped, "Paused");
}

static const char *
get_advice (const char *health)
{
  g_autofree char *fields = g_strdup_printf (", \"health\": {%s}", health);
  g_autoptr (SheafEntity) source = create_source (fields);

  return sheaf_source_get_advice (source);
}

static void
test_what_to_do_about_a_source (void)
{
  g_assert_null (get_advice ("\"state\": \"ok\""));
  g_assert_null (get_advice ("\"state\": \"ok\", \"problem\": \"time\""));
  g_assert_null (get_advice ("\"state\": \"failing\", \"problem\": \"of another kind\""));
  g_assert_nonnull (strstr (get_advice ("\"state\": \"failing\", \"problem\": \"time\""),
                            "Nothing needs to be done"));
  g_assert_nonnull (strstr (get_advice ("\"state\": \"failing\", \"problem\": \"not-a-feed\""),
                            "put it here"));
}

static void
assert_sync (SheafSyncState  state,
             guint           waiting,
             const char     *expected)
{
  g_autofree char *words =
    sheaf_sync_words (state, waiting, sheaf_time_from_string ("2026-11-24T12:04:00Z"));

  g_assert_cmpstr (words, ==, expected);
}

static void
test_sync (void)
{
  assert_sync (SHEAF_SYNC_STATE_SYNCED, 0, "Synced 12:04");
  assert_sync (SHEAF_SYNC_STATE_SYNCED, 2, "Synced 12:04 · 2 waiting");
  assert_sync (SHEAF_SYNC_STATE_CONNECTING, 0, "Connecting…");
  assert_sync (SHEAF_SYNC_STATE_OFFLINE, 1, "Offline: your work is kept here · 1 waiting");
}

static void
test_every_sync_state_has_words (void)
{
  for (guint state = SHEAF_SYNC_STATE_CONNECTING; state <= SHEAF_SYNC_STATE_TOO_OLD; state++)
    {
      g_autofree char *words = sheaf_sync_words (state, 0, SHEAF_TIME_NONE);

      g_assert_cmpstr (words, !=, "");
    }
}

static void
test_every_empty_list_says_what_to_do (void)
{
  for (guint scope = SHEAF_SCOPE_INBOX; scope <= SHEAF_SCOPE_STORY; scope++)
    {
      SheafEmptyWords words;

      sheaf_empty_words_get (&words, scope, FALSE, FALSE);
      g_assert_nonnull (words.icon);
      g_assert_cmpstr (words.title, !=, "");
      g_assert_cmpstr (words.description, !=, "");
      g_assert_true ((words.label == NULL) == (words.action == NULL));

      if (words.action != NULL)
        {
          g_autofree char *name = NULL;
          g_autoptr (GVariant) target = NULL;

          g_assert_true (g_action_parse_detailed_name (words.action, &name, &target, NULL));
        }
    }
}

static void
test_a_search_that_finds_nothing (void)
{
  SheafEmptyWords words;

  sheaf_empty_words_get (&words, SHEAF_SCOPE_INBOX, TRUE, TRUE);
  g_assert_cmpstr (words.title, ==, "Nothing Found");

  sheaf_empty_words_get (&words, SHEAF_SCOPE_INBOX, FALSE, TRUE);
  g_assert_cmpstr (words.action, ==, "win.add-source");
}

static void
test_clash_markup (void)
{
  g_autofree char *markup = sheaf_clash_dialog_mark ("Tax <down>", "Tax <up>");

  g_assert_true (pango_parse_markup (markup, -1, 0, NULL, NULL, NULL, NULL));
  g_assert_nonnull (strstr (markup, "<s>"));
  g_assert_nonnull (strstr (markup, "<b>"));
  g_assert_null (strstr (markup, "<up>"));

  /* What has become something else is shown as that alone. */
  g_free (markup);
  markup = sheaf_clash_dialog_mark ("Port Alma: four days", "What <chalk> can do");
  g_assert_cmpstr (markup, ==, "What &lt;chalk&gt; can do");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/how a source fares", test_sources);
  g_test_add_func ("/words/a tag as on the page", test_tags);
  g_test_add_func ("/words/a paused source does not warn", test_paused_sources_do_not_warn);
  g_test_add_func ("/words/a source that is gone", test_sources_that_are_gone);
  g_test_add_func ("/words/a source as it fares now", test_sources_as_they_fare);
  g_test_add_func ("/words/what to do about a source", test_what_to_do_about_a_source);
  g_test_add_func ("/words/synchronisation", test_sync);
  g_test_add_func ("/words/every state of synchronisation", test_every_sync_state_has_words);
  g_test_add_func ("/words/every empty list says what to do", test_every_empty_list_says_what_to_do);
  g_test_add_func ("/words/a search that finds nothing", test_a_search_that_finds_nothing);
  g_test_add_func ("/words/what two people changed", test_clash_markup);

  return g_test_run ();
}
