/* sheaf-body-store.h: articles' bodies that the replica keeps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-replica.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): NULL without @error if it was never read. */
char *sheaf_body_store_read (SheafConnection *connection, const char *article, GError **error);

/* Keeps the body in @answer, of /v1/articles/ID/body; on the main thread. Returns it:
 * (transfer full), perhaps "". */
char *sheaf_body_store_keep (SheafReplica *replica, const char *article, JsonNode *answer);

/* The next article in a set whose body was never read. Returns: (transfer full) (nullable): NULL
 * without @error if there is none. */
char *sheaf_body_store_find_missing (SheafConnection *connection, GError **error);

G_END_DECLS
