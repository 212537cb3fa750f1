/* sheaf-page-module.c: the view of a page, loaded when it is first needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-page-module.h"

#include <gmodule.h>

#include <glib/gi18n.h>

#define MODULE "libsheaf-page-view." G_MODULE_SUFFIX

typedef GtkWidget *(*CreateView) (void);

/* Where it was built, for what was not installed; else where it is installed. */
static char *
find_module (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = g_path_get_dirname (program != NULL ? program : "");
  g_autofree char *built = g_build_filename (folder, "ui", MODULE, NULL);

  if (g_file_test (built, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&built);

  return g_build_filename (PKGLIBDIR, MODULE, NULL);
}

static void
set_no_sandbox (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                           _("Pages are shown in a sandbox, and this system lets none be started: "
                             "bubblewrap is missing, or user namespaces are forbidden."));
}

static void
on_sandbox_ended (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_debug ("No sandbox: %s", error->message);
  set_no_sandbox (task);
}

void
sheaf_page_module_probe_async (GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  /* The least that WebKit asks of it. */
  static const char *const command[] = {
    "bwrap", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev", "--unshare-all", "true",
    NULL,
  };
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, sheaf_page_module_probe_async);

  /* There WebKit has the sandbox made by Flatpak. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                          G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  if (process == NULL)
    {
      g_debug ("No sandbox: %s", error->message);
      set_no_sandbox (task);
      return;
    }

  g_subprocess_wait_check_async (process, cancellable, on_sandbox_ended, g_steal_pointer (&task));
}

gboolean
sheaf_page_module_probe_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

GtkWidget *
sheaf_page_module_create_view (GError **error)
{
  g_autofree char *path = find_module ();
  GModule *module = g_module_open_full (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL, error);
  CreateView create_view;

  if (module == NULL)
    return NULL;

  /* Its types stay registered. */
  g_module_make_resident (module);
  if (!g_module_symbol (module, "sheaf_page_view_new", (gpointer *) &create_view))
    {
      g_set_error_literal (error, G_MODULE_ERROR, G_MODULE_ERROR_FAILED, g_module_error ());
      return NULL;
    }

  return create_view ();
}
