/* sheaf-sqlite-article.h: articles with their text, which lies apart; private to store/sqlite/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/sqlite/sheaf-sqlite-entity.h"

G_BEGIN_DECLS

/* Writes an article as sheaf_sqlite_entity_save() does, and keeps its words findable. @body is its
 * safe HTML; with @body_changed FALSE what stands stays. */
gboolean sheaf_sqlite_article_save (SheafConnection *connection, SheafEntity *before,
                                    SheafEntity *after, gboolean body_changed, const char *body,
                                    gint64 *row, GError **error);

/* Returns: (transfer full) (nullable): NULL without @error if it has none. */
char *sheaf_sqlite_article_load_body (SheafConnection *connection, gint64 row, GError **error);

/* Keeps what an article said until now as its version @number. */
gboolean sheaf_sqlite_article_keep_version (SheafConnection *connection, SheafEntity *article,
                                            gint64 row, gint64 number, gint64 until,
                                            GError **error);

G_END_DECLS
