/* sheaf-search-provider.c: what the desktop's own search finds at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-search-provider.h"

#include <glib/gi18n.h>

#include "model/sheaf-fold.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-article-words.h"

/* Of each kind: the desktop shows about as many. */
#define MOST 5

/* Also the bound of what is looked up for an answer. */
#define MOST_RESULTS 64

struct _SheafSearchProvider
{
  GObject parent_instance;

  SheafDesk *desk;
  GQueue *early; /* (element-type GDBusMethodInvocation): asked before there was a desk */

  GDBusConnection *connection;
  guint registration;

  GCancellable *search; /* of the search that is under way: a newer one takes its place */
};

G_DEFINE_FINAL_TYPE (SheafSearchProvider, sheaf_search_provider, G_TYPE_OBJECT)

enum
{
  ASKED,
  CHOSEN,
  GO_ON,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char interface_xml[] =
  "<node>"
  "  <interface name='org.gnome.Shell.SearchProvider2'>"
  "    <method name='GetInitialResultSet'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetSubsearchResultSet'>"
  "      <arg type='as' name='previous_results' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='as' name='results' direction='out'/>"
  "    </method>"
  "    <method name='GetResultMetas'>"
  "      <arg type='as' name='identifiers' direction='in'/>"
  "      <arg type='aa{sv}' name='metas' direction='out'/>"
  "    </method>"
  "    <method name='ActivateResult'>"
  "      <arg type='s' name='identifier' direction='in'/>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "    <method name='LaunchSearch'>"
  "      <arg type='as' name='terms' direction='in'/>"
  "      <arg type='u' name='timestamp' direction='in'/>"
  "    </method>"
  "  </interface>"
  "</node>";

/* --- a search ------------------------------------------------------------------------------ */

typedef struct
{
  GDBusMethodInvocation *invocation;
  GCancellable *cancellable;
  GPtrArray *results;
  GPtrArray *rows; /* (element-type SheafArticleRow) */
  GArray *handlers; /* (element-type gulong): of those that fill yet, else 0 */
  guint n_empty;
} Search;

static void
search_free (Search *search)
{
  for (guint i = 0; i < search->handlers->len; i++)
    {
      gulong handler = g_array_index (search->handlers, gulong, i);

      if (handler != 0)
        g_signal_handler_disconnect (g_ptr_array_index (search->rows, i), handler);
    }

  g_clear_object (&search->cancellable);
  g_ptr_array_unref (search->results);
  g_ptr_array_unref (search->rows);
  g_array_unref (search->handlers);
  g_free (search);
}

static char *
make_result (SheafKind   kind,
             const char *id)
{
  return g_strdup_printf ("%s:%s", sheaf_kind_to_string (kind), id);
}

/* Returns: the id in @result, or NULL if it is none of ours. */
static const char *
parse_result (const char *result,
              SheafKind  *kind)
{
  const char *colon = strchr (result, ':');
  g_autofree char *name = colon != NULL ? g_strndup (result, (gsize) (colon - result)) : NULL;

  return name != NULL && sheaf_kind_from_string (name, kind) ? colon + 1 : NULL;
}

static void
end_search (Search *search)
{
  for (guint i = 0; i < search->rows->len; i++)
    {
      const char *id = sheaf_article_row_get_id (g_ptr_array_index (search->rows, i));

      if (id != NULL)
        g_ptr_array_add (search->results, make_result (SHEAF_KIND_ARTICLE, id));
    }

  g_dbus_method_invocation_return_value (
    search->invocation,
    g_variant_new ("(@as)", g_variant_new_strv ((const char *const *) search->results->pdata,
                                                search->results->len)));
  search_free (search);
}

static void
row_changed_cb (SheafArticleRow *row,
                gpointer         user_data)
{
  Search *search = user_data;

  for (guint i = 0; i < search->rows->len; i++)
    {
      gulong *handler = &g_array_index (search->handlers, gulong, i);

      if (g_ptr_array_index (search->rows, i) != row || *handler == 0 ||
          !sheaf_article_row_is_filled (row))
        continue;

      g_signal_handler_disconnect (row, *handler);
      *handler = 0;
      search->n_empty--;
    }

  if (search->n_empty == 0)
    end_search (search);
}

static void
found_articles_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  Search *search = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafArticleList) list = NULL;
  guint n;

  list = sheaf_desk_query_finish (SHEAF_DESK (object), result, &error);
  if (list == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_message ("The desktop's search for articles failed: %s", error->message);

  n = list != NULL ? MIN (MOST, sheaf_article_list_get_n_items (list)) : 0;
  for (guint i = 0; i < n; i++)
    {
      SheafArticleRow *row = g_list_model_get_item (G_LIST_MODEL (list), i);
      gulong handler = 0;

      if (!sheaf_article_row_is_filled (row))
        {
          handler = g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), search);
          search->n_empty++;
        }
      g_ptr_array_add (search->rows, row);
      g_array_append_val (search->handlers, handler);
    }

  if (search->n_empty == 0)
    end_search (search);
}

