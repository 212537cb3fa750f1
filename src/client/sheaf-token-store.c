/* sheaf-token-store.c: the tokens of backends, kept between starts in the user's keyring
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "client/sheaf-token-store.h"

#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {
  SHEAF_APP_ID ".Token",
  SECRET_SCHEMA_NONE,
  {
    { "backend", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static char *
normalise (const char *address)
{
  char *normal = g_strdup (address);

  for (size_t n = strlen (normal); n > 0 && normal[n - 1] == '/'; n--)
    normal[n - 1] = '\0';

  return normal;
}

static void
looked_up_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) secret_password_free);
}

void
sheaf_token_store_lookup_async (const char          *address,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *normal = NULL;

  g_return_if_fail (address != NULL);

  g_task_set_source_tag (task, sheaf_token_store_lookup_async);
  normal = normalise (address);
  secret_password_lookup (&schema, cancellable, looked_up_cb, g_steal_pointer (&task),
                          "backend", normal,
                          NULL);
}

char *
sheaf_token_store_lookup_finish (GAsyncResult  *result,
                                 GError       **error)
{
  char *secret, *token;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  /* It lies in memory that is not swapped, and is freed otherwise. */
  secret = g_task_propagate_pointer (G_TASK (result), error);
  token = g_strdup (secret);
  secret_password_free (secret);

  return token;
}

static void
stored_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
cleared_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  GError *error = NULL;

  /* FALSE without an error: there was none. */
  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
sheaf_token_store_save_async (const char          *address,
                              const char          *token,
                              const char          *label,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *normal = NULL;

  g_return_if_fail (address != NULL);
  g_return_if_fail (label != NULL);

  g_task_set_source_tag (task, sheaf_token_store_save_async);
  normal = normalise (address);

  if (token == NULL || *token == '\0')
    secret_password_clear (&schema, cancellable, cleared_cb, g_steal_pointer (&task),
                           "backend", normal,
                           NULL);
  else
    secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable,
                           stored_cb, g_steal_pointer (&task),
                           "backend", normal,
                           NULL);
}

gboolean
sheaf_token_store_save_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
