/* sheaf-page-module.c: the view of a page, loaded when it is first needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-page-module.h"

#include <gmodule.h>

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
