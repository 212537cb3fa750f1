/* sheaf-db.h: one SQLite database, with one writer thread and several readers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "db/sheaf-statement.h"

G_BEGIN_DECLS

#define SHEAF_DB_ERROR (sheaf_db_error_quark ())
GQuark sheaf_db_error_quark (void);

typedef enum
{
  SHEAF_DB_ERROR_FAILED,  /* SQLite's message is in the error's */
  SHEAF_DB_ERROR_CORRUPT, /* not a database, or damaged */
  SHEAF_DB_ERROR_FULL,    /* the disk is full; the transaction was rolled back */
  SHEAF_DB_ERROR_NEWER,   /* written by a later version of Sheaf */
  SHEAF_DB_ERROR_LOCKED,  /* in use elsewhere (sheaf-file-lock.h) */
  SHEAF_DB_ERROR_CLOSED,
} SheafDbError;

/* The steps from an empty database to the newest, by number: migration i makes version i + 1
 * (`PRAGMA user_version`). Each runs in a transaction of its own. */
typedef struct
{
  const char *sql;
} SheafMigration;

#define SHEAF_TYPE_DB (sheaf_db_get_type ())
G_DECLARE_FINAL_TYPE (SheafDb, sheaf_db, SHEAF, DB, GObject)

/* Opens or makes the database at @path (mode 0600), in WAL mode with foreign keys and
 * synchronous=FULL, migrates it, and starts its threads. The tokenizer "sheaf" is registered on
 * every connection. Blocks: not for a main loop's thread. */
SheafDb *sheaf_db_open (const char *path, const SheafMigration *migrations, guint n_migrations,
                        guint n_readers, GError **error);

/* Work on a connection, called on the writer's thread or on a reader's. A write is one
 * transaction: committed if the work returns TRUE, rolled back if it returns FALSE with @error
 * set. A read is one snapshot. */
typedef gboolean (*SheafDbWork) (SheafConnection *connection, gpointer data, GError **error);

/* Blocking forms, for threads that may wait. Writes run in the order in which they came. */
gboolean sheaf_db_write (SheafDb *self, SheafDbWork work, gpointer data, GError **error);
gboolean sheaf_db_read (SheafDb *self, SheafDbWork work, gpointer data, GError **error);

/* Asynchronous forms: @callback is called in the caller's thread-default main context. @data is
 * freed with @destroy, on the caller's thread, after @callback. A cancelled read that has not
 * begun is not begun; one that runs is interrupted; a write that has begun is finished. */
void sheaf_db_write_async (SheafDb *self, SheafDbWork work, gpointer data, GDestroyNotify destroy,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data);
void sheaf_db_read_async (SheafDb *self, SheafDbWork work, gpointer data, GDestroyNotify destroy,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean sheaf_db_write_finish (SheafDb *self, GAsyncResult *result, GError **error);
gboolean sheaf_db_read_finish (SheafDb *self, GAsyncResult *result, GError **error);

/* Reads that must not wait behind long ones (a page of a list) go first. */
void sheaf_db_read_urgent_async (SheafDb *self, SheafDbWork work, gpointer data,
                                 GDestroyNotify destroy, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);

/* Finishes the reads that were begun and all writes that were handed over, and ends the threads;
 * later calls, and reads not begun, fail with CLOSED. Blocks. */
void sheaf_db_close (SheafDb *self);

G_END_DECLS
