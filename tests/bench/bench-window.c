/* bench-window.c: the window on as many articles as are asked for
 *
 *   bench-window APPLICATION PROBE [OPTION …]
 *
 * Fills a store and a replica, then prints how long the application takes to start on them, how much
 * work there is for the main loop while the desk is used, and for frames while its list is scrolled.
 * Drawn with cairo, and without an assistive technology, unless GSK_RENDERER and GTK_A11Y say
 * otherwise. Figures are printed, nothing is judged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <locale.h>

#include "bench-data.h"
#include "bench-desk.h"
#include "bench-start.h"

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
find_part (const char *name,
           BenchParts *parts)
{
  static const char *const names[] = { "start", "use", "frames", "acts" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i], name))
        {
          *parts = 1 << i;
          return TRUE;
        }
    }

  return FALSE;
}

int
main (int   argc,
      char *argv[])
{
  int n_articles = 100000, n_runs = 7;
  g_autofree char *folder = NULL;
  g_autofree char *part = NULL;
  BenchParts parts = BENCH_PART_ALL;
  const GOptionEntry options[] = {
    { "articles", 0, 0, G_OPTION_ARG_INT, &n_articles, "How many (100,000)", "N" },
    { "runs", 0, 0, G_OPTION_ARG_INT, &n_runs, "How often to start (7)", "N" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Keep the articles, or use those kept", "FOLDER" },
    { "part", 0, 0, G_OPTION_ARG_STRING, &part, "Only start, use, frames or acts", "NAME" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("APPLICATION PROBE");
  g_autoptr (GError) error = NULL;
  g_autofree char *runtime = NULL;
  g_auto (BenchData) data = { 0 };

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc < 3)
    {
      g_printerr ("bench-window: %s\n", error != NULL ? error->message : "what is to be started?");
      return 2;
    }

  if (part != NULL && !find_part (part, &parts))
    {
      g_printerr ("bench-window: there is no part “%s”\n", part);
      return 2;
    }

  runtime = g_dir_make_tmp ("sheaf-bench-XXXXXX", &error);
  if (runtime == NULL)
    g_error ("%s", error->message);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_setenv ("GSK_RENDERER", "cairo", FALSE);
  g_setenv ("GTK_A11Y", "none", FALSE);
  if (folder == NULL)
    folder = g_build_filename (runtime, "data", NULL);
  g_mkdir_with_parents (folder, 0700);

  bench_data_init (&data, folder, n_articles);
  if (parts & BENCH_PART_START)
    bench_start (&data, argv[1], argv[2], n_runs);
  if (parts != BENCH_PART_START)
    {
      adw_init ();
      bench_desk (&data, parts);
    }

  remove_folder (runtime);

  return 0;
}
