/* sheaf-sqlite-ingest.c: what sources give
 *
 * An article is known by what its source calls it, or by its address. The digest of what a source
 * said last is kept with the origin: saying the same again costs one look-up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/sheaf-field.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-article.h"
#include "store/sqlite/sheaf-sqlite-calls.h"
#include "store/sqlite/sheaf-sqlite-recycled.h"

typedef struct
{
  const char *source;
  GPtrArray *incoming; /* (element-type SheafIncoming) */
  gint64 now;
  SheafIngest result;
} IngestCall;

/* Where an incoming article was found. */
typedef struct
{
  gint64 row;       /* 0: it is new */
  gboolean origin;  /* this source has given it before */
  gboolean renamed; /* and called it otherwise then */
  gint64 taken;     /* the article whose name this source gives to this one now; 0: none */
  char *digest;     /* of what this source said of it last */
} Match;

static void
match_clear (Match *match)
{
  g_clear_pointer (&match->digest, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Match, match_clear)

static char *
get_external (const SheafIncoming *incoming)
{
  const char *title;
  g_autofree char *digest = NULL;

  if (incoming->external_id != NULL)
    return g_strdup (incoming->external_id);
  if (incoming->canonical_url != NULL)
    return g_strdup (incoming->canonical_url);
  if (incoming->url != NULL)
    return g_strdup (incoming->url);

  /* Without name and address, its headline tells it from the source's others. */
  title = sheaf_json_get_string (json_object_get_member (incoming->fields, "title"));
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, title != NULL ? title : "", -1);
  return g_strconcat ("title:", digest, NULL);
}

static char *
get_digest (const SheafIncoming *incoming)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), incoming->fields);
  g_autofree char *fields = sheaf_json_to_canonical (node);

  g_checksum_update (checksum, (const guchar *) fields, -1);
  if (incoming->body != NULL)
    {
      g_checksum_update (checksum, (const guchar *) "\n", 1);
      g_checksum_update (checksum, (const guchar *) incoming->body, -1);
    }

  return g_strdup (g_checksum_get_string (checksum));
}

/* Runs a query with up to two texts and a number bound, whose row is an article and a digest. */
static gboolean
look_up (SheafConnection  *connection,
         const char       *sql,
         const char       *first,
         const char       *second,
         gint64            number,
         Match            *match,
         gboolean         *found,
         GError          **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);
  g_autoptr (GError) step_error = NULL;

  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, first);
  if (second != NULL)
    sheaf_statement_bind_text (statement, 2, second);
  else if (number != 0)
    sheaf_statement_bind_int (statement, 2, number);

  *found = sheaf_statement_step (statement, &step_error);
  if (*found)
    {
      match->row = sheaf_statement_get_int (statement, 0);
      match->digest = g_strdup (sheaf_statement_get_text (statement, 1));
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

/* Finds the article of the canonical address, and whether this source has given it before. */
static gboolean
find_by_address (SheafConnection      *connection,
                 const IngestCall     *call,
                 const SheafIncoming  *incoming,
                 Match                *match,
                 GError              **error)
{
  gboolean found = FALSE;

  if (!look_up (connection, "SELECT article, NULL FROM address WHERE url = ?1",
                incoming->canonical_url, NULL, 0, match, &found, error))
    return FALSE;
  if (!found)
    return TRUE;

  return look_up (connection,
                  "SELECT article, digest FROM origin WHERE source = ?1 AND article = ?2",
                  call->source, NULL, match->row, match, &match->origin, error);
}

/* Whether what was found by its name is another story: one at another address that shares no words
 * with it. Then @match becomes what stands at that address. */
static gboolean
check_recycled (SheafConnection      *connection,
                const IngestCall     *call,
                const SheafIncoming  *incoming,
                Match                *match,
                GError              **error)
{
  g_autoptr (SheafEntity) known = sheaf_sqlite_entity_load_row (connection, match->row, error);
  const char *address;
  g_auto (Match) other = { 0 };

  if (known == NULL)
    return FALSE;

  address = sheaf_entity_get_string (known, "canonical_url");
  if (address != NULL && g_strcmp0 (address, incoming->canonical_url) == 0)
    return TRUE;
  if (incoming->canonical_url != NULL
      && !find_by_address (connection, call, incoming, &other, error))
    return FALSE;
  if (other.row == match->row || (other.row == 0 && !sheaf_sqlite_tells_other_story (known, incoming)))
    return TRUE;

  other.taken = match->row;
  match_clear (match);
  *match = other;
  other.digest = NULL;

  return TRUE;
}

static gboolean
find_match (SheafConnection      *connection,
            const IngestCall     *call,
            const SheafIncoming  *incoming,
            const char           *external,
            const char           *digest,
            Match                *match,
            GError              **error)
{
  if (!look_up (connection,
                "SELECT article, digest FROM origin WHERE source = ?1 AND external = ?2",
                call->source, external, 0, match, &match->origin, error))
    return FALSE;
  if (match->origin)
    return g_strcmp0 (match->digest, digest) == 0
           || check_recycled (connection, call, incoming, match, error);

  if (incoming->canonical_url == NULL)
    return TRUE;
  if (!find_by_address (connection, call, incoming, match, error))
    return FALSE;

  /* Some feeds call an article otherwise at every look: its origin follows, and stays one. */
  match->renamed = match->origin;

  return TRUE;
}

/* Gives the name @external free: the article that had it keeps its origin under another. */
static gboolean
free_name (SheafConnection   *connection,
           const IngestCall  *call,
           const char        *external,
           GError           **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "UPDATE origin SET external = external || char (10) || "
                                        "article WHERE source = ?1 AND external = ?2",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->source);
  sheaf_statement_bind_text (statement, 2, external);
  return sheaf_statement_run (statement, error);
}

