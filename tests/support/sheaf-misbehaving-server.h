/* sheaf-misbehaving-server.h: an HTTP server that does what servers should not
 *
 * It speaks on raw sockets, each connection on a thread of its own, at 127.0.0.1 and, with the same
 * port, at 127.0.0.2.
 *
 *   /feed.xml      a feed of three articles, with an ETag that it honours
 *   /other.xml     a feed of one
 *   /empty.xml     a feed without articles
 *   /page          a web page that names /feed.xml and /other.xml
 *   /bare-page     one that names nothing
 *   /cut           a feed that breaks off in the middle of its announced length
 *   /cut-chunks    the same in chunks, without the last
 *   /wrong-length  announces less than it sends
 *   /endless       a body without end
 *   /long-line     one line of 10 MB
 *   /bomb          a gzip of 64 MB of nothing
 *   /headers       headers without end
 *   /circle        redirects to itself
 *   /moved         permanently, to /feed.xml
 *   /to-file       redirects to file:///etc/passwd
 *   /to-neighbour  redirects to 127.0.0.2
 *   /slow          a byte now and then, for ever
 *   /silent        nothing at all
 *   /gone, /missing, /busy, /failing   410, 404, 429 with Retry-After, 500
 *   /not-modified  304, whatever was asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafMisbehavingServer SheafMisbehavingServer;

SheafMisbehavingServer *sheaf_misbehaving_server_new (void);
void sheaf_misbehaving_server_free (SheafMisbehavingServer *server);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafMisbehavingServer, sheaf_misbehaving_server_free)

/* "http://127.0.0.1:PORT" and @path. (transfer full) */
char *sheaf_misbehaving_server_get_address (SheafMisbehavingServer *server, const char *path);

/* How often @path was asked for. */
guint sheaf_misbehaving_server_get_hits (SheafMisbehavingServer *server, const char *path);

/* Makes /feed.xml answer with another status than 200 from now on; 0: as before. */
void sheaf_misbehaving_server_set_status (SheafMisbehavingServer *server, guint status);

/* Changes the headline of the newest article of /feed.xml, and with it the ETag. */
void sheaf_misbehaving_server_set_headline (SheafMisbehavingServer *server, const char *headline);

G_END_DECLS
