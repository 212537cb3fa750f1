/* sheaf-http-server.h: the routes, on HTTP
 *
 * What SoupServer does not do: it counts and refuses bodies while they come, gives each request a
 * time, caps connections, runs routes in workers, and holds back answers of /changes. All calls are
 * the server's thread's, whose main context is its thread-default one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "server/sheaf-guard.h"
#include "server/sheaf-service.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_HTTP_SERVER (sheaf_http_server_get_type ())
G_DECLARE_FINAL_TYPE (SheafHttpServer, sheaf_http_server, SHEAF, HTTP_SERVER, GObject)

/* @service outlives the server. */
SheafHttpServer *sheaf_http_server_new (SheafService *service, const SheafGuardLimits *limits);

/* May be called for several addresses. With a GUnixSocketAddress only peers of this process's uid
 * are served. FALSE with @error. */
gboolean sheaf_http_server_listen (SheafHttpServer *self, GSocketAddress *address, GError **error);

/* The port of the first TCP listener; 0 if there is none. */
guint16 sheaf_http_server_get_port (SheafHttpServer *self);

/* The store has reached a new seq by other means than a request. */
void sheaf_http_server_wake (SheafHttpServer *self);

/* Called whenever a request has changed sources. */
typedef void (*SheafSourcesChanged) (gpointer data);
void sheaf_http_server_set_sources_changed (SheafHttpServer *self, SheafSourcesChanged changed,
                                            gpointer data);

/* Serves no more, lets what runs end, then closes all connections and calls @stopped. */
void sheaf_http_server_stop (SheafHttpServer *self, GSourceOnceFunc stopped, gpointer data);

G_END_DECLS
