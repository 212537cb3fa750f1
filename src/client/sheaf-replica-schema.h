/* sheaf-replica-schema.h: the replica's tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"

G_BEGIN_DECLS

const SheafMigration *sheaf_replica_schema_get (guint *n_migrations);

G_END_DECLS
