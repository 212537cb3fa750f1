/* sheaf-clash-store.h: clashes that wait to be settled
 *
 * On the writer's thread, inside sheaf_replica_write_async()'s work.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-transaction.h"
#include "model/sheaf-edit.h"

G_BEGIN_DECLS

/* A later clash of the same field joins the one that waits: the first base, my latest, their
 * latest. @key, @path and the values are nullable. */
gboolean sheaf_clash_store_add (SheafTransaction *transaction, SheafKind kind, const char *id,
                                const char *field, const char *key, const char *path,
                                JsonNode *base, JsonNode *mine, JsonNode *theirs, GError **error);

/* The clashes of an outcome, as the backend answered them to @edit's entity. */
gboolean sheaf_clash_store_add_all (SheafTransaction *transaction, SheafKind kind, const char *id,
                                    JsonArray *clashes, GError **error);

/* An edit that the backend refused whole: what it would have written is kept. */
gboolean sheaf_clash_store_add_edit (SheafTransaction *transaction, SheafEdit *edit,
                                     GError **error);

gboolean sheaf_clash_store_remove (SheafTransaction *transaction, gint64 number, GError **error);

G_END_DECLS
