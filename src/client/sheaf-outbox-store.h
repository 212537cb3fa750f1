/* sheaf-outbox-store.h: the edits and commands that wait for the backend
 *
 * On the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-command.h"
#include "client/sheaf-transaction.h"

G_BEGIN_DECLS

/* What to send next: edits (`ids` and `body`), a command (`command` and `body`), or nothing. */
typedef struct
{
  GPtrArray *ids; /* (element-type utf8) */
  char *command;  /* its id */
  char *name;
  char *entity;
  GBytes *body;
  gint64 first_new; /* the first of the edits' rows that was not sent before */
  gint64 last;
  gboolean sent; /* the command was sent before, and not answered */
  gboolean more; /* something is left behind what this takes */
} SheafOutboxCall;

void sheaf_outbox_call_free (SheafOutboxCall *call);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafOutboxCall, sheaf_outbox_call_free)

/* Takes what is next in order, but no command that waits since before @late, and marks it as
 * sent. */
gboolean sheaf_outbox_store_take (SheafTransaction *transaction, SheafOutboxCall *call,
                                  gint64 late, GError **error);

/* The backend did nothing of @call: what was not sent before was never sent. */
gboolean sheaf_outbox_store_untake (SheafTransaction *transaction, SheafOutboxCall *call,
                                    GError **error);

/* The answer to a call was taken whole: where the changes that it made are just those that follow
 * what the replica has, they need not be asked for. *@seq: (out): the last of them, else 0. */
gboolean sheaf_outbox_store_skip (SheafTransaction *transaction, JsonObject *answer,
                                  gint64 *seq, GError **error);

/* Commands that wait since before @late must be confirmed. */
gboolean sheaf_outbox_store_expire (SheafTransaction *transaction, gint64 late, GError **error);

/* What the backend answered to one edit: {"id", "applied", "clashes", "entity"}. @generation: of
 * the resync that runs. */
gboolean sheaf_outbox_store_answer (SheafTransaction *transaction, JsonObject *result,
                                    gint64 generation, GError **error);

/* The backend will never take this edit: it leaves the outbox, and is told as a clash. */
gboolean sheaf_outbox_store_refuse (SheafTransaction *transaction, const char *id, GError **error);

gboolean sheaf_outbox_store_add_command (SheafTransaction *transaction, const char *id,
                                         const char *name, const char *entity, gint64 now,
                                         const char *body, GError **error);

/* @answer: JSON, or NULL to keep what there is. */
gboolean sheaf_outbox_store_set_command (SheafTransaction *transaction, const char *id,
                                         SheafCommandState state, const char *answer,
                                         GError **error);

/* Cancels a command that was not sent. */
gboolean sheaf_outbox_store_cancel_command (SheafTransaction *transaction, const char *id,
                                            GError **error);

/* Is still meant: waits for another hour. */
gboolean sheaf_outbox_store_confirm_command (SheafTransaction *transaction, const char *id,
                                             gint64 now, GError **error);
gboolean sheaf_outbox_store_remove_command (SheafTransaction *transaction, const char *id,
                                            GError **error);

/* Forgets what is answered and too long ago to be undone. */
gboolean sheaf_outbox_store_prune (SheafTransaction *transaction, GError **error);

G_END_DECLS
