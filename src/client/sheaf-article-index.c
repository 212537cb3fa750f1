/* sheaf-article-index.c: what lists need of articles, kept in tables of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-article-index.h"

#include "client/sheaf-article-brief.h"
#include "client/sheaf-article-text.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

#define FNV_BASIS G_GUINT64_CONSTANT (14695981039346656037)
#define FNV_PRIME G_GUINT64_CONSTANT (1099511628211)

static SheafShelf
get_shelf (SheafEntity *article)
{
  const char *state = sheaf_entity_get_string (article, "state");

  if (sheaf_entity_is_deleted (article) || sheaf_entity_get_string (article, "same_as") != NULL)
    return SHEAF_SHELF_NONE;
  if (g_strcmp0 (state, "kept") == 0)
    return SHEAF_SHELF_KEPT;
  if (g_strcmp0 (state, "dismissed") == 0)
    return SHEAF_SHELF_DISMISSED;

  return SHEAF_SHELF_INBOX;
}

gboolean
sheaf_article_index_is_new (SheafEntity *article)
{
  return get_shelf (article) == SHEAF_SHELF_INBOX;
}

static gint64
get_published (SheafEntity *article)
{
  gint64 time = sheaf_entity_get_time (article, "published");

  if (time == SHEAF_TIME_NONE)
    time = sheaf_entity_get_time (article, "fetched");

  return time == SHEAF_TIME_NONE ? sheaf_entity_get_created (article) : time;
}

static const char *
get_text (SheafEntity *article,
          const char  *field)
{
  const char *text = sheaf_entity_get_string (article, field);

  return text == NULL ? "" : text;
}

static char *
join_tags (SheafEntity *article)
{
  JsonArray *tags = sheaf_entity_get_array (article, "tags");
  GString *joined = g_string_new (NULL);

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      if (i > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, json_array_get_string_element (tags, i));
    }

  return g_string_free (joined, FALSE);
}

/* @name of every object in the array @field, with @mark between two. */
static char *
join_members (SheafEntity *article,
              const char  *field,
              const char  *name,
              const char  *mark)
{
  JsonArray *array = sheaf_entity_get_array (article, field);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = sheaf_json_get_object (json_array_get_element (array, i));
      const char *value =
        object == NULL ? NULL : sheaf_json_get_string (json_object_get_member (object, name));

      if (value != NULL)
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? mark : "", value);
    }

  return g_string_free (joined, FALSE);
}

/* FNV-1a (64 bits), http://www.isthe.com/chongo/tech/comp/fnv/; never 0, which is no digest. */
static guint64
digest_fields (SheafEntity        *article,
               const char *const  *fields,
               gsize               n_fields)
{
  guint64 digest = FNV_BASIS;

  for (gsize i = 0; i < n_fields; i++)
    {
      JsonNode *node = sheaf_entity_get (article, fields[i]);
      const char *string = sheaf_json_get_string (node);
      g_autofree char *text =
        node == NULL || string != NULL ? NULL : sheaf_json_to_canonical (node);

      for (const char *p = string != NULL ? string : text; p != NULL && *p != '\0'; p++)
        digest = (digest ^ (guchar) *p) * FNV_PRIME;
      digest = (digest ^ 0xff) * FNV_PRIME;
    }

  return MAX (digest, 1);
}

/* Of all that lists show but state, reason and tags. */
static guint64
get_digest (SheafEntity *article)
{
  static const char *const fields[] = { "title",     "summary", "publisher", "authors",
                                        "language",  "direction", "published", "fetched",
                                        "story",     "same_as", "duplicate_of", "origins" };
  const guint64 digest = digest_fields (article, fields, G_N_ELEMENTS (fields));

  return sheaf_entity_is_deleted (article) ? ~digest : digest;
}

static guint64
get_version (SheafEntity *article)
{
  static const char *const fields[] = { "fingerprint", "word_count", "title", "versions", "body" };

  return digest_fields (article, fields, G_N_ELEMENTS (fields));
}

/* Whether its shelf says exactly what its state is. */
static gboolean
is_plain (SheafEntity *article)
{
  const char *state = sheaf_entity_get_string (article, "state");

  return get_shelf (article) != SHEAF_SHELF_NONE && state != NULL &&
         (g_str_equal (state, "inbox") || get_shelf (article) != SHEAF_SHELF_INBOX);
}

