/* db-fixture.h: a database of notes in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"

G_BEGIN_DECLS

#define DB_N_MIGRATIONS 3

extern const SheafMigration db_migrations[DB_N_MIGRATIONS];

typedef struct
{
  char *dir;
  char *path;
  SheafDb *db;
} DbFixture;

/* For g_test_add(). */
void db_fixture_set_up (DbFixture *fixture, gconstpointer data);
void db_fixture_tear_down (DbFixture *fixture, gconstpointer data);

/* Opens fixture->path with the first @n_migrations of db_migrations. (transfer full) (nullable) */
SheafDb *db_fixture_open (DbFixture *fixture, guint n_migrations, GError **error);

/* Closes and opens again, which must succeed. */
void db_fixture_reopen (DbFixture *fixture, guint n_migrations);

/* Work for sheaf_db_write(): inserts a note whose text is @data. */
gboolean insert_note (SheafConnection *connection, gpointer data, GError **error);

/* Work for sheaf_db_read(): puts the number of notes into the gint64 at @data. */
gboolean count_notes (SheafConnection *connection, gpointer data, GError **error);
gint64 get_count (SheafDb *db);

/* As a writer of statements would have it; not const, as work takes any pointer. */
extern char note_text[];

G_END_DECLS
