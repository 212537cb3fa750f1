/* sheaf-import.c: adds the sources of a list of feeds, as one act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-import.h"

#include <glib/gi18n.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"

/* Reads the list and adds nothing: what is added here is an act of this desk, and can be undone. */
#define PATH "/v1/sources/import?preview=true"

static void
on_added (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *group = sheaf_desk_act_finish (SHEAF_DESK (source), result, &error);

  if (group == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, group, g_free);
}

static GPtrArray *
make_edits (JsonArray *sources)
{
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *group = sheaf_id_new ();

  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      g_autofree char *id = sheaf_id_new ();
      SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SOURCE, id, group);

      sheaf_edit_create (edit, json_node_copy (json_array_get_element (sources, i)));
      g_ptr_array_add (edits, edit);
    }

  return edits;
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  JsonArray *sources;
  GError *error = NULL;

  answer = sheaf_desk_request_finish (SHEAF_DESK (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sources = sheaf_json_get_array (sheaf_json_lookup (sheaf_json_get_object (answer), "sources"));
  if (sources == NULL || json_array_get_length (sources) == 0)
    {
      g_task_return_pointer (task, g_strdup (""), g_free);
      return;
    }

  edits = make_edits (sources);
  g_task_set_task_data (task, GUINT_TO_POINTER (edits->len), NULL);
  sheaf_desk_edit_async (SHEAF_DESK (source), edits, g_task_get_cancellable (task), on_added,
                         g_object_ref (task));
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) body = NULL;
  g_autofree char *text = NULL;
  GError *error = NULL;
  const char *data;
  gsize length;

  bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  data = g_bytes_get_data (bytes, &length);
  if (data == NULL || !g_utf8_validate_len (data, length, NULL))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s",
                               _("This is not a list of feeds."));
      return;
    }

  text = g_strndup (data, length);
  body = json_node_new (JSON_NODE_VALUE);
  json_node_set_string (body, text);
  sheaf_desk_request_async (SHEAF_DESK (g_task_get_source_object (task)), "POST", PATH, body,
                            g_task_get_cancellable (task), on_read, g_object_ref (task));
}

void
sheaf_import_async (SheafDesk           *desk,
                    GFile               *file,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (desk, cancellable, callback, user_data);

  g_return_if_fail (SHEAF_IS_DESK (desk));
  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, sheaf_import_async);
  g_file_load_bytes_async (file, cancellable, on_loaded, g_object_ref (task));
}

char *
sheaf_import_finish (SheafDesk     *desk,
                     GAsyncResult  *result,
                     guint         *n_added,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, desk), NULL);

  if (n_added != NULL)
    *n_added = GPOINTER_TO_UINT (g_task_get_task_data (G_TASK (result)));

  return g_task_propagate_pointer (G_TASK (result), error);
}
