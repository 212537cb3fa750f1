/* test-token-store.c: tokens are kept by address, over libsecret's encrypted file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "client/sheaf-token-store.h"

static void
take_result_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static char *
lookup (const char  *address,
        GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_token_store_lookup_async (address, NULL, take_result_cb, &result);

  return sheaf_token_store_lookup_finish (wait_for (&result), error);
}

static gboolean
save (const char  *address,
      const char  *token,
      GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sheaf_token_store_save_async (address, token, "A token", NULL, take_result_cb, &result);

  return sheaf_token_store_save_finish (wait_for (&result), error);
}

static void
assert_kept (const char *address,
             const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = lookup (address, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, token);
}

static void
test_kept (void)
{
  g_autoptr (GError) error = NULL;

  assert_kept ("https://desk.example", NULL);

  g_assert_true (save ("https://desk.example", "one", &error));
  g_assert_no_error (error);
  assert_kept ("https://desk.example", "one");
  assert_kept ("https://desk.example/", "one");

  /* Never to another. */
  assert_kept ("http://desk.example", NULL);
  assert_kept ("https://desk.example:8443", NULL);

  g_assert_true (save ("https://desk.example/", "two", &error));
  assert_kept ("https://desk.example", "two");
}

static void
test_forgotten (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save ("https://old.example", "old", &error));
  g_assert_true (save ("https://new.example", "new", &error));

  g_assert_true (save ("https://old.example", "", &error));
  g_assert_no_error (error);
  assert_kept ("https://old.example", NULL);
  assert_kept ("https://new.example", "new");

  g_assert_true (save ("https://old.example", NULL, &error));
  g_assert_no_error (error);
}

static void
test_not_readable (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *damaged = g_strconcat (g_getenv ("SECRET_FILE_TEST_PATH"), ".damaged", NULL);

  if (g_test_subprocess ())
    {
      found = lookup ("https://desk.example", &error);
      g_assert_null (found);
      g_assert_nonnull (error);
      g_clear_error (&error);

      g_assert_false (save ("https://desk.example", "three", &error));
      g_assert_nonnull (error);
      return;
    }

  g_assert_true (g_file_set_contents (damaged, "no keyring", -1, &error));
  g_setenv ("SECRET_FILE_TEST_PATH", damaged, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_unlink (damaged);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  int status;

  /* The subprocess of a test reads the file of the one that started it. */
  path = g_strdup (g_getenv ("SECRET_FILE_TEST_PATH"));
  if (path == NULL)
    {
      directory = g_dir_make_tmp ("sheaf-tokens-XXXXXX", NULL);
      g_assert_nonnull (directory);
      path = g_build_filename (directory, "tokens.keyring", NULL);
      g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "a password", TRUE);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
    }

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token-store/kept", test_kept);
  g_test_add_func ("/token-store/forgotten", test_forgotten);
  g_test_add_func ("/token-store/not-readable", test_not_readable);

  status = g_test_run ();

  if (directory != NULL)
    {
      g_unlink (path);
      g_rmdir (directory);
    }

  return status;
}