static gboolean
has_all (const char         *title,
         const char *const  *terms)
{
  g_autofree char *folded = sheaf_fold (title);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *term = sheaf_fold (terms[i]);

      if (strstr (folded, term) == NULL)
        return FALSE;
    }

  return TRUE;
}

static void
find_items (SheafSearchProvider *self,
            SheafKind            kind,
            const char *const   *terms,
            GPtrArray           *results)
{
  GListModel *items = sheaf_desk_get_items (self->desk, kind);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items) && n < MOST; i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (items, i);

      if (!has_all (sheaf_item_get_title (item), terms))
        continue;

      g_ptr_array_add (results, make_result (kind, sheaf_item_get_id (item)));
      n++;
    }
}

static void
start_search (SheafSearchProvider   *self,
              GDBusMethodInvocation *invocation,
              const char *const     *terms)
{
  g_autofree char *text = g_strjoinv (" ", (char **) terms);
  SheafArticleQuery query = { .scope = SHEAF_SCOPE_ALL, .order = SHEAF_ORDER_NEWEST };
  Search *search = g_new0 (Search, 1);

  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  self->search = g_cancellable_new ();

  search->invocation = invocation;
  search->cancellable = g_object_ref (self->search);
  search->results = g_ptr_array_new_with_free_func (g_free);
  search->rows = g_ptr_array_new_with_free_func (g_object_unref);
  search->handlers = g_array_new (FALSE, FALSE, sizeof (gulong));

  find_items (self, SHEAF_KIND_SET, terms, search->results);
  find_items (self, SHEAF_KIND_EDITORIAL, terms, search->results);
  find_items (self, SHEAF_KIND_BUNDLE, terms, search->results);

  query.text = text;
  sheaf_desk_query_async (self->desk, &query, search->cancellable, found_articles_cb, search);
}

/* --- what a result says -------------------------------------------------------------------- */

typedef struct
{
  GDBusMethodInvocation *invocation;
  GStrv results;
  GHashTable *articles; /* (element-type char SheafEntity) */
  SheafSearchProvider *self;
} Metas;

static void
metas_free (Metas *metas)
{
  g_strfreev (metas->results);
  g_hash_table_unref (metas->articles);
  g_object_unref (metas->self);
  g_free (metas);
}

static char *
describe (SheafEntity *entity)
{
  switch (sheaf_entity_get_kind (entity))
    {
    case SHEAF_KIND_ARTICLE:
      return sheaf_article_get_meta (entity, sheaf_time_now ());
    case SHEAF_KIND_SET:
      return g_strdup (C_("search result", "Set of related articles"));
    case SHEAF_KIND_EDITORIAL:
      return g_strdup (C_("search result", "Editorial"));
    case SHEAF_KIND_BUNDLE:
      return g_strdup (C_("search result", "Bundle"));
    default:
      return g_strdup ("");
    }
}

static void
add_meta (GVariantBuilder *builder,
          const char      *result,
          SheafEntity     *entity)
{
  const char *title = sheaf_entity_get_title (entity);
  g_autofree char *description = describe (entity);

  g_variant_builder_open (builder, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (builder, "{sv}", "id", g_variant_new_string (result));
  g_variant_builder_add (builder, "{sv}", "name",
                         g_variant_new_string (title != NULL && *title != '\0' ? title : _("Untitled")));
  g_variant_builder_add (builder, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_close (builder);
}

/* Of what is gone there is nothing to say. */
static void
answer_metas (Metas *metas)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; metas->results[i] != NULL; i++)
    {
      SheafKind kind;
      const char *id = parse_result (metas->results[i], &kind);
      SheafItem *item = NULL;

      if (id == NULL)
        continue;

      if (kind == SHEAF_KIND_ARTICLE)
        {
          SheafEntity *article = g_hash_table_lookup (metas->articles, id);

          if (article != NULL)
            add_meta (&builder, metas->results[i], article);
          continue;
        }

      item = sheaf_desk_get_item (metas->self->desk, kind, id);
      if (item != NULL)
        add_meta (&builder, metas->results[i], sheaf_item_get_entity (item));
    }

  g_dbus_method_invocation_return_value (metas->invocation,
                                         g_variant_new ("(@aa{sv})", g_variant_builder_end (&builder)));
  metas_free (metas);
}

static void
got_articles_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  Metas *metas = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) articles = NULL;

  articles = sheaf_desk_get_articles_finish (SHEAF_DESK (object), result, &error);
  if (articles == NULL)
    g_message ("What the desktop's search found could not be read: %s", error->message);

  for (guint i = 0; articles != NULL && i < articles->len; i++)
    {
      SheafEntity *article = g_ptr_array_index (articles, i);

      if (article != NULL)
        g_hash_table_insert (metas->articles, g_strdup (sheaf_entity_get_id (article)),
                             sheaf_entity_ref (article));
    }

  answer_metas (metas);
}

