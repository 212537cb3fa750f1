/* sheaf-sqlite-list.c: one entity, and pages of them
 *
 * A page starts after the last of the page before (a key, not a count), so that what arrives
 * meanwhile moves nothing. The cursor says which, and a digest of what was asked: it cannot be
 * used with another query.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "db/sheaf-tokenizer.h"
#include "model/sheaf-id.h"
#include "store/sqlite/sheaf-sqlite-calls.h"
#include "store/sqlite/sheaf-sqlite-entity.h"

#define DEFAULT_LIMIT 100
#define MAX_LIMIT 1000

/* A tag's own id, what it leads to, and all that leads there. */
#define TAGS_SQL \
  "WITH RECURSIVE up (id) AS (SELECT ? UNION " \
  "SELECT target FROM entity JOIN up ON entity.id = up.id WHERE kind = 1 AND target <> ''), " \
  "same (id) AS (SELECT id FROM up UNION " \
  "SELECT entity.id FROM entity JOIN same ON target = same.id WHERE kind = 1) "

typedef struct
{
  SheafKind kind;
  const char *id;
  SheafEntity *entity;
} GetCall;

static gboolean
get_work (SheafConnection  *connection,
          gpointer          data,
          GError          **error)
{
  GetCall *call = data;
  g_autoptr (GError) load_error = NULL;

  call->entity = sheaf_sqlite_entity_load (connection, call->kind, call->id, NULL, &load_error);
  if (call->entity != NULL)
    return TRUE;

  if (load_error != NULL)
    g_propagate_error (error, g_steal_pointer (&load_error));
  else
    g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND, "There is no %s %s",
                 sheaf_kind_to_string (call->kind), call->id);
  return FALSE;
}

SheafEntity *
sheaf_sqlite_get (SheafStore  *store,
                  SheafKind    kind,
                  const char  *id,
                  GError     **error)
{
  GetCall call = { .kind = kind, .id = id };

  sheaf_sqlite_read (store, get_work, &call, error);
  return call.entity;
}

/* Where a page starts: after this key and id. */
typedef struct
{
  gint64 published; /* of articles */
  char *title;      /* of others, folded */
  char *id;
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->title, g_free);
  g_clear_pointer (&place->id, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static char *
digest_query (const SheafQuery *query)
{
  const char *strings[] = { query->q, query->tag, query->source, query->state, query->story };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *digest = NULL;

  g_string_printf (text, "%d %" G_GINT64_FORMAT " %d", query->kind, query->since, query->deleted);
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    g_string_append_printf (text, "\n%s", strings[i] != NULL ? strings[i] : "");

  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, text->len);
  return g_strndup (digest, 16);
}

static char *
make_cursor (const SheafQuery *query,
             const Place      *place)
{
  g_autofree char *digest = digest_query (query);
  g_autofree char *text = NULL;
  char *cursor;

  text = g_strdup_printf ("%s\n%" G_GINT64_FORMAT "\n%s\n%s", digest, place->published, place->id,
                          place->title != NULL ? place->title : "");

  /* As in an address: RFC 4648, 5, without padding. */
  cursor = g_base64_encode ((const guchar *) text, strlen (text));
  g_strdelimit (cursor, "+", '-');
  g_strdelimit (cursor, "/", '_');
  cursor[strcspn (cursor, "=")] = '\0';

  return cursor;
}

static gboolean
read_cursor (const SheafQuery  *query,
             Place             *place,
             GError           **error)
{
  g_autoptr (GString) padded = g_string_new (query->cursor);
  g_autofree char *digest = digest_query (query);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  guchar *decoded;
  gsize length = 0;

  g_strdelimit (padded->str, "-", '+');
  g_strdelimit (padded->str, "_", '/');
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');

  decoded = g_base64_decode (padded->str, &length);
  text = g_strndup ((const char *) decoded, length);
  g_free (decoded);

  parts = g_strsplit (text, "\n", 4);
  if (g_strv_length (parts) != 4 || strcmp (parts[0], digest) != 0 || !sheaf_id_is_valid (parts[2])
      || !g_utf8_validate (text, -1, NULL)
      || !g_ascii_string_to_signed (parts[1], 10, G_MININT64, G_MAXINT64, &place->published, NULL))
    {
      g_set_error_literal (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_CURSOR,
                           "This is not a cursor of this query");
      return FALSE;
    }

  place->id = g_strdup (parts[2]);
  place->title = g_strdup (parts[3]);
  return TRUE;
}

typedef struct
{
  const SheafQuery *query;
  char *match; /* the FTS5 query of q */
  Place place;
  guint limit;
  SheafPage *page;
} ListCall;

static gboolean
is_set (const char *string)
{
  return string != NULL && *string != '\0';
}

