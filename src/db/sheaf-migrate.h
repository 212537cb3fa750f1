/* sheaf-migrate.h: a database brought to the newest version; private to db/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"

G_BEGIN_DECLS

/* Runs the migrations that @connection's database has not had. Fails with NEWER, and changes
 * nothing, if it has had more than @n_migrations. */
gboolean sheaf_migrate (SheafConnection *connection, const SheafMigration *migrations,
                        guint n_migrations, GError **error);

G_END_DECLS
