/* sheaf-refusal.h: an answer to a request that is not read to its end
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "server/sheaf-answer.h"

G_BEGIN_DECLS

/* Takes the connection, whose socket is @socket, from libsoup as soon as the main loop turns, writes
 * @answer (transfer full) and closes; what the client still sends is thrown away for at most
 * @linger_ms, so that it reads the answer rather than a reset (RFC 9112, 9.6). May be called from
 * the message's signals. */
void sheaf_refusal_send (SoupServerMessage *message, GSocket *socket, SheafAnswer *answer,
                         guint linger_ms);

G_END_DECLS
