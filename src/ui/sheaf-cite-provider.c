/* sheaf-cite-provider.c: completes a citation after “[[”
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-cite-provider.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/sheaf-cite-proposal.h"

#define MOST_KEPT 20

/* The list is as wide as its widest row, and stands where one writes. */
#define MOST_CHARACTERS 44

struct _SheafCiteProvider
{
  GObject parent_instance;

  SheafDesk *desk;
  SheafCiteList *members;
  GCancellable *narrowing;
};

static void completion_provider_init (GtkSourceCompletionProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafCiteProvider, sheaf_cite_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      completion_provider_init))

gboolean
sheaf_cite_find_start (const GtkTextIter  *iter,
                       GtkTextIter        *start,
                       char              **typed)
{
  GtkTextIter line = *iter;
  g_autofree char *before = NULL;
  const char *open = NULL;

  gtk_text_iter_set_line_offset (&line, 0);
  before = gtk_text_iter_get_text (&line, iter);
  for (const char *at = strstr (before, "[["); at != NULL; at = strstr (at + 2, "[["))
    open = at;
  if (open == NULL || strpbrk (open + 2, "]|") != NULL)
    return FALSE;

  *start = line;
  gtk_text_iter_forward_chars (start, g_utf8_strlen (before, open + 2 - before));
  if (typed != NULL)
    *typed = g_strdup (open + 2);

  return TRUE;
}

static char *
get_title (GtkSourceCompletionProvider *provider)
{
  return g_strdup (_("Articles to Cite"));
}

static gboolean
is_trigger (GtkSourceCompletionProvider *provider,
            const GtkTextIter           *iter,
            gunichar                     c)
{
  return c == '[' && sheaf_cite_find_start (iter, &(GtkTextIter) { 0 }, NULL);
}

/* Lives as long as what was found is shown, which rows still being read are added to. */
typedef struct
{
  GListStore *found; /* owns this */
  char *typed;
  GHashTable *offered;
  GPtrArray *rows;
} Search;

static void
search_free (Search *search)
{
  for (guint i = 0; i < search->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (search->rows, i), search);
  g_free (search->typed);
  g_hash_table_unref (search->offered);
  g_ptr_array_unref (search->rows);
  g_free (search);
}

static void
offer (Search     *search,
       const char *id,
       const char *headline,
       const char *publisher)
{
  g_autoptr (SheafCiteProposal) proposal = sheaf_cite_proposal_new (id, headline, publisher);

  if (!sheaf_cite_proposal_matches (proposal, search->typed) ||
      !g_hash_table_add (search->offered, g_strdup (id)))
    return;

  g_list_store_append (search->found, proposal);
}

static void
offer_row (SheafArticleRow *row,
           Search          *search)
{
  if (sheaf_article_row_is_filled (row))
    offer (search, sheaf_article_row_get_id (row), sheaf_article_row_get_title (row),
           sheaf_article_row_get_publisher (row));
}

static void
on_kept_found (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (SheafArticleList) list = NULL;
  GListStore *found = g_task_get_task_data (task);
  Search *search = g_object_get_data (G_OBJECT (found), "search");
  guint n;

  list = sheaf_desk_query_finish (SHEAF_DESK (source), result, NULL);
  n = list != NULL ? MIN (sheaf_article_list_get_n_items (list), MOST_KEPT) : 0;
  for (guint i = 0; i < n; i++)
    {
      SheafArticleRow *row = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_ptr_array_add (search->rows, row);
      if (sheaf_article_row_is_filled (row))
        offer_row (row, search);
      else
        g_signal_connect (row, "changed", G_CALLBACK (offer_row), search);
    }

  g_task_return_pointer (task, g_object_ref (found), g_object_unref);
}

static Search *
search_new (SheafCiteProvider *self,
            const char        *typed)
{
  Search *search = g_new0 (Search, 1);
  GPtrArray *articles;

  search->found = g_list_store_new (SHEAF_TYPE_CITE_PROPOSAL);
  search->typed = g_strdup (typed);
  search->offered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search->rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_object_set_data_full (G_OBJECT (search->found), "search", search,
                          (GDestroyNotify) search_free);

  articles = self->members != NULL ? sheaf_cite_list_get_articles (self->members) : NULL;
  for (guint i = 0; articles != NULL && i < articles->len; i++)
    {
      SheafEntity *article = g_ptr_array_index (articles, i);

      offer (search, sheaf_entity_get_id (article), sheaf_entity_get_title (article),
             sheaf_entity_get_string (article, "publisher"));
    }

  return search;
}

static void
look (SheafCiteProvider *self,
      const char        *typed,
      GTask             *task)
{
  Search *search = search_new (self, typed);
  SheafArticleQuery query = { .scope = SHEAF_SCOPE_KEPT, .order = SHEAF_ORDER_NEWEST };

  g_task_set_task_data (task, search->found, g_object_unref);
  query.text = *typed != '\0' ? search->typed : NULL;
  sheaf_desk_query_async (self->desk, &query, g_task_get_cancellable (task), on_kept_found,
                          g_object_ref (task));
}

