/* server-fixture.h: a backend on a port of its own, with a store in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "server/sheaf-server-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *store_path;
  SheafStore *store;
  SheafServer *server;
  guint16 port;
  char *editor; /* tokens */
  char *reader;
  SoupSession *session;
} ServerFixture;

typedef struct
{
  guint status;
  JsonNode *json; /* NULL if the body is none */
  char *text;
  SoupMessageHeaders *headers;
} Reply;

/* Makes the store and tokens but does not listen yet. */
ServerFixture *server_fixture_new (void);
void server_fixture_listen (ServerFixture *fixture);
void server_fixture_free (ServerFixture *fixture);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerFixture, server_fixture_free)

/* The usual: one that listens. */
ServerFixture *server_fixture_start (void);

/* Sends a request with the editor's token and waits. @body: JSON text or NULL. */
Reply *server_fixture_send (ServerFixture *fixture, const char *method, const char *path,
                            const char *body);

/* The same with a token of its own (NULL: none) and one header more (NULL: none). */
Reply *server_fixture_send_as (ServerFixture *fixture, const char *token, const char *method,
                               const char *path, const char *body, const char *header,
                               const char *value);
void reply_free (Reply *reply);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

/* The member at @path ("results/0/entity/title") as text, or "" if there is none. */
const char *reply_get_string (Reply *reply, const char *path);
gint64 reply_get_int (Reply *reply, const char *path);
JsonNode *reply_get (Reply *reply, const char *path);
guint reply_get_length (Reply *reply, const char *path);

/* The last part of the problem's type; "" if it is none. */
const char *reply_get_problem (Reply *reply);

/* An edit of one change as JSON. @change: "{\"op\": …}". (transfer full) */
char *make_edit (const char *kind, const char *id, const char *change);

/* Sends one edit and asserts that it was taken. */
void server_fixture_edit (ServerFixture *fixture, const char *kind, const char *id,
                          const char *change);

/* A raw connection. */
int server_fixture_connect (ServerFixture *fixture);
void write_text (int fd, const char *text);

/* What comes until the end, or until @ms have gone by; NULL if nothing came to an end by then. */
char *read_to_end (int fd, guint ms);

G_END_DECLS
