/* sheaf-misbehaving-private.h: what the parts of the misbehaving server share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "support/sheaf-misbehaving-server.h"

G_BEGIN_DECLS

struct _SheafMisbehavingServer
{
  int listeners[2];
  int listener_6; /* -1 if there is none */
  int stop[2];    /* a pipe whose closing ends every thread */
  guint16 port;
  GThread *thread;

  GMutex mutex;
  GCond idle;
  guint connections;
  guint most;
  GHashTable *hits;
  guint status;
  char *headline;
};

typedef struct
{
  SheafMisbehavingServer *server;
  int fd;
} SheafMisbehavingConnection;

typedef void (*SheafMisbehaviour) (SheafMisbehavingConnection *connection, const char *request);

/* Those of sheaf-misbehaviours.c. Returns: (nullable) */
SheafMisbehaviour sheaf_misbehaviours_find (const char *path);

/* FALSE when the client went or the server stops. */
gboolean sheaf_misbehaving_send (SheafMisbehavingConnection *connection, const char *bytes,
                                 gsize length);
gboolean sheaf_misbehaving_send_text (SheafMisbehavingConnection *connection, const char *text);

/* Waits for the client to go, at most @ms; TRUE if it is still there. */
gboolean sheaf_misbehaving_wait (SheafMisbehavingConnection *connection, int ms);

/* @head: status and headers, without the length. */
void sheaf_misbehaving_send_whole (SheafMisbehavingConnection *connection, const char *head,
                                   const char *body);
void sheaf_misbehaving_redirect (SheafMisbehavingConnection *connection, const char *status,
                                 const char *location);

/* (transfer full) */
char *sheaf_misbehaving_make_feed (const char *headline, guint n);

G_END_DECLS