static gboolean
write_origin (SheafConnection   *connection,
              const IngestCall  *call,
              const char        *external,
              const char        *digest,
              const Match       *match,
              gint64             row,
              GError           **error)
{
  g_autoptr (SheafStatement) statement = NULL;
  const char *sql = "INSERT INTO origin (source, external, article, digest) VALUES (?1, ?2, ?3, ?4) "
                    "ON CONFLICT DO UPDATE SET digest = excluded.digest";

  if (match->renamed)
    sql = "UPDATE origin SET external = ?2, digest = ?4 WHERE source = ?1 AND article = ?3";
  else if (match->taken != 0 && match->origin)
    sql = "UPDATE origin SET digest = ?4 WHERE source = ?1 AND article = ?3 AND ?2 = ?2";
  else if (match->taken != 0 && !free_name (connection, call, external, error))
    return FALSE;

  statement = sheaf_connection_prepare (connection, sql, error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->source);
  sheaf_statement_bind_text (statement, 2, external);
  sheaf_statement_bind_int (statement, 3, row);
  sheaf_statement_bind_text (statement, 4, digest);
  return sheaf_statement_run (statement, error);
}

static gboolean
write_address (SheafConnection  *connection,
               const char       *url,
               gint64            row,
               GError          **error)
{
  g_autoptr (SheafStatement) statement = NULL;

  if (url == NULL)
    return TRUE;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT OR IGNORE INTO address (url, article) "
                                        "VALUES (?1, ?2)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, url);
  sheaf_statement_bind_int (statement, 2, row);
  return sheaf_statement_run (statement, error);
}

/* A source may say what an article is, never what editors make of it. */
static gboolean
may_say (const char *name,
         JsonNode   *value)
{
  static const char *const own[] = { "body", "origins", "canonical_url", "fetched", "versions",
                                     "former_title", "story", "duplicate_of", NULL };
  const SheafField *field = sheaf_field_lookup (SHEAF_KIND_ARTICLE, name);

  return field != NULL && (field->sourced || field->kind == SHEAF_FIELD_LEARNT)
         && !g_strv_contains (own, name) && sheaf_field_check (field, NULL, value);
}

