/* sheaf-sqlite-entity.h: entities read and written within a transaction; private to store/sqlite/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"
#include "model/sheaf-entity.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): NULL without @error if there is none. @row: (nullable) */
SheafEntity *sheaf_sqlite_entity_load (SheafConnection *connection, SheafKind kind, const char *id,
                                       gint64 *row, GError **error);
SheafEntity *sheaf_sqlite_entity_load_row (SheafConnection *connection, gint64 row,
                                           GError **error);

/* Writes @after, what was @before (NULL if new), with the columns it is found by. For articles use
 * sheaf_sqlite_article_save(). */
gboolean sheaf_sqlite_entity_save (SheafConnection *connection, SheafEntity *before,
                                   SheafEntity *after, gint64 *row, GError **error);

/* Takes the next number of the backend's order: 0 with @error. */
gint64 sheaf_sqlite_next_seq (SheafConnection *connection, GError **error);

/* The last number that was taken (-1 with @error), and the same written: for whoever takes many in one transaction. */
gint64 sheaf_sqlite_read_seq (SheafConnection *connection, GError **error);
gboolean sheaf_sqlite_write_seq (SheafConnection *connection, gint64 seq, GError **error);

G_END_DECLS
