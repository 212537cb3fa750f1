/* sheaf-desk.h: an editor's desk: a replica of the backend, an outbox, and their sync
 *
 * All that the window shows comes from here and all that an editor does goes through here. Calls
 * are made on the main thread and return at once; what is asynchronous calls back there. An act is
 * written to the replica and the outbox in one transaction, so the window shows it whether or not
 * the backend can be reached, and nothing is lost when the process ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "client/sheaf-article-list.h"
#include "client/sheaf-clash.h"
#include "client/sheaf-client-error.h"
#include "client/sheaf-command.h"
#include "client/sheaf-counts.h"
#include "client/sheaf-item.h"
#include "client/sheaf-sync-state.h"
#include "client/sheaf-targets.h"
#include "client/sheaf-typing.h"
#include "model/sheaf-edit.h"
#include "model/sheaf-entity.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_DESK (sheaf_desk_get_type ())
G_DECLARE_FINAL_TYPE (SheafDesk, sheaf_desk, SHEAF, DESK, GObject)

/* @replica: path of the replica's database. @address: "unix:/PATH" or "https://HOST[:PORT]".
 * @token: (nullable): a bearer token; none is needed on the embedded backend's socket.
 *
 * Properties, read-only, notified: "state" (SheafSyncState), "waiting" (uint: edits and commands
 * in the outbox), "synced-at" (int64: instant), "error" (string: what the last failure said, or
 * NULL), "can-undo", "can-redo" (boolean).
 *
 * Signals:
 * "arrived" (guint n): n articles have come since the last query;
 * "articles-changed" (const char *const *ids): (NULL for many) for whoever shows one whole;
 * "counts-changed"; "clashed" (SheafClash *);
 * "progress" (guint done, guint total): an act on many articles is so far, at most ten times a
 * second, and at last with @done the same as @total, however it ended. */
SheafDesk *sheaf_desk_new (const char *replica, const char *address, const char *token);

/* Opens the replica, makes edits of journals left over, loads the small kinds and begins to sync.
 * Nothing else may be called before it is finished. */
