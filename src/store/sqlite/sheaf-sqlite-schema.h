/* sheaf-sqlite-schema.h: the store's tables; private to store/sqlite/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"

G_BEGIN_DECLS

extern const SheafMigration sheaf_sqlite_migrations[];
extern const guint sheaf_sqlite_n_migrations;

G_END_DECLS
