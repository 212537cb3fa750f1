/* sheaf-source-notes.c: what the backend keeps of a source for itself, and what it tells of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-source-notes.h"

#include "model/sheaf-time.h"

#define SECOND ((gint64) 1000)
#define MINUTE (60 * SECOND)
#define DAY (24 * 60 * MINUTE)

#define HOUR (60 * MINUTE)

#define DEFAULT_INTERVAL (15 * MINUTE)
#define MIN_INTERVAL MINUTE
#define MIN_PACE (5 * MINUTE)
#define MAX_PACE (3 * HOUR)
#define MAX_ASKED_FOR (6 * HOUR)

/* The newest articles tell how often a source brings one. */
#define PACE_ARTICLES 20

#define MOVED_POLLS 3

static char *
get_state_name (const char *id)
{
  return g_strconcat ("source/", id, NULL);
}

static char *
dup_member (JsonObject *object,
            const char *name)
{
  return g_strdup (json_object_get_string_member_with_default (object, name, NULL));
}

SheafSourceNotes *
sheaf_source_notes_load (SheafStore  *store,
                         SheafEntity *source)
{
  g_autofree char *name = get_state_name (sheaf_entity_get_id (source));
  g_autoptr (JsonObject) state = sheaf_store_get_state (store, name, NULL);
  const char *address = sheaf_entity_get_string (source, "address");
  SheafSourceNotes *notes = g_new0 (SheafSourceNotes, 1);

  notes->address = g_strdup (address);
  if (state == NULL
      || g_strcmp0 (json_object_get_string_member_with_default (state, "address", NULL), address)
             != 0)
    return notes;

  notes->etag = dup_member (state, "etag");
  notes->last_modified = dup_member (state, "last_modified");
  notes->digest = dup_member (state, "digest");
  notes->failures = json_object_get_int_member_with_default (state, "failures", 0);
  notes->due = json_object_get_int_member_with_default (state, "due", 0);
  notes->gone = json_object_get_boolean_member_with_default (state, "gone", FALSE);
  notes->polled = json_object_get_int_member_with_default (state, "polled", 0);
  notes->whole = json_object_get_int_member_with_default (state, "whole", 0);
  notes->moved_to = dup_member (state, "moved_to");
  notes->moved_since = json_object_get_int_member_with_default (state, "moved_since", 0);
  notes->moved_polls = json_object_get_int_member_with_default (state, "moved_polls", 0);
  notes->ttl = json_object_get_int_member_with_default (state, "ttl", 0);
  notes->skip_hours = json_object_get_int_member_with_default (state, "skip_hours", 0);
  notes->skip_days = json_object_get_int_member_with_default (state, "skip_days", 0);
  notes->pace_since = json_object_get_int_member_with_default (state, "pace_since", 0);
  notes->pace_articles = json_object_get_int_member_with_default (state, "pace_articles", 0);

  return notes;
}

gboolean
sheaf_source_notes_save (SheafSourceNotes  *notes,
                         SheafStore        *store,
                         const char        *id,
                         GError           **error)
{
  g_autofree char *name = get_state_name (id);
  g_autoptr (JsonObject) state = json_object_new ();

  json_object_set_string_member (state, "address", notes->address != NULL ? notes->address : "");
  if (notes->etag != NULL)
    json_object_set_string_member (state, "etag", notes->etag);
  if (notes->last_modified != NULL)
    json_object_set_string_member (state, "last_modified", notes->last_modified);
  if (notes->digest != NULL)
    json_object_set_string_member (state, "digest", notes->digest);
  if (notes->moved_to != NULL)
    {
      json_object_set_string_member (state, "moved_to", notes->moved_to);
      json_object_set_int_member (state, "moved_since", notes->moved_since);
      json_object_set_int_member (state, "moved_polls", notes->moved_polls);
    }
  json_object_set_int_member (state, "failures", notes->failures);
  json_object_set_boolean_member (state, "gone", notes->gone);
  json_object_set_int_member (state, "polled", notes->polled);
  json_object_set_int_member (state, "due", notes->due);
  json_object_set_int_member (state, "whole", notes->whole);
  json_object_set_int_member (state, "ttl", notes->ttl);
  json_object_set_int_member (state, "skip_hours", notes->skip_hours);
  json_object_set_int_member (state, "skip_days", notes->skip_days);
  json_object_set_int_member (state, "pace_since", notes->pace_since);
  json_object_set_int_member (state, "pace_articles", notes->pace_articles);

  return sheaf_store_set_state (store, name, state, error);
}