static void
start_metas (SheafSearchProvider   *self,
             GDBusMethodInvocation *invocation,
             GStrv                  results)
{
  Metas *metas = g_new0 (Metas, 1);
  g_autoptr (GPtrArray) articles = g_ptr_array_new ();

  metas->invocation = invocation;
  metas->results = results;
  metas->self = g_object_ref (self);
  metas->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) sheaf_entity_unref);

  for (guint i = 0; results[i] != NULL && i < MOST_RESULTS; i++)
    {
      SheafKind kind;
      const char *id = parse_result (results[i], &kind);

      if (id != NULL && kind == SHEAF_KIND_ARTICLE)
        g_ptr_array_add (articles, (char *) id);
    }

  if (articles->len == 0)
    {
      answer_metas (metas);
      return;
    }

  g_ptr_array_add (articles, NULL);
  sheaf_desk_get_articles_async (self->desk, (const char *const *) articles->pdata, NULL,
                                 got_articles_cb, metas);
}

/* --- the interface ------------------------------------------------------------------------- */

static void
choose (SheafSearchProvider   *self,
        GDBusMethodInvocation *invocation,
        const char            *result)
{
  SheafKind kind;
  const char *id = parse_result (result, &kind);

  if (id == NULL)
    {
      g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                             "There is no result “%s”", result);
      return;
    }

  g_signal_emit (self, signals[CHOSEN], 0, sheaf_kind_to_string (kind), id);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
answer (SheafSearchProvider   *self,
        GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);
  g_autofree const char **terms = NULL;

  if (g_str_equal (method, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^a&s)", &terms);
      start_search (self, invocation, terms);
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      /* To narrow what was found would miss what its bound left out. */
      g_variant_get (parameters, "(@as^a&s)", NULL, &terms);
      start_search (self, invocation, terms);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      GStrv results;

      g_variant_get (parameters, "(^as)", &results);
      start_metas (self, invocation, results);
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      const char *result;

      g_variant_get (parameters, "(&s@asu)", &result, NULL, NULL);
      choose (self, invocation, result);
    }
  else
    {
      g_autofree char *text = NULL;

      g_variant_get (parameters, "(^a&su)", &terms, NULL);
      text = g_strjoinv (" ", (char **) terms);
      g_signal_emit (self, signals[GO_ON], 0, text);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
}

static void
method_called_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (user_data);

  g_signal_emit (self, signals[ASKED], 0);

  if (self->desk != NULL)
    answer (self, invocation);
  else
    g_queue_push_tail (self->early, invocation);
}

static void
sheaf_search_provider_dispose (GObject *object)
{
  SheafSearchProvider *self = SHEAF_SEARCH_PROVIDER (object);
  GDBusMethodInvocation *invocation;

  sheaf_search_provider_unexport (self);
  while ((invocation = g_queue_pop_head (self->early)) != NULL)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                           "The desk is closed");
  g_cancellable_cancel (self->search);
  g_clear_object (&self->search);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_search_provider_parent_class)->dispose (object);
}

static void
sheaf_search_provider_finalize (GObject *object)
{
  g_queue_free (SHEAF_SEARCH_PROVIDER (object)->early);

  G_OBJECT_CLASS (sheaf_search_provider_parent_class)->finalize (object);
}

static void
sheaf_search_provider_class_init (SheafSearchProviderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sheaf_search_provider_dispose;
  G_OBJECT_CLASS (klass)->finalize = sheaf_search_provider_finalize;

  signals[ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[GO_ON] = g_signal_new ("go-on", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_search_provider_init (SheafSearchProvider *self)
{
  self->early = g_queue_new ();
}

SheafSearchProvider *
sheaf_search_provider_new (void)
{
  return g_object_new (SHEAF_TYPE_SEARCH_PROVIDER, NULL);
}

void
sheaf_search_provider_set_desk (SheafSearchProvider *self,
                                SheafDesk           *desk)
{
  GDBusMethodInvocation *invocation;

  g_return_if_fail (SHEAF_IS_SEARCH_PROVIDER (self));
  g_return_if_fail (SHEAF_IS_DESK (desk));

  g_set_object (&self->desk, desk);
  while ((invocation = g_queue_pop_head (self->early)) != NULL)
    answer (self, invocation);
}

gboolean
sheaf_search_provider_export (SheafSearchProvider  *self,
                              GDBusConnection      *connection,
                              const char           *path,
                              GError              **error)
{
  static const GDBusInterfaceVTable table = { .method_call = method_called_cb };
  g_autoptr (GDBusNodeInfo) node = NULL;

  g_return_val_if_fail (SHEAF_IS_SEARCH_PROVIDER (self), FALSE);
  g_return_val_if_fail (self->registration == 0, FALSE);

  node = g_dbus_node_info_new_for_xml (interface_xml, error);
  if (node == NULL)
    return FALSE;

  self->registration = g_dbus_connection_register_object (connection, path, node->interfaces[0],
                                                          &table, self, NULL, error);
  if (self->registration == 0)
    return FALSE;

  self->connection = g_object_ref (connection);
  return TRUE;
}

void
sheaf_search_provider_unexport (SheafSearchProvider *self)
{
  g_return_if_fail (SHEAF_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
}
