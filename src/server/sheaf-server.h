/* sheaf-server.h: the backend: the HTTP API, ingest and publishing, on a store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/sheaf-store.h"

G_BEGIN_DECLS

#define SHEAF_SERVER_ERROR (sheaf_server_error_quark ())
GQuark sheaf_server_error_quark (void);

typedef enum
{
  SHEAF_SERVER_ERROR_ADDRESS,  /* cannot listen there */
  SHEAF_SERVER_ERROR_TOO_LONG, /* a socket's path of over 107 bytes */
  SHEAF_SERVER_ERROR_STORE,
} SheafServerError;

#define SHEAF_TYPE_SERVER (sheaf_server_get_type ())
G_DECLARE_FINAL_TYPE (SheafServer, sheaf_server, SHEAF, SERVER, GObject)

/* Starts the backend inside this process, on threads of its own: opens the store at @store_path,
 * makes @socket_path (mode 0600, in a directory of mode 0700, which is made) and serves there whoever
 * has this process's uid. Returns at once; finish tells the address "unix:/PATH". If another
 * process holds the store, its socket's address is the answer and nothing is started: then finish
 * returns NULL without @error. */
void sheaf_server_start_embedded_async (const char *store_path, const char *socket_path,
                                        GCancellable *cancellable, GAsyncReadyCallback callback,
                                        gpointer user_data);
SheafServer *sheaf_server_start_embedded_finish (GAsyncResult *result, char **address,
                                                 GError **error);

/* Serves @store on TCP at @host and @port (0: any), with bearer tokens; on a thread of its own. */
SheafServer *sheaf_server_new (SheafStore *store);
gboolean sheaf_server_listen (SheafServer *self, const char *host, guint16 port, GError **error);
guint16 sheaf_server_get_port (SheafServer *self);

/* The same on a Unix socket, for processes of this uid, without tokens; made as
 * sheaf_server_start_embedded_async() says. */
gboolean sheaf_server_listen_socket (SheafServer *self, const char *path, GError **error);

/* The settings below are for before listening.
 *
 * Fetching from loopback, link-local and private addresses is refused but for @cidr
 * ("127.0.0.0/8"); may be called several times. FALSE if it is none. */
gboolean sheaf_server_allow_address (SheafServer *self, const char *cidr);

/* Where readers find the public pages ("https://desk.example/"); without it the address that is
 * listened at. */
void sheaf_server_set_public_url (SheafServer *self, const char *url);

/* What the public pages and feeds are called; the name is shown to readers. */
void sheaf_server_set_title (SheafServer *self, const char *title);

/* Destinations of kind "folder" may lie in @folder, and nowhere else once there is one; without
 * any, they are refused on TCP. */
void sheaf_server_allow_folder (SheafServer *self, const char *folder);

/* How many connections one address may have; for those behind a reverse proxy, where all come
 * from one. */
void sheaf_server_set_connections_per_peer (SheafServer *self, guint n);

/* Finishes what runs, closes the socket (and removes its own), lets go of the store. Blocks for a
 * moment. */
void sheaf_server_stop (SheafServer *self);

G_END_DECLS