static gboolean
write_row (SheafTransaction         *transaction,
           const SheafArticleBrief  *brief,
           gboolean                  is_new,
           SheafEntity              *article,
           const char               *authors,
           GError                  **error)
{
  const char *original = sheaf_entity_get_string (article, "same_as");
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    is_new ? "INSERT INTO article (shelf, published, story, original, title, summary, publisher,"
             "  language, rtl, reason, tags, authors, sources, digest, version, plain, row, id)"
             "  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,"
             "  ?18)"
           : "UPDATE article SET shelf = ?1, published = ?2, story = ?3, original = ?4, title = ?5,"
             "  summary = ?6, publisher = ?7, language = ?8, rtl = ?9, reason = ?10, tags = ?11,"
             "  authors = ?12, sources = ?13, digest = ?14, version = ?15, plain = ?16"
             "  WHERE row = ?17",
    error);

  if (statement == NULL)
    return FALSE;

  if (original == NULL)
    original = sheaf_entity_get_string (article, "duplicate_of");
  sheaf_statement_bind_int (statement, 1, brief->shelf);
  sheaf_statement_bind_int (statement, 2, brief->published);
  sheaf_statement_bind_text (statement, 3, sheaf_entity_get_string (article, "story"));
  sheaf_statement_bind_text (statement, 4, original);
  sheaf_statement_bind_text (statement, 5, get_text (article, "title"));
  sheaf_statement_bind_text (statement, 6, get_text (article, "summary"));
  sheaf_statement_bind_text (statement, 7, get_text (article, "publisher"));
  sheaf_statement_bind_text (statement, 8, sheaf_entity_get_string (article, "language"));
  sheaf_statement_bind_int (statement, 9, g_str_equal (get_text (article, "direction"), "rtl"));
  sheaf_statement_bind_text (statement, 10, brief->reason);
  sheaf_statement_bind_text (statement, 11, brief->tags);
  sheaf_statement_bind_text (statement, 12, authors);
  sheaf_statement_bind_text (statement, 13, brief->sources);
  sheaf_statement_bind_int (statement, 14, (gint64) brief->digest);
  sheaf_statement_bind_int (statement, 15, (gint64) get_version (article));
  sheaf_statement_bind_int (statement, 16, brief->plain);
  sheaf_statement_bind_int (statement, 17, brief->row);
  if (is_new)
    sheaf_statement_bind_text (statement, 18, brief->id);

  return sheaf_statement_run (statement, error);
}

static void
read_brief (SheafEntity       *article,
            gint64             row,
            SheafArticleBrief *brief)
{
  brief->row = row;
  brief->id = g_strdup (sheaf_entity_get_id (article));
  brief->shelf = get_shelf (article);
  brief->published = get_published (article);
  brief->reason = g_strdup (sheaf_entity_get_string (article, "reason"));
  brief->tags = join_tags (article);
  brief->sources = join_members (article, "origins", "source", " ");
  brief->plain = is_plain (article);
  brief->digest = get_digest (article);
}

static gboolean
rewrite (SheafTransaction         *transaction,
         const SheafArticleBrief  *former,
         const SheafArticleBrief  *brief,
         SheafEntity              *article,
         GError                  **error)
{
  g_autofree char *authors = join_members (article, "authors", "name", ", ");
  const SheafArticleWords words = { get_text (article, "title"), get_text (article, "summary"),
                                    get_text (article, "publisher"), authors };

  if (!sheaf_article_text_update (transaction, brief->row, &words, error) ||
      !write_row (transaction, brief, former->row == 0, article, authors, error))
    return FALSE;

  if (former->row != 0 && former->shelf != SHEAF_SHELF_NONE &&
      !sheaf_article_brief_link (transaction, former, FALSE, error))
    return FALSE;

  transaction->delta->counts = TRUE;
  sheaf_delta_add_article (transaction->delta, brief->row, brief->id);

  return brief->shelf == SHEAF_SHELF_NONE ||
         sheaf_article_brief_link (transaction, brief, TRUE, error);
}

gboolean
sheaf_article_index_update (SheafTransaction  *transaction,
                            gint64             row,
                            SheafEntity       *shown,
                            GError           **error)
{
  g_auto (SheafArticleBrief) former = { 0 };
  g_auto (SheafArticleBrief) brief = { 0 };

  if (!sheaf_article_brief_load (transaction, row, &former, error))
    return FALSE;

  read_brief (shown, row, &brief);
  if (former.digest != brief.digest || former.plain != brief.plain ||
      brief.shelf == SHEAF_SHELF_NONE)
    return rewrite (transaction, &former, &brief, shown, error);

  return sheaf_article_brief_act (transaction, &former, brief.shelf, brief.reason, brief.tags,
                                  error);
}

gboolean
sheaf_article_index_remove (SheafTransaction  *transaction,
                            gint64             row,
                            GError           **error)
{
  g_auto (SheafArticleBrief) former = { 0 };

  return sheaf_article_brief_load (transaction, row, &former, error) &&
         sheaf_article_text_update (transaction, row, NULL, error) &&
         (former.row == 0 || former.shelf == SHEAF_SHELF_NONE ||
          sheaf_article_brief_link (transaction, &former, FALSE, error));
}

gboolean
sheaf_article_index_check_body (SheafTransaction  *transaction,
                                gint64             row,
                                SheafEntity       *article,
                                GError           **error)
{
  const gint64 version = (gint64) get_version (article);
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    transaction->connection,
    "SELECT 1 FROM article a JOIN body b ON b.article = a.id"
    " WHERE a.row = ?1 AND a.version NOT IN (0, ?2)",
    error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_int (statement, 1, row);
  sheaf_statement_bind_int (statement, 2, version);
  if (sheaf_statement_step (statement, &failure))
    return sheaf_article_text_set_body (transaction, sheaf_entity_get_id (article), NULL, error);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));

  return FALSE;
}
