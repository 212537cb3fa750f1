/* newsroom.h: a backend and its replicas in memory
 *
 * What the store and the client do with edits, and no more: an order, a log by the edit's id, an
 * outbox rebased on the backend's state. For histories that are made up at random.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-apply.h"

G_BEGIN_DECLS

typedef struct
{
  GHashTable *entities; /* id to SheafEntity */
  GHashTable *answers;  /* edit's id to SheafOutcome */
  GPtrArray *log;       /* (element-type SheafEdit): in the backend's order */
  gint64 seq;
} Backend;

typedef struct
{
  GHashTable *entities; /* as the backend had them at @seq */
  GPtrArray *outbox;    /* (element-type SheafEdit) */
  GPtrArray *sent;      /* (element-type SheafEdit): acknowledged */
  gint64 seq;
  guint unsure; /* how many of the outbox were sent without an answer */
} Replica;

Backend *backend_new (void);
void backend_free (Backend *backend);

/* Applies @edit, or finds what it came to. Returns: (transfer none) */
SheafOutcome *backend_apply (Backend *backend, SheafEdit *edit);

/* A change that the backend makes by itself. */
void backend_learn (Backend *backend, const char *id);

/* The canonical texts of all entities, in order of their ids. (transfer full) */
char *newsroom_text (GHashTable *entities);

Replica *replica_new (void);
void replica_free (Replica *replica);

/* The entity as the replica shows it: the backend's with the outbox applied, or NULL. A change in
 * the outbox that clashes leaves what it clashed with. (transfer full) (nullable) */
SheafEntity *replica_show (Replica *replica, const char *id);

/* Sends the first @n edits. If @lost the backend has them and the replica does not know. */
void replica_send (Replica *replica, Backend *backend, guint n, gboolean lost);

/* Receives at most @n of the entities that changed since it last did; first what was sent without an
 * answer is sent again, because an entity that has an edit in it already would get it twice. */
void replica_receive (Replica *replica, Backend *backend, guint n);

G_END_DECLS