/* Puts what @incoming says into @value. Returns whether anything differs. */
static gboolean
take_fields (const SheafIncoming *incoming,
             JsonObject          *value)
{
  gboolean differs = FALSE;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, incoming->fields);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!may_say (name, node) || sheaf_json_is_empty (node)
          || sheaf_json_equal (json_object_get_member (value, name), node))
        continue;

      json_object_set_member (value, name, sheaf_json_copy (node));
      differs = TRUE;
    }

  /* A date that was ahead is right once it has come. */
  if (!json_object_has_member (incoming->fields, "dated_ahead")
      && json_object_has_member (value, "dated_ahead"))
    {
      json_object_remove_member (value, "dated_ahead");
      differs = TRUE;
    }
  if (incoming->url != NULL && !json_object_has_member (value, "url"))
    {
      json_object_set_string_member (value, "url", incoming->url);
      differs = TRUE;
    }

  return differs;
}

static void
add_origin (JsonObject          *value,
            const IngestCall    *call,
            const SheafIncoming *incoming)
{
  g_autofree char *now = sheaf_time_to_string (call->now);
  JsonArray *known = sheaf_json_get_array (json_object_get_member (value, "origins"));
  JsonArray *origins = json_array_new ();
  JsonObject *origin = json_object_new ();

  for (guint i = 0; known != NULL && i < json_array_get_length (known); i++)
    json_array_add_element (origins, sheaf_json_copy (json_array_get_element (known, i)));

  json_object_set_string_member (origin, "source", call->source);
  if (incoming->external_id != NULL)
    json_object_set_string_member (origin, "external_id", incoming->external_id);
  if (incoming->url != NULL)
    json_object_set_string_member (origin, "url", incoming->url);
  json_object_set_string_member (origin, "first_seen", now);
  json_array_add_object_element (origins, origin);
  json_object_set_array_member (value, "origins", origins);
}

static gboolean
add_article (SheafConnection      *connection,
             IngestCall           *call,
             const SheafIncoming  *incoming,
             gint64               *row,
             GError              **error)
{
  g_autoptr (JsonObject) value = json_object_new ();
  g_autoptr (SheafEntity) article = NULL;
  g_autofree char *now = sheaf_time_to_string (call->now);
  g_autofree char *id = sheaf_id_new ();
  JsonNode *usage = json_object_get_member (incoming->fields, "usage");
  gint64 seq = sheaf_sqlite_next_seq (connection, error);

  if (seq == 0)
    return FALSE;

  take_fields (incoming, value);
  add_origin (value, call, incoming);
  if (usage != NULL && JSON_NODE_HOLDS_OBJECT (usage))
    json_object_set_member (value, "usage", sheaf_json_copy (usage));
  if (incoming->canonical_url != NULL)
    json_object_set_string_member (value, "canonical_url", incoming->canonical_url);
  json_object_set_string_member (value, "state", "inbox");
  json_object_set_string_member (value, "fetched", now);
  json_object_set_int_member (value, "versions", 1);

  article = sheaf_entity_new (SHEAF_KIND_ARTICLE, id, 0, seq, call->now, call->now,
                              SHEAF_TIME_NONE, value);
  call->result.added += 1;
  return sheaf_sqlite_article_save (connection, NULL, article, TRUE, incoming->body, row, error);
}

/* Whether @incoming gives a body, and another than stands. */
static gboolean
body_differs (SheafConnection      *connection,
              const SheafIncoming  *incoming,
              gint64                row,
              gboolean             *differs,
              GError              **error)
{
  g_autoptr (GError) load_error = NULL;
  g_autofree char *body = NULL;

  if (incoming->body == NULL || *incoming->body == '\0')
    return TRUE;

  body = sheaf_sqlite_article_load_body (connection, row, &load_error);
  *differs = g_strcmp0 (body, incoming->body) != 0;
  if (load_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&load_error));
      return FALSE;
    }

  return TRUE;
}

static gboolean
says_otherwise (SheafEntity *before,
                JsonObject  *value,
                const char  *name)
{
  return !sheaf_json_equal (sheaf_entity_get (before, name), json_object_get_member (value, name));
}

