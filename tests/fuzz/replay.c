/* replay.c: gives a fuzz target the files of folders, one after another
 *
 * For a build without libFuzzer: what was found once stays found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <glib.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static guint
replay_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      if (!g_file_get_contents (path, &bytes, &length, NULL))
        continue;
      LLVMFuzzerTestOneInput ((const uint8_t *) bytes, length);
      /* And cut, as a connection may be. */
      LLVMFuzzerTestOneInput ((const uint8_t *) bytes, length / 2);
      n++;
    }

  return n;
}

static void
test_folder (gconstpointer data)
{
  g_assert_cmpuint (replay_folder (data), >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *name = g_path_get_basename (argv[i]);
      g_autofree char *path = g_strdup_printf ("/fuzz/replay/%s", name);

      g_test_add_data_func (path, argv[i], test_folder);
    }

  return g_test_run ();
}
