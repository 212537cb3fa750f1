/* sheaf-guard.c: what a connection may take: its time, and its peer's number of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-guard.h"

#define GUARD_KEY "sheaf-guard"

/* A process may have 1,024 files open by default; the store and the fetcher need some. */
const SheafGuardLimits sheaf_guard_default_limits = {
  .request_ms = 30 * 1000,
  .write_ms = 30 * 1000,
  .linger_ms = 5 * 1000,
  .per_peer = 256,
  .total = 800,
};

struct _SheafGuards
{
  guint ref_count;
  SheafGuardLimits limits;
  GHashTable *peers; /* address to the number of its connections */
  GHashTable *open;  /* (element-type SheafGuard): a set */
};

struct _SheafGuard
{
  SheafGuards *guards;
  GSocketConnection *connection; /* not owned: the guard hangs on it */
  char *peer;
  GSource *timer;
};

SheafGuards *
sheaf_guards_new (const SheafGuardLimits *limits)
{
  SheafGuards *guards = g_new0 (SheafGuards, 1);

  guards->ref_count = 1;
  guards->limits = *limits;
  guards->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guards->open = g_hash_table_new (NULL, NULL);

  return guards;
}

SheafGuards *
sheaf_guards_ref (SheafGuards *guards)
{
  guards->ref_count++;

  return guards;
}

void
sheaf_guards_unref (SheafGuards *guards)
{
  if (--guards->ref_count > 0)
    return;

  g_hash_table_unref (guards->peers);
  g_hash_table_unref (guards->open);
  g_free (guards);
}

const SheafGuardLimits *
sheaf_guards_get_limits (SheafGuards *guards)
{
  return &guards->limits;
}

static void
add_to_peer (SheafGuards *guards,
             const char  *peer,
             int          n)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (guards->peers, peer)) + n;

  if (count == 0)
    g_hash_table_remove (guards->peers, peer);
  else
    g_hash_table_insert (guards->peers, g_strdup (peer), GUINT_TO_POINTER (count));
}

static void
stop_timer (SheafGuard *guard)
{
  if (guard->timer != NULL)
    g_source_destroy (guard->timer);
  g_clear_pointer (&guard->timer, g_source_unref);
}

static void
guard_free (SheafGuard *guard)
{
  stop_timer (guard);
  add_to_peer (guard->guards, guard->peer, -1);
  g_hash_table_remove (guard->guards->open, guard);
  sheaf_guards_unref (guard->guards);
  g_free (guard->peer);
  g_free (guard);
}

static char *
name_peer (GSocketAddress *peer)
{
  if (!G_IS_INET_SOCKET_ADDRESS (peer))
    return g_strdup ("local");

  return g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (peer)));
}

SheafGuard *
sheaf_guards_watch (SheafGuards       *guards,
                    GSocketConnection *connection,
                    GSocketAddress    *peer)
{
  g_autofree char *name = name_peer (peer);
  SheafGuard *guard;

  if (g_hash_table_size (guards->open) >= guards->limits.total
      || GPOINTER_TO_UINT (g_hash_table_lookup (guards->peers, name)) >= guards->limits.per_peer)
    return NULL;

  guard = g_new0 (SheafGuard, 1);
  guard->guards = sheaf_guards_ref (guards);
  guard->connection = connection;
  guard->peer = g_steal_pointer (&name);
  add_to_peer (guards, guard->peer, 1);
  g_hash_table_add (guards->open, guard);
  g_object_set_data (G_OBJECT (peer), GUARD_KEY, guard);
  g_object_set_data_full (G_OBJECT (connection), GUARD_KEY, guard, (GDestroyNotify) guard_free);

  return guard;
}

SheafGuard *
sheaf_guard_of (GSocketAddress *peer)
{
  return peer != NULL ? g_object_get_data (G_OBJECT (peer), GUARD_KEY) : NULL;
}

GSocket *
sheaf_guard_get_socket (SheafGuard *guard)
{
  return g_socket_connection_get_socket (guard->connection);
}

void
sheaf_guards_close_all (SheafGuards *guards)
{
  GHashTableIter iter;
  gpointer guard;

  g_hash_table_iter_init (&iter, guards->open);
  while (g_hash_table_iter_next (&iter, &guard, NULL))
    g_socket_shutdown (sheaf_guard_get_socket (guard), TRUE, TRUE, NULL);
}

static gboolean
on_time (gpointer data)
{
  SheafGuard *guard = data;

  /* Only shut down: libsoup owns the socket, reads its end and lets it go. */
  g_socket_shutdown (sheaf_guard_get_socket (guard), TRUE, TRUE, NULL);
  g_clear_pointer (&guard->timer, g_source_unref);

  return G_SOURCE_REMOVE;
}

void
sheaf_guard_expect (SheafGuard *guard,
                    guint       ms)
{
  stop_timer (guard);
  if (ms == 0)
    return;

  guard->timer = g_timeout_source_new (ms);
  g_source_set_callback (guard->timer, on_time, guard, NULL);
  g_source_attach (guard->timer, g_main_context_get_thread_default ());
}
