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

#define DEFAULT_INTERVAL (15 * MINUTE)
#define MIN_INTERVAL MINUTE
#define MAX_ASKED_FOR (6 * 60 * MINUTE)

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
  notes->failures = json_object_get_int_member_with_default (state, "failures", 0);
  notes->due = json_object_get_int_member_with_default (state, "due", 0);

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
  json_object_set_int_member (state, "failures", notes->failures);
  json_object_set_int_member (state, "due", notes->due);

  return sheaf_store_set_state (store, name, state, error);
}

void
sheaf_source_notes_free (SheafSourceNotes *notes)
{
  g_free (notes->address);
  g_free (notes->etag);
  g_free (notes->last_modified);
  g_free (notes);
}

static gint64
get_interval (SheafEntity *source)
{
  gint64 seconds = sheaf_entity_get_int (source, "interval");

  if (seconds <= 0)
    return DEFAULT_INTERVAL;

  return CLAMP (seconds, MIN_INTERVAL / SECOND, DAY / SECOND) * SECOND;
}

/* Up to a tenth more, so that sources added together are not asked together for ever. */
static gint64
with_jitter (gint64 delay)
{
  return delay + (gint64) (g_random_double () * delay / 10);
}

void
sheaf_source_notes_succeed (SheafSourceNotes *notes,
                            SheafEntity      *source,
                            SheafPull        *pull,
                            gint64            now)
{
  gint64 delay = get_interval (source);

  /* An interval that an editor has set stands against what the feed would like. */
  if (sheaf_entity_get_int (source, "interval") <= 0)
    {
      gint64 asked = pull->max_age * SECOND;

      if (pull->feed != NULL)
        asked = MAX (asked, pull->feed->ttl * MINUTE);
      delay = MAX (delay, MIN (asked, MAX_ASKED_FOR));
    }

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
  notes->failures = 0;
  notes->due = now + with_jitter (delay);
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
  gint64 delay = get_interval (source);

  notes->failures = MIN (notes->failures + 1, 16);
  for (guint i = 0; i < notes->failures && delay < DAY; i++)
    delay *= 2;
  if (is_gone (failure))
    delay = DAY;

  notes->due = now + MAX (with_jitter (MIN (delay, DAY)), retry_after * SECOND);
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
      set_time (health, "next_try", notes->due);
    }

  fields = json_object_new ();
  json_object_set_object_member (fields, "health", health);

  return sheaf_store_learn (store, SHEAF_KIND_SOURCE, sheaf_entity_get_id (source), fields, error);
}