/* Makes the statement's text; bind_list() binds in the same order. */
static char *
make_sql (const ListCall *call)
{
  const SheafQuery *query = call->query;
  gboolean articles = query->kind == SHEAF_KIND_ARTICLE;
  GString *sql = g_string_new ("SELECT value, published, title, id FROM entity WHERE ");

  /* Written out, not bound: the indexes are of articles alone, or of all others. */
  if (articles)
    g_string_append (sql, "kind = 0");
  else
    g_string_append_printf (sql, "kind <> 0 AND kind = %d", query->kind);

  if (!query->deleted)
    g_string_append (sql, " AND deleted = 0");
  if (is_set (query->state))
    g_string_append (sql, " AND state = ?");
  if (articles && is_set (query->story))
    g_string_append (sql, " AND story = ?");
  if (articles && query->since != 0)
    g_string_append (sql, " AND published >= ?");
  if (articles && is_set (query->q))
    g_string_append (sql, " AND row IN (SELECT rowid FROM words WHERE words MATCH ?)");
  if (is_set (query->tag))
    g_string_append (sql, " AND row IN (" TAGS_SQL
                          "SELECT entity FROM tagged WHERE tag IN (SELECT id FROM same))");
  if (articles && is_set (query->source))
    g_string_append (sql, " AND row IN (SELECT article FROM origin WHERE source = ?)");
  if (is_set (query->cursor))
    g_string_append (sql, articles ? " AND (published, id) < (?, ?)" : " AND (title, id) > (?, ?)");
  g_string_append (sql, articles ? " ORDER BY published DESC, id DESC LIMIT ?"
                                 : " ORDER BY title, id LIMIT ?");

  return g_string_free (sql, FALSE);
}

static void
bind_list (const ListCall *call,
           SheafStatement *statement)
{
  const SheafQuery *query = call->query;
  gboolean articles = query->kind == SHEAF_KIND_ARTICLE;
  int i = 0;

  if (is_set (query->state))
    sheaf_statement_bind_text (statement, ++i, query->state);
  if (articles && is_set (query->story))
    sheaf_statement_bind_text (statement, ++i, query->story);
  if (articles && query->since != 0)
    sheaf_statement_bind_int (statement, ++i, query->since);
  if (articles && is_set (query->q))
    sheaf_statement_bind_text (statement, ++i, call->match);
  if (is_set (query->tag))
    sheaf_statement_bind_text (statement, ++i, query->tag);
  if (articles && is_set (query->source))
    sheaf_statement_bind_text (statement, ++i, query->source);
  if (is_set (query->cursor))
    {
      if (articles)
        sheaf_statement_bind_int (statement, ++i, call->place.published);
      else
        sheaf_statement_bind_text (statement, ++i, call->place.title);
      sheaf_statement_bind_text (statement, ++i, call->place.id);
    }

  /* One more than is given, to know whether there is a next page. */
  sheaf_statement_bind_int (statement, ++i, call->limit + 1);
}

static gboolean
list_work (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  ListCall *call = data;
  g_autofree char *sql = make_sql (call);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (connection, sql, error);
  g_autoptr (GError) step_error = NULL;
  g_auto (Place) last = { 0 };

  if (statement == NULL)
    return FALSE;

  bind_list (call, statement);
  while (sheaf_statement_step (statement, &step_error))
    {
      SheafEntity *entity;

      if (call->page->entities->len == call->limit)
        {
          call->page->next = make_cursor (call->query, &last);
          return TRUE;
        }

      entity = sheaf_entity_from_text (sheaf_statement_get_text (statement, 0), -1, error);
      if (entity == NULL)
        return FALSE;

      g_ptr_array_add (call->page->entities, entity);
      place_clear (&last);
      last.published = sheaf_statement_get_int (statement, 1);
      last.title = g_strdup (sheaf_statement_get_text (statement, 2));
      last.id = g_strdup (sheaf_statement_get_text (statement, 3));
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

SheafPage *
sheaf_sqlite_list (SheafStore        *store,
                   const SheafQuery  *query,
                   GError           **error)
{
  ListCall call = { .query = query };
  g_autoptr (SheafPage) page = g_new0 (SheafPage, 1);
  g_autofree char *match = NULL;
  gboolean ok;

  page->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  call.page = page;
  call.limit = query->limit == 0 ? DEFAULT_LIMIT : MIN (query->limit, MAX_LIMIT);

  if (is_set (query->cursor) && !read_cursor (query, &call.place, error))
    return NULL;

  if (query->kind == SHEAF_KIND_ARTICLE && is_set (query->q))
    {
      call.match = match = sheaf_tokenizer_query (query->q);

      /* What has no word in it is nowhere. */
      if (match == NULL)
        {
          place_clear (&call.place);
          return g_steal_pointer (&page);
        }
    }

  ok = sheaf_sqlite_read (store, list_work, &call, error);
  place_clear (&call.place);

  return ok ? g_steal_pointer (&page) : NULL;
}
