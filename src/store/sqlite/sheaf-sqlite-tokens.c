/* sheaf-sqlite-tokens.c: who may speak to the backend
 *
 * A token is 256 random bits. Only its SHA-256 is kept; the beginning of that finds the row, the
 * whole is compared in constant time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "model/sheaf-id.h"
#include "model/sheaf-time.h"
#include "store/sqlite/sheaf-sqlite-calls.h"

/* Tells people, and scanners of leaked secrets, what it is. */
#define TOKEN_PREFIX "sheaf_"
#define TOKEN_BYTES 32
#define LOOKUP_LENGTH 16

typedef struct
{
  const char *id;
  const char *name;
  const char *role;
  const char *hash;
  GPtrArray *tokens; /* (element-type SheafToken) */
} TokenCall;

static char *
make_token (GError **error)
{
  guchar bytes[TOKEN_BYTES];
  g_autofree char *encoded = NULL;

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED, "No random numbers: %s",
                   g_strerror (errno));
      return NULL;
    }

  /* RFC 4648, 5, without padding. */
  encoded = g_base64_encode (bytes, sizeof bytes);
  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  encoded[strcspn (encoded, "=")] = '\0';

  return g_strconcat (TOKEN_PREFIX, encoded, NULL);
}

static char *
hash_token (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}

static gboolean
equal_in_constant_time (const char *a,
                        const char *b)
{
  gsize length = strlen (a);
  guint difference = 0;

  if (strlen (b) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guchar) a[i] ^ (guchar) b[i];

  return difference == 0;
}

static SheafToken *
read_token (SheafStatement *statement)
{
  SheafToken *token = g_new0 (SheafToken, 1);

  token->id = g_strdup (sheaf_statement_get_text (statement, 0));
  token->name = g_strdup (sheaf_statement_get_text (statement, 1));
  token->role = g_strdup (sheaf_statement_get_text (statement, 2));

  return token;
}

static gboolean
add_work (SheafConnection  *connection,
          gpointer          data,
          GError          **error)
{
  TokenCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "INSERT INTO token (id, name, role, lookup, hash, created) "
                                        "VALUES (?1, ?2, ?3, substr (?4, 1, ?5), ?4, ?6)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->id);
  sheaf_statement_bind_text (statement, 2, call->name);
  sheaf_statement_bind_text (statement, 3, call->role);
  sheaf_statement_bind_text (statement, 4, call->hash);
  sheaf_statement_bind_int (statement, 5, LOOKUP_LENGTH);
  sheaf_statement_bind_int (statement, 6, sheaf_time_now ());
  return sheaf_statement_run (statement, error);
}

char *
sheaf_sqlite_add_token (SheafStore  *store,
                        const char  *name,
                        const char  *role,
                        GError     **error)
{
  g_autofree char *token = make_token (error);
  g_autofree char *id = sheaf_id_new ();
  g_autofree char *hash = NULL;
  TokenCall call = { .id = id, .name = name, .role = role };

  if (token == NULL)
    return NULL;

  if (strcmp (role, "reader") != 0 && strcmp (role, "editor") != 0)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_FAILED, "There is no role “%s”",
                   role);
      return NULL;
    }

  call.hash = hash = hash_token (token);
  if (!sheaf_sqlite_write (store, add_work, &call, error))
    return NULL;

  return g_steal_pointer (&token);
}

static gboolean
list_work (SheafConnection  *connection,
           gpointer          data,
           GError          **error)
{
  TokenCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection, "SELECT id, name, role FROM token ORDER BY id",
                                        error);
  if (statement == NULL)
    return FALSE;

  while (sheaf_statement_step (statement, &step_error))
    g_ptr_array_add (call->tokens, read_token (statement));

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

GPtrArray *
sheaf_sqlite_list_tokens (SheafStore  *store,
                          GError     **error)
{
  g_autoptr (GPtrArray) tokens = NULL;
  TokenCall call = { 0 };

  tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_token_free);
  call.tokens = tokens;
  if (!sheaf_sqlite_read (store, list_work, &call, error))
    return NULL;

  return g_steal_pointer (&tokens);
}

static gboolean
revoke_work (SheafConnection  *connection,
             gpointer          data,
             GError          **error)
{
  TokenCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;

  statement = sheaf_connection_prepare (connection, "DELETE FROM token WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->id);
  if (!sheaf_statement_run (statement, error))
    return FALSE;

  if (sheaf_connection_get_changes (connection) == 0)
    {
      g_set_error (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND, "There is no token %s",
                   call->id);
      return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_sqlite_revoke_token (SheafStore  *store,
                           const char  *id,
                           GError     **error)
{
  TokenCall call = { .id = id };

  return sheaf_sqlite_write (store, revoke_work, &call, error);
}

static gboolean
check_work (SheafConnection  *connection,
            gpointer          data,
            GError          **error)
{
  TokenCall *call = data;
  g_autoptr (SheafStatement) statement = NULL;
  g_autoptr (GError) step_error = NULL;

  statement = sheaf_connection_prepare (connection,
                                        "SELECT id, name, role, hash FROM token "
                                        "WHERE lookup = substr (?1, 1, ?2)",
                                        error);
  if (statement == NULL)
    return FALSE;

  sheaf_statement_bind_text (statement, 1, call->hash);
  sheaf_statement_bind_int (statement, 2, LOOKUP_LENGTH);
  while (sheaf_statement_step (statement, &step_error))
    {
      if (equal_in_constant_time (sheaf_statement_get_text (statement, 3), call->hash))
        g_ptr_array_add (call->tokens, read_token (statement));
    }

  if (step_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&step_error));
      return FALSE;
    }

  return TRUE;
}

SheafToken *
sheaf_sqlite_check_token (SheafStore  *store,
                          const char  *token,
                          GError     **error)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autofree char *hash = hash_token (token);
  TokenCall call = { .hash = hash };

  tokens = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_token_free);
  call.tokens = tokens;
  if (!sheaf_sqlite_read (store, check_work, &call, error))
    return NULL;

  if (tokens->len == 0)
    {
      g_set_error_literal (error, SHEAF_STORE_ERROR, SHEAF_STORE_ERROR_NOT_FOUND,
                           "The token is unknown or was revoked");
      return NULL;
    }

  return g_ptr_array_steal_index_fast (tokens, 0);
}
