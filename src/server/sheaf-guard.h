/* sheaf-guard.h: what a connection may take: its time, and its peer's number of them
 *
 * libsoup 3.2 waits for a request for ever and accepts every connection. A guard hangs on each
 * connection and closes it when what is awaited does not come. The server's thread's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  guint request_ms; /* for a whole request, from the moment of the connection */
  guint write_ms;   /* for the next piece of an answer to be taken */
  guint linger_ms;  /* how long what is still sent after a refusal is read and thrown away */
  guint per_peer;   /* connections from one address */
  guint total;      /* connections */
} SheafGuardLimits;

extern const SheafGuardLimits sheaf_guard_default_limits;

typedef struct _SheafGuard SheafGuard;
typedef struct _SheafGuards SheafGuards;

SheafGuards *sheaf_guards_new (const SheafGuardLimits *limits);
SheafGuards *sheaf_guards_ref (SheafGuards *guards);
void sheaf_guards_unref (SheafGuards *guards);
const SheafGuardLimits *sheaf_guards_get_limits (SheafGuards *guards);

/* Puts a guard on @connection, as long as it lives. @peer: the address object that libsoup is given
 * for it: a message tells nothing else of where it came from.
 * Returns: (transfer none) (nullable): NULL if the connection is one too many. */
SheafGuard *sheaf_guards_watch (SheafGuards *guards, GSocketConnection *connection,
                                GSocketAddress *peer);

/* The guard of the connection whose address object is @peer. Returns: (transfer none) (nullable) */
SheafGuard *sheaf_guard_of (GSocketAddress *peer);

/* (transfer none) */
GSocket *sheaf_guard_get_socket (SheafGuard *guard);

/* Closes every connection that is still open. */
void sheaf_guards_close_all (SheafGuards *guards);

/* Closes the connection if this is not called again within @ms; 0: waits for ever. */
void sheaf_guard_expect (SheafGuard *guard, guint ms);

G_END_DECLS
