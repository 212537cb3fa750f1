/* sheaf-desk-private.h: the desk's own files among themselves
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-act.h"
#include "client/sheaf-backend.h"
#include "client/sheaf-desk.h"
#include "client/sheaf-items.h"
#include "client/sheaf-outbox.h"
#include "client/sheaf-prefetch.h"
#include "client/sheaf-replica.h"
#include "client/sheaf-sync.h"

G_BEGIN_DECLS

struct _SheafDesk
{
  GObject parent_instance;

  char *address;
  SheafReplica *replica;
  SheafBackend *backend;
  SheafSync *sync;
  SheafOutbox *outbox;
  SheafPrefetch *prefetch;
  SheafItems *items[SHEAF_N_KINDS];
  GListStore *clashes;
  GListStore *commands;
  GHashTable *typings; /* "kind/id/field" to SheafTyping, not owned */
  GHashTable *sets_of; /* article to GPtrArray of ids of sets; NULL after a set has changed */
  guint waiting;
  guint arrived;
  gboolean can_undo;
  gboolean can_redo;
};

/* Takes in and tells what a transaction of the replica changed. */
void sheaf_desk_take_delta (SheafDesk *self, SheafDelta *delta);

/* (transfer none) (nullable) */
SheafCommand *sheaf_desk_find_command (SheafDesk *self, const char *id);

/* Gives @typing its field as it stands. */
void sheaf_desk_refresh_typing (SheafDesk *self, SheafTyping *typing);

/* Makes edits of what is being typed, so that what is written next comes behind them. */
void sheaf_desk_commit_typings (SheafDesk *self);

/* What is being typed at present: "kind/id/field" to text. Returns: (transfer full) */
GHashTable *sheaf_desk_get_typed (SheafDesk *self);

/* Runs @work as an act; ends in sheaf_desk_act_finish(). @destroy frees @data. */
typedef gboolean (*SheafActWork) (SheafAct *act, gpointer data, GError **error);
void sheaf_desk_act_async (SheafDesk *self, SheafActWork work, gpointer data,
                           GDestroyNotify destroy, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
