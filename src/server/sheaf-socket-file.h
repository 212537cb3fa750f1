/* sheaf-socket-file.h: the Unix socket that only its own user can open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Makes the directory of @path (mode 0700) and removes a socket that was left there; what is there
 * and no socket, or a directory of somebody else's, is an error. Only who holds the store's lock
 * may call this. Returns: (transfer full) (nullable): NULL with SHEAF_SERVER_ERROR */
GSocketAddress *sheaf_socket_file_prepare (const char *path, GError **error);

/* Gives the socket that now listens at @path the mode 0600. */
gboolean sheaf_socket_file_protect (const char *path, GError **error);

G_END_DECLS
