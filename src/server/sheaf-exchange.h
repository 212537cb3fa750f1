/* sheaf-exchange.h: one request and its answer on the wire
 *
 * Lives as long as libsoup's message, and longer while its route runs. The server's thread's.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "server/sheaf-guard.h"
#include "server/sheaf-request.h"

G_BEGIN_DECLS

typedef struct _SheafExchange SheafExchange;

/* Called when the request has been read whole; ends in sheaf_exchange_answer(). */
typedef void (*SheafDispatch) (SheafExchange *exchange, gpointer data);

/* Watches @message from its beginning and hangs on it. */
void sheaf_exchange_begin (SoupServerMessage *message, SheafService *service, SheafGuard *guard,
                           const SheafGuardLimits *limits, SheafDispatch dispatch, gpointer data);

/* What hangs on @message. Returns: (transfer none) (nullable) */
SheafExchange *sheaf_exchange_of (SoupServerMessage *message);

SheafExchange *sheaf_exchange_ref (SheafExchange *exchange);
void sheaf_exchange_unref (SheafExchange *exchange);

/* libsoup calls its handlers: the route is dispatched, or what is wrong with the request told.
 * Returns: FALSE if the request was refused before */
gboolean sheaf_exchange_handle (SheafExchange *exchange);

/* The message is over, read or not, answered or not.
 * Returns: whether it was being handled */
gboolean sheaf_exchange_end (SheafExchange *exchange);

/* (transfer none) (nullable): NULL where no route was found or the message is over. */
SheafRequest *sheaf_exchange_get_request (SheafExchange *exchange);
GSocket *sheaf_exchange_get_socket (SheafExchange *exchange);

/* When an answer that may be held back must go, in monotonic time; set once. */
gint64 sheaf_exchange_hold (SheafExchange *exchange, guint seconds);

/* Writes @answer (transfer full), unless the message is over. */
void sheaf_exchange_answer (SheafExchange *exchange, SheafAnswer *answer);

G_END_DECLS
