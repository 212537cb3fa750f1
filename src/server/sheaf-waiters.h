/* sheaf-waiters.h: requests for /changes that wait for news
 *
 * No thread waits with them: each is a held answer, a time and a watch on its connection. The
 * server's thread's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

typedef struct _SheafWaiters SheafWaiters;

/* Called when a request is to be asked again, since there is news. */
typedef void (*SheafAskAgain) (SheafRequest *request, gpointer data);

SheafWaiters *sheaf_waiters_new (SheafAskAgain ask_again, gpointer data);

/* Those that wait get their held answers. */
void sheaf_waiters_free (SheafWaiters *waiters);

/* Keeps @request until there is news, or until @deadline (monotonic time) or until the client goes
 * from @socket, when it gets @answer (transfer full), whose `head` is what it knows. */
void sheaf_waiters_add (SheafWaiters *waiters, SheafRequest *request, SheafAnswer *answer,
                        GSocket *socket, gint64 deadline);

/* The store has reached another seq. */
void sheaf_waiters_wake (SheafWaiters *waiters);

/* Everyone gets what is held for them. */
void sheaf_waiters_release (SheafWaiters *waiters);

guint sheaf_waiters_get_n (SheafWaiters *waiters);

G_END_DECLS