static void
populate_async (GtkSourceCompletionProvider *provider,
                GtkSourceCompletionContext  *context,
                GCancellable                *cancellable,
                GAsyncReadyCallback          callback,
                gpointer                     user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  GtkTextIter begin;
  GtkTextIter end;
  GtkTextIter start;
  g_autofree char *typed = NULL;

  g_task_set_source_tag (task, populate_async);
  gtk_source_completion_context_get_bounds (context, &begin, &end);
  if (!sheaf_cite_find_start (&end, &start, &typed))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not in a citation");
      return;
    }

  look (SHEAF_CITE_PROVIDER (provider), typed, task);
}

static void
on_narrowed (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GtkSourceCompletionContext) context = data;
  g_autoptr (GListModel) found = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL)
    gtk_source_completion_context_set_proposals_for_provider
      (context, GTK_SOURCE_COMPLETION_PROVIDER (source), found);
}

/* More was typed: what was found for less of it may lack what is meant now, so it is looked for
 * anew, and nothing changes until that is found. */
static void
refilter (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GListModel                  *model)
{
  SheafCiteProvider *self = SHEAF_CITE_PROVIDER (provider);
  g_autoptr (GTask) task = NULL;
  GtkTextIter begin;
  GtkTextIter end;
  GtkTextIter start;
  g_autofree char *typed = NULL;

  g_cancellable_cancel (self->narrowing);
  g_clear_object (&self->narrowing);

  gtk_source_completion_context_get_bounds (context, &begin, &end);
  if (!sheaf_cite_find_start (&end, &start, &typed))
    {
      gtk_source_completion_context_set_proposals_for_provider (context, provider, NULL);
      return;
    }

  self->narrowing = g_cancellable_new ();
  task = g_task_new (self, self->narrowing, on_narrowed, g_object_ref (context));
  g_task_set_source_tag (task, refilter);
  look (self, typed, task);
}

static GListModel *
populate_finish (GtkSourceCompletionProvider  *provider,
                 GAsyncResult                 *result,
                 GError                      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static char *
shorten (const char *headline)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (headline, -1) <= MOST_CHARACTERS)
    return g_strdup (headline);

  start = g_utf8_substring (headline, 0, MOST_CHARACTERS - 1);

  return g_strconcat (g_strchomp (start), "…", NULL);
}

static void
display (GtkSourceCompletionProvider *provider,
         GtkSourceCompletionContext  *context,
         GtkSourceCompletionProposal *proposal,
         GtkSourceCompletionCell     *cell)
{
  SheafCiteProposal *cite = SHEAF_CITE_PROPOSAL (proposal);
  g_autofree char *headline = shorten (sheaf_cite_proposal_get_headline (cite));
  g_autofree char *publisher = NULL;

  switch (gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, headline);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      /* The columns have nothing between them. */
      publisher = g_strconcat ("\u2002", sheaf_cite_proposal_get_publisher (cite), NULL);
      gtk_source_completion_cell_set_text (cell, publisher);
      break;
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
    case GTK_SOURCE_COMPLETION_COLUMN_BEFORE:
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
    default:
      gtk_source_completion_cell_set_text (cell, NULL);
    }
}

static void
activate (GtkSourceCompletionProvider *provider,
          GtkSourceCompletionContext  *context,
          GtkSourceCompletionProposal *proposal)
{
  SheafCiteProposal *cite = SHEAF_CITE_PROPOSAL (proposal);
  g_autofree char *citation = NULL;
  GtkTextBuffer *buffer;
  GtkTextIter begin;
  GtkTextIter end;
  GtkTextIter start;
  GtkTextIter after;

  gtk_source_completion_context_get_bounds (context, &begin, &end);
  if (!sheaf_cite_find_start (&end, &start, NULL))
    return;

  gtk_text_iter_backward_chars (&start, 2);
  after = end;
  if (gtk_text_iter_get_char (&after) == ']' && gtk_text_iter_forward_char (&after) &&
      gtk_text_iter_get_char (&after) == ']' && gtk_text_iter_forward_char (&after))
    end = after;

  citation = sheaf_cite_make (sheaf_cite_proposal_get_id (cite),
                              sheaf_cite_proposal_get_headline (cite));
  buffer = gtk_text_iter_get_buffer (&start);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, citation, -1);
  gtk_text_buffer_end_user_action (buffer);
}

static void
completion_provider_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->get_title = get_title;
  iface->is_trigger = is_trigger;
  iface->populate_async = populate_async;
  iface->populate_finish = populate_finish;
  iface->refilter = refilter;
  iface->display = display;
  iface->activate = activate;
}

static void
sheaf_cite_provider_dispose (GObject *object)
{
  SheafCiteProvider *self = SHEAF_CITE_PROVIDER (object);

  g_cancellable_cancel (self->narrowing);
  g_clear_object (&self->narrowing);
  g_clear_object (&self->desk);
  g_clear_weak_pointer (&self->members);

  G_OBJECT_CLASS (sheaf_cite_provider_parent_class)->dispose (object);
}

static void
sheaf_cite_provider_class_init (SheafCiteProviderClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_cite_provider_dispose;
}

static void
sheaf_cite_provider_init (SheafCiteProvider *self)
{
}

GtkSourceCompletionProvider *
sheaf_cite_provider_new (SheafDesk     *desk,
                         SheafCiteList *members)
{
  SheafCiteProvider *self = g_object_new (SHEAF_TYPE_CITE_PROVIDER, NULL);

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->members, members);

  return GTK_SOURCE_COMPLETION_PROVIDER (self);
}