/* The headline that stood before, so that everyone can be told what it was. */
static void
note_former_title (SheafEntity *before,
                   JsonObject  *value)
{
  const char *title = sheaf_entity_get_string (before, "title");

  if (title != NULL && says_otherwise (before, value, "title"))
    json_object_set_string_member (value, "former_title", title);
}

/* A known article: what changed in a source that gave it before makes it anew, the former kept;
 * a source that gives it for the first time becomes one more origin, and only fills what is not
 * there, as its headline is often just cut otherwise. */
static gboolean
update_article (SheafConnection      *connection,
                IngestCall           *call,
                const SheafIncoming  *incoming,
                const Match          *match,
                GError              **error)
{
  g_autoptr (SheafEntity) before = sheaf_sqlite_entity_load_row (connection, match->row, error);
  g_autoptr (SheafEntity) changed = NULL;
  g_autoptr (SheafEntity) after = NULL;
  g_autoptr (JsonObject) value = NULL;
  gboolean new_body = FALSE;
  gboolean differs = FALSE;
  gint64 row = 0;
  gint64 seq;

  if (before == NULL)
    return FALSE;

  value = sheaf_json_fork_object (sheaf_entity_get_value (before));
  if (!match->origin)
    add_origin (value, call, incoming);
  else if (!body_differs (connection, incoming, match->row, &new_body, error))
    return FALSE;
  else
    {
      gboolean new_version;

      differs = take_fields (incoming, value) || new_body;
      new_version = new_body || says_otherwise (before, value, "title")
                    || says_otherwise (before, value, "summary");
      if (new_version)
        {
          gint64 number = MAX (sheaf_entity_get_int (before, "versions"), 1);

          json_object_set_int_member (value, "versions", number + 1);
          note_former_title (before, value);
          if (!sheaf_sqlite_article_keep_version (connection, before, match->row, number,
                                                  call->now, error))
            return FALSE;
        }
    }

  call->result.updated += differs;
  call->result.unchanged += !differs;
  if (match->origin && !differs)
    return TRUE;

  seq = sheaf_sqlite_next_seq (connection, error);
  if (seq == 0)
    return FALSE;

  changed = sheaf_entity_with_value (before, value);
  after = sheaf_entity_with_seq (changed, seq);
  return sheaf_sqlite_article_save (connection, before, after, new_body, incoming->body, &row,
                                    error);
}

static gboolean
ingest_one (SheafConnection      *connection,
            IngestCall           *call,
            const SheafIncoming  *incoming,
            GError              **error)
{
  g_autofree char *external = get_external (incoming);
  g_autofree char *digest = get_digest (incoming);
  g_auto (Match) match = { 0 };
  gboolean same;

  if (!find_match (connection, call, incoming, external, digest, &match, error))
    return FALSE;

  same = match.origin && g_strcmp0 (match.digest, digest) == 0;
  if (same && !match.renamed)
    {
      call->result.unchanged += 1;
      return TRUE;
    }

  if (match.row == 0)
    {
      if (!add_article (connection, call, incoming, &match.row, error))
        return FALSE;
    }
  else if (same)
    call->result.unchanged += 1;
  else if (!update_article (connection, call, incoming, &match, error))
    return FALSE;

  return write_origin (connection, call, external, digest, &match, match.row, error)
         && write_address (connection, incoming->canonical_url, match.row, error);
}

static gboolean
ingest_work (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  IngestCall *call = data;

  for (guint i = 0; i < call->incoming->len; i++)
    {
      if (!ingest_one (connection, call, g_ptr_array_index (call->incoming, i), error))
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_sqlite_ingest (SheafStore   *store,
                     const char   *source,
                     GPtrArray    *incoming,
                     SheafIngest  *result,
                     GError      **error)
{
  IngestCall call = { .source = source, .incoming = incoming, .now = sheaf_time_now () };

  if (!sheaf_sqlite_write (store, ingest_work, &call, error))
    return FALSE;

  if (result != NULL)
    *result = call.result;
  return TRUE;
}