void
sheaf_source_notes_free (SheafSourceNotes *notes)
{
  g_free (notes->address);
  g_free (notes->etag);
  g_free (notes->last_modified);
  g_free (notes->digest);
  g_free (notes->moved_to);
  g_free (notes);
}

static gboolean
has_interval (SheafEntity *source)
{
  return sheaf_entity_get_int (source, "interval") > 0;
}

/* Half the time between two articles: one that is late counts as well, so a source that falls silent
 * is asked less and less. */
static gint64
get_pace (SheafSourceNotes *notes,
          gint64            now)
{
  if (notes->pace_articles == 0 || notes->pace_since >= now)
    return DEFAULT_INTERVAL;

  return CLAMP ((now - notes->pace_since) / notes->pace_articles / 2, MIN_PACE, MAX_PACE);
}

static gint64
get_interval (SheafSourceNotes *notes,
              SheafEntity      *source,
              gint64            now)
{
  if (has_interval (source))
    return CLAMP (sheaf_entity_get_int (source, "interval"), MIN_INTERVAL / SECOND, DAY / SECOND)
           * SECOND;

  return get_pace (notes, now);
}

/* Up to a tenth more, so that sources added together are not asked together for ever. */
static gint64
with_jitter (gint64 delay)
{
  return delay + (gint64) (g_random_double () * delay / 10);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first < *second) - (*first > *second);
}

static void
note_pace (SheafSourceNotes *notes,
           SheafFeed        *feed)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < feed->items->len; i++)
    {
      const SheafFeedItem *item = g_ptr_array_index (feed->items, i);

      if (item->published != SHEAF_TIME_NONE && !item->in_future)
        g_array_append_val (times, item->published);
    }

  g_array_sort (times, compare_newest_first);
  notes->pace_articles = MIN (times->len, PACE_ARTICLES);
  notes->pace_since = notes->pace_articles > 0
                          ? g_array_index (times, gint64, notes->pace_articles - 1)
                          : 0;
}

static void
note_moved (SheafSourceNotes *notes,
            const char       *moved_to,
            gint64            now)
{
  if (g_strcmp0 (moved_to, notes->moved_to) != 0)
    {
      g_free (notes->moved_to);
      notes->moved_to = g_strdup (moved_to);
      notes->moved_since = now;
      notes->moved_polls = 0;
    }
  notes->moved_polls += moved_to != NULL;
}

const char *
sheaf_source_notes_get_new_address (SheafSourceNotes *notes,
                                    gint64            now)
{
  gboolean held = notes->moved_polls >= MOVED_POLLS && now - notes->moved_since >= DAY;

  return held ? notes->moved_to : NULL;
}

gboolean
sheaf_source_notes_may_ask_for_changes (SheafSourceNotes *notes,
                                        gint64            now)
{
  return now - notes->whole < DAY;
}

/* The beginning of the first hour from @due on that the feed does not want skipped; @due where that
 * would be all of a week. */
static gint64
leave_skipped (SheafSourceNotes *notes,
               gint64            due)
{
  gint64 time = due;

  for (guint hours = 0; hours < 8 * 24; hours++)
    {
      gint64 hour = time / HOUR % 24;
      gint64 weekday = (time / DAY + 3) % 7; /* 1970 began on a Thursday */

      if (!(notes->skip_hours & (1u << hour)) && !(notes->skip_days & (1u << weekday)))
        return time;
      time = (time / HOUR + 1) * HOUR;
    }

  return due;
}

static void
note_feed (SheafSourceNotes *notes,
           SheafPull        *pull,
           gint64            now)
{
  /* A server that answers "not modified" need not repeat its validators. */
  if (pull->feed != NULL || pull->etag != NULL)
    {
      g_free (notes->etag);
      notes->etag = g_strdup (pull->etag);
    }
  if (pull->feed != NULL || pull->last_modified != NULL)
    {
      g_free (notes->last_modified);
      notes->last_modified = g_strdup (pull->last_modified);
    }
  if (pull->feed == NULL)
    return;

  g_free (notes->digest);
  notes->digest = g_strdup (pull->digest);
  notes->whole = now;
  notes->ttl = pull->feed->ttl;
  notes->skip_hours = pull->feed->skip_hours;
  notes->skip_days = pull->feed->skip_days;
  note_pace (notes, pull->feed);
}