void sheaf_desk_open_async (SheafDesk *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
gboolean sheaf_desk_open_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* Makes edits of what is being typed, writes all there is and lets go of the replica. */
void sheaf_desk_close_async (SheafDesk *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data);
gboolean sheaf_desk_close_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* Tries the backend now rather than at its time; another token after a refusal. */
void sheaf_desk_sync_now (SheafDesk *self);
void sheaf_desk_set_token (SheafDesk *self, const char *token);

/* A publish that could not be sent for this long asks again whether it is meant; an hour unless it
 * is told otherwise. */
void sheaf_desk_set_confirm_after (SheafDesk *self, guint seconds);

/* Of its backend, as it was given. */
const char *sheaf_desk_get_address (SheafDesk *self);

SheafSyncState sheaf_desk_get_state (SheafDesk *self);
guint sheaf_desk_get_waiting (SheafDesk *self);
gint64 sheaf_desk_get_synced_at (SheafDesk *self);
const char *sheaf_desk_get_error (SheafDesk *self);
gboolean sheaf_desk_get_can_undo (SheafDesk *self);
gboolean sheaf_desk_get_can_redo (SheafDesk *self);

/* --- what there is ------------------------------------------------------------------------ */

/* The items of a small kind (not articles), without the deleted, in the order of their titles;
 * editorials and bundles newest first. (transfer none) (element-type SheafItem) */
GListModel *sheaf_desk_get_items (SheafDesk *self, SheafKind kind);

/* (transfer none) (nullable): deleted ones are found as well. */
SheafItem *sheaf_desk_get_item (SheafDesk *self, SheafKind kind, const char *id);

/* The sets that hold an article: ids. (transfer full) */
GStrv sheaf_desk_get_sets_of (SheafDesk *self, const char *article);

/* An article whole (its body apart). (transfer full) (nullable), with @error. */
void sheaf_desk_get_article_async (SheafDesk *self, const char *id, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
SheafEntity *sheaf_desk_get_article_finish (SheafDesk *self, GAsyncResult *result,
                                            GError **error);

/* Several, in the order asked for; those not there are NULL.
 * (transfer full) (element-type SheafEntity) */
void sheaf_desk_get_articles_async (SheafDesk *self, const char *const *ids,
                                    GCancellable *cancellable, GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sheaf_desk_get_articles_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* An article's safe HTML: from the replica, else from the backend and then kept.
 * (transfer full) (nullable): NULL with OFFLINE if it was never read; "" if there is none. */
void sheaf_desk_get_body_async (SheafDesk *self, const char *article, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);
char *sheaf_desk_get_body_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* Runs @query; a new list each time. (transfer full) */
void sheaf_desk_query_async (SheafDesk *self, const SheafArticleQuery *query,
                             GCancellable *cancellable, GAsyncReadyCallback callback,
                             gpointer user_data);
SheafArticleList *sheaf_desk_query_finish (SheafDesk *self, GAsyncResult *result, GError **error);

void sheaf_desk_get_counts_async (SheafDesk *self, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);
SheafCounts *sheaf_desk_get_counts_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* --- acts ----------------------------------------------------------------------------------
 *
 * All end in sheaf_desk_act_finish(): the act's group, for its Undo; "" if it changed nothing;
 * NULL with @error: G_IO_ERROR_CANCELLED where it was cancelled in time, and then nothing is changed.
 * (transfer full)
 *
 * An act is one transaction, however many articles it is done to. While one runs, lists read what
 * stood before it and typing is journalled; other acts come behind it. */

char *sheaf_desk_act_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* @state "kept", "dismissed" (with @reason, nullable) or "inbox". */
void sheaf_desk_triage_async (SheafDesk *self, SheafTargets *targets, const char *state,
                              const char *reason, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data);

/* Adds or removes the tag called @name (with or without "#", as typed; found by its folded name
 * and aliases, merged tags followed; made if there is none). */
void sheaf_desk_tag_async (SheafDesk *self, SheafTargets *targets, const char *name, gboolean add,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);

/* The same for a set, bundle or editorial. */
void sheaf_desk_tag_item_async (SheafDesk *self, SheafKind kind, const char *id, const char *name,
                                gboolean add, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/* Adds @targets to the set @set, before the member @before (NULL: at its end), with @role
 * (NULL: related); what was in the inbox is kept; the first member of an empty set leads. */
void sheaf_desk_add_to_set_async (SheafDesk *self, const char *set, SheafTargets *targets,
                                  const char *role, const char *before, GCancellable *cancellable,
                                  GAsyncReadyCallback callback, gpointer user_data);

/* Moves the item @key of the list field @field of a set or bundle before @before (NULL: to its
 * end). */
void sheaf_desk_move_async (SheafDesk *self, SheafKind kind, const char *id, const char *field,
                            const char *key, const char *before, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/* Any edits, one act: one group, in order. @edits: (element-type SheafEdit). */
void sheaf_desk_edit_async (SheafDesk *self, GPtrArray *edits, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/* Takes back an act: @group, or the last one of this desk (NULL); redo does it again. */
void sheaf_desk_undo_async (SheafDesk *self, const char *group, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);
void sheaf_desk_redo_async (SheafDesk *self, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data);

/* Seen or not is this desk's own, and no edit. */
void sheaf_desk_set_seen (SheafDesk *self, const char *article, gboolean seen);

/* Begins typing in a text field (or a scalar one that is typed, such as a title).
 * Returns: (transfer full): one for a field at a time; the same again while it lives. */
SheafTyping *sheaf_desk_type (SheafDesk *self, SheafKind kind, const char *id, const char *field);

/* --- clashes ------------------------------------------------------------------------------- */

GListModel *sheaf_desk_get_clashes (SheafDesk *self); /* (element-type SheafClash) */

/* Settles by a new edit that sees theirs: @value is what shall stand (mine, theirs or other). */
void sheaf_desk_settle_async (SheafDesk *self, SheafClash *clash, JsonNode *value,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);

/* --- publishing ---------------------------------------------------------------------------- */

typedef struct
{
  JsonNode *release; /* composed from the replica, as it would be published now */
  GPtrArray *checks; /* (element-type SheafCheck) */
  GHashTable *seen;  /* "set/0193…" to the rev that it has in this preview */
} SheafPreview;

void sheaf_preview_free (SheafPreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPreview, sheaf_preview_free)

void sheaf_desk_preview_async (SheafDesk *self, const char *bundle, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
SheafPreview *sheaf_desk_preview_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* Puts the command into the outbox, with the revisions of all that the bundle shows: those of a
 * preview's @seen, which its editor looked at (nullable), else those that stand in the replica behind
 * the edits before it. The bundle itself is always taken as it stands: where it goes is written into
 * it on the way. Returns the command (transfer full). */
void sheaf_desk_publish_async (SheafDesk *self, const char *bundle, GHashTable *seen,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
SheafCommand *sheaf_desk_publish_finish (SheafDesk *self, GAsyncResult *result, GError **error);

/* Commands that wait or were not yet seen to end. (transfer none) (element-type SheafCommand) */
GListModel *sheaf_desk_get_commands (SheafDesk *self);
void sheaf_desk_cancel_command (SheafDesk *self, SheafCommand *command);
void sheaf_desk_confirm_command (SheafDesk *self, SheafCommand *command);
void sheaf_desk_dismiss_command (SheafDesk *self, SheafCommand *command);

/* --- what only the backend can do ---------------------------------------------------------- */

/* A request that needs the backend now: "POST", "/v1/sources/discover", a body or NULL.
 * Returns its answer: (transfer full) (nullable), with SHEAF_CLIENT_ERROR. */
void sheaf_desk_request_async (SheafDesk *self, const char *method, const char *path,
                               JsonNode *body, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data);
JsonNode *sheaf_desk_request_finish (SheafDesk *self, GAsyncResult *result, GError **error);

G_END_DECLS
