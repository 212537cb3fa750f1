/* sheaf-sqlite-store.c: the store on one SQLite file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <unistd.h>

#include "db/sheaf-db.h"
#include "db/sheaf-file-lock.h"
#include "model/sheaf-id.h"
#include "store/sqlite/sheaf-sqlite-calls.h"
#include "store/sqlite/sheaf-sqlite-schema.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define N_READERS 4

struct _SheafSqliteStore
{
  GObject parent_instance;

  SheafDb *db;
  char *id;
  int lock_fd;
};

static void sheaf_sqlite_store_iface_init (SheafStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafSqliteStore, sheaf_sqlite_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SHEAF_TYPE_STORE,
                                                      sheaf_sqlite_store_iface_init))

/* What went wrong in the database, as callers of a store are to know it. */
static gboolean
tell_error (GError  *db_error,
            GError **error)
{
  int code = SHEAF_STORE_ERROR_FAILED;

  if (db_error->domain != SHEAF_DB_ERROR)
    {
      g_propagate_error (error, db_error);
      return FALSE;
    }

  if (db_error->code == SHEAF_DB_ERROR_FULL)
    code = SHEAF_STORE_ERROR_FULL;
  else if (db_error->code == SHEAF_DB_ERROR_LOCKED)
    code = SHEAF_STORE_ERROR_LOCKED;
  g_set_error_literal (error, SHEAF_STORE_ERROR, code, db_error->message);
  g_error_free (db_error);

  return FALSE;
}

gboolean
sheaf_sqlite_read (SheafStore   *store,
                   SheafDbWork   work,
                   gpointer      data,
                   GError      **error)
{
  GError *db_error = NULL;

  return sheaf_db_read (SHEAF_SQLITE_STORE (store)->db, work, data, &db_error)
         || tell_error (db_error, error);
}

gboolean
sheaf_sqlite_write (SheafStore   *store,
                    SheafDbWork   work,
                    gpointer      data,
                    GError      **error)
{
  GError *db_error = NULL;

  return sheaf_db_write (SHEAF_SQLITE_STORE (store)->db, work, data, &db_error)
         || tell_error (db_error, error);
}

/* The store's id is made by whoever opens it first. */
static gboolean
read_id (SheafConnection  *connection,
         gpointer          data,
         GError          **error)
{
  SheafSqliteStore *self = data;
  g_autofree char *new_id = sheaf_id_new ();
  g_autoptr (SheafStatement) insert = NULL;
  g_autoptr (SheafStatement) select = NULL;

  insert = sheaf_connection_prepare (connection,
                                     "INSERT INTO store (id, seq) SELECT ?1, 0 "
                                     "WHERE NOT EXISTS (SELECT 1 FROM store)",
                                     error);
  if (insert == NULL)
    return FALSE;

  sheaf_statement_bind_text (insert, 1, new_id);
  if (!sheaf_statement_run (insert, error))
    return FALSE;

  select = sheaf_connection_prepare (connection, "SELECT id FROM store", error);
  if (select == NULL || !sheaf_statement_step (select, error))
    return FALSE;

  self->id = g_strdup (sheaf_statement_get_text (select, 0));
  return TRUE;
}

SheafStore *
sheaf_sqlite_store_open (const char  *path,
                         gboolean     lock,
                         GError     **error)
{
  g_autoptr (SheafSqliteStore) self = g_object_new (SHEAF_TYPE_SQLITE_STORE, NULL);
  GError *db_error = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (lock)
    self->lock_fd = sheaf_file_lock (path, &db_error);
  if (db_error == NULL)
    self->db = sheaf_db_open (path, sheaf_sqlite_migrations, sheaf_sqlite_n_migrations, N_READERS,
                              &db_error);
  if (self->db == NULL)
    {
      tell_error (db_error, error);
      return NULL;
    }

  if (!sheaf_sqlite_write (SHEAF_STORE (self), read_id, self, error))
    return NULL;

  return SHEAF_STORE (g_steal_pointer (&self));
}

static const char *
sheaf_sqlite_store_get_id (SheafStore *store)
{
  return SHEAF_SQLITE_STORE (store)->id;
}

static void
sheaf_sqlite_store_finalize (GObject *object)
{
  SheafSqliteStore *self = SHEAF_SQLITE_STORE (object);

  /* The lock is let go only when nothing is written any more. */
  if (self->db != NULL)
    sheaf_db_close (self->db);
  g_clear_object (&self->db);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_free (self->id);

  G_OBJECT_CLASS (sheaf_sqlite_store_parent_class)->finalize (object);
}

static void
sheaf_sqlite_store_class_init (SheafSqliteStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_sqlite_store_finalize;
}

static void
sheaf_sqlite_store_init (SheafSqliteStore *self)
{
  self->lock_fd = -1;
}

static void
sheaf_sqlite_store_iface_init (SheafStoreInterface *iface)
{
  iface->get_id = sheaf_sqlite_store_get_id;
  iface->get = sheaf_sqlite_get;
  iface->list = sheaf_sqlite_list;
  iface->get_seq = sheaf_sqlite_get_seq;
  iface->get_changes = sheaf_sqlite_get_changes;
  iface->apply = sheaf_sqlite_apply;
  iface->get_history = sheaf_sqlite_get_history;
  iface->get_body = sheaf_sqlite_get_body;
  iface->list_versions = sheaf_sqlite_list_versions;
  iface->count_by_day = sheaf_sqlite_count_by_day;
  iface->ingest = sheaf_sqlite_ingest;
  iface->learn = sheaf_sqlite_learn;
  iface->get_state = sheaf_sqlite_get_state;
  iface->set_state = sheaf_sqlite_set_state;
  iface->get_secret = sheaf_sqlite_get_secret;
  iface->set_secret = sheaf_sqlite_set_secret;
  iface->add_token = sheaf_sqlite_add_token;
  iface->list_tokens = sheaf_sqlite_list_tokens;
  iface->revoke_token = sheaf_sqlite_revoke_token;
  iface->check_token = sheaf_sqlite_check_token;
  iface->find_answer = sheaf_sqlite_find_answer;
  iface->add_answer = sheaf_sqlite_add_answer;
  iface->add_release = sheaf_sqlite_add_release;
  iface->get_release = sheaf_sqlite_get_release;
  iface->find_number = sheaf_sqlite_find_number;
  iface->find_release = sheaf_sqlite_find_release;
  iface->list_releases = sheaf_sqlite_list_releases;
  iface->set_delivery = sheaf_sqlite_set_delivery;
  iface->list_deliveries = sheaf_sqlite_list_deliveries;
}
