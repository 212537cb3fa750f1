/* sheaf-misbehaving-server.h: an HTTP server that does what servers should not
 *
 * It speaks on raw sockets, each connection on a thread of its own, at 127.0.0.1 and, with the same
 * port, at 127.0.0.2 and, where there is IPv6, at ::1.
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
 *   /gzip.xml, /brotli.xml   feeds, compressed
 *   /cut-gzip       a compressed one that breaks off
 *   /brotli-bomb    64 MB of nothing in 106 bytes
 *   /xml-bomb       entities of entities; /parameter-bomb with parameter entities
 *   /long-title     a feed with a headline of 6 MB
 *   /deep           a feed of 100,000 elements in each other
 *   /circle/N       redirects to /circle/N+1
 *   /to-neighbour-6   redirects to ::1
 *   /moved-308, /moved-for-now   permanently, temporarily, to /feed.xml
 *   /moved-on       permanently, to /moved-for-now
 *   /busy-alone, /busy-until   429 without Retry-After, with a date of 90 seconds on
 *   /overloaded     503 with Retry-After: 45
 *   /lying          changes at every look, but says that it does not: one ETag, 304 for ever
 *   /slow-head      headers, a byte now and then
 *   /story/N.xml    a feed of one article that all of them have, under their own ids
 *   /recycled       gives each time another story under the same id
 *   /sleepy/N       a feed after 50 ms
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

/* The most connections that there were at once. */
guint sheaf_misbehaving_server_get_most (SheafMisbehavingServer *server);

/* Makes /feed.xml answer with another status than 200 from now on; 0: as before. */
void sheaf_misbehaving_server_set_status (SheafMisbehavingServer *server, guint status);

/* Changes the headline of the newest article of /feed.xml, and with it the ETag. */
void sheaf_misbehaving_server_set_headline (SheafMisbehavingServer *server, const char *headline);

G_END_DECLS