void
sheaf_source_notes_succeed (SheafSourceNotes *notes,
                            SheafEntity      *source,
                            SheafPull        *pull,
                            gint64            now)
{
  gint64 delay;

  note_feed (notes, pull, now);
  note_moved (notes, pull->moved_to, now);
  notes->failures = 0;
  notes->gone = FALSE;
  notes->polled = now;

  /* An interval that an editor has set stands against what the feed would like. */
  delay = get_interval (notes, source, now);
  if (has_interval (source))
    {
      notes->due = now + with_jitter (delay);
      return;
    }

  delay = MAX (delay, MIN (MAX (pull->max_age * SECOND, notes->ttl * MINUTE), MAX_ASKED_FOR));
  notes->due = leave_skipped (notes, now + with_jitter (delay));
}

static gboolean
is_gone (const GError *failure)
{
  return g_error_matches (failure, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_GONE);
}

void
sheaf_source_notes_fail (SheafSourceNotes *notes,
                         SheafEntity      *source,
                         const GError     *failure,
                         gint64            retry_after,
                         gint64            now)
{
  gint64 delay = get_interval (notes, source, now);

  notes->failures = MIN (notes->failures + 1, 16);
  notes->polled = now;
  notes->gone = is_gone (failure);
  if (!has_interval (source))
    delay = MIN (delay, DEFAULT_INTERVAL);
  for (guint i = 0; i < notes->failures && delay < DAY; i++)
    delay *= 2;

  notes->due = notes->gone
                   ? G_MAXINT64
                   : now + MAX (with_jitter (MIN (delay, DAY)), retry_after * SECOND);
}

/* What kind of failure it is, for what is to be done about it. */
static const char *
get_problem (const GError *failure)
{
  static const char *const of_connection[] = {
    [SHEAF_CONNECT_ERROR_ADDRESS] = "address",
    [SHEAF_CONNECT_ERROR_REFUSED] = "refused",
    [SHEAF_CONNECT_ERROR_REDIRECT] = "redirect",
    [SHEAF_CONNECT_ERROR_UNREACHABLE] = "unreachable",
    [SHEAF_CONNECT_ERROR_TIME] = "time",
    [SHEAF_CONNECT_ERROR_TOO_LARGE] = "too-large",
    [SHEAF_CONNECT_ERROR_BROKEN] = "broken",
    [SHEAF_CONNECT_ERROR_STATUS] = "status",
    [SHEAF_CONNECT_ERROR_BUSY] = "busy",
    [SHEAF_CONNECT_ERROR_GONE] = "gone",
  };
  static const char *const of_feed[] = {
    [SHEAF_FEED_ERROR_EMPTY] = "not-a-feed",
    [SHEAF_FEED_ERROR_NOT_A_FEED] = "not-a-feed",
    [SHEAF_FEED_ERROR_MALFORMED] = "malformed",
    [SHEAF_FEED_ERROR_TOO_LARGE] = "too-large",
  };

  if (failure->domain == SHEAF_CONNECT_ERROR && (guint) failure->code < G_N_ELEMENTS (of_connection))
    return of_connection[failure->code];
  if (failure->domain == SHEAF_FEED_ERROR && (guint) failure->code < G_N_ELEMENTS (of_feed))
    return of_feed[failure->code];

  return NULL;
}

static void
set_time (JsonObject *object,
          const char *name,
          gint64      time)
{
  g_autofree char *text = sheaf_time_to_string (time);

  if (text != NULL)
    json_object_set_string_member (object, name, text);
}

gboolean
sheaf_source_notes_learn_health (SheafSourceNotes  *notes,
                                 SheafStore        *store,
                                 SheafEntity       *source,
                                 const GError      *failure,
                                 gint64             now,
                                 GError           **error)
{
  const char *before = sheaf_entity_get_string (source, "health/state");
  const char *words = sheaf_entity_get_string (source, "health/last_error");
  g_autoptr (JsonObject) fields = NULL;
  const char *state = "ok";
  JsonObject *health;

  if (failure != NULL)
    state = is_gone (failure) ? "gone" : "failing";
  if (g_strcmp0 (before, state) == 0
      && (failure == NULL || g_strcmp0 (words, failure->message) == 0))
    return TRUE;

  health = json_object_new ();
  json_object_set_string_member (health, "state", state);
  if (failure == NULL)
    {
      set_time (health, "last_success", now);
    }
  else
    {
      set_time (health, "last_success", sheaf_entity_get_time (source, "health/last_success"));
      json_object_set_string_member (health, "last_error", failure->message);
      if (get_problem (failure) != NULL)
        json_object_set_string_member (health, "problem", get_problem (failure));
      if (!notes->gone)
        set_time (health, "next_try", notes->due);
    }

  fields = json_object_new ();
  json_object_set_object_member (fields, "health", health);

  return sheaf_store_learn (store, SHEAF_KIND_SOURCE, sheaf_entity_get_id (source), fields, error);
}
