/* sheaf-sqlite-calls.h: SheafStore's calls as the SQLite engine answers them, by file, and what
 * they share; private to store/sqlite/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "db/sheaf-db.h"
#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* sheaf-sqlite-store.c: work on the store's database, with errors of SHEAF_STORE_ERROR. */
gboolean sheaf_sqlite_read (SheafStore *store, SheafDbWork work, gpointer data, GError **error);
gboolean sheaf_sqlite_write (SheafStore *store, SheafDbWork work, gpointer data, GError **error);

/* sheaf-sqlite-list.c */
SheafEntity *sheaf_sqlite_get (SheafStore *store, SheafKind kind, const char *id, GError **error);
SheafPage *sheaf_sqlite_list (SheafStore *store, const SheafQuery *query, GError **error);

/* sheaf-sqlite-changes.c */
gint64 sheaf_sqlite_get_seq (SheafStore *store, GError **error);
SheafChanges *sheaf_sqlite_get_changes (SheafStore *store, gint64 since, guint limit,
                                        GError **error);
gboolean sheaf_sqlite_learn (SheafStore *store, SheafKind kind, const char *id, JsonObject *fields,
                             GError **error);

/* sheaf-sqlite-edits.c */
GPtrArray *sheaf_sqlite_apply (SheafStore *store, GPtrArray *edits, const char *by,
                               GError **error);
JsonArray *sheaf_sqlite_get_history (SheafStore *store, SheafKind kind, const char *id,
                                     gint64 before, guint limit, GError **error);

/* sheaf-sqlite-read.c */
char *sheaf_sqlite_get_body (SheafStore *store, const char *article, GError **error);
JsonArray *sheaf_sqlite_list_versions (SheafStore *store, const char *article, GError **error);
GHashTable *sheaf_sqlite_count_by_day (SheafStore *store, gint64 since, guint days, GError **error);

/* sheaf-sqlite-ingest.c */
gboolean sheaf_sqlite_ingest (SheafStore *store, const char *source, GPtrArray *incoming,
                              SheafIngest *result, GError **error);

/* sheaf-sqlite-notes.c */
JsonObject *sheaf_sqlite_get_state (SheafStore *store, const char *name, GError **error);
gboolean sheaf_sqlite_set_state (SheafStore *store, const char *name, JsonObject *state,
                                 GError **error);
char *sheaf_sqlite_get_secret (SheafStore *store, const char *owner, GError **error);
gboolean sheaf_sqlite_set_secret (SheafStore *store, const char *owner, const char *secret,
                                  GError **error);
JsonNode *sheaf_sqlite_find_answer (SheafStore *store, const char *key, const char *request_hash,
                                    GError **error);
gboolean sheaf_sqlite_add_answer (SheafStore *store, const char *key, const char *request_hash,
                                  JsonNode *answer, GError **error);

/* sheaf-sqlite-tokens.c */
char *sheaf_sqlite_add_token (SheafStore *store, const char *name, const char *role,
                              GError **error);
GPtrArray *sheaf_sqlite_list_tokens (SheafStore *store, GError **error);
gboolean sheaf_sqlite_revoke_token (SheafStore *store, const char *id, GError **error);
SheafToken *sheaf_sqlite_check_token (SheafStore *store, const char *token, GError **error);

/* sheaf-sqlite-releases.c */
gint64 sheaf_sqlite_add_release (SheafStore *store, const char *bundle, GHashTable *seen,
                                 JsonNode *release, const char *key, const char *by,
                                 GError **error);
JsonNode *sheaf_sqlite_get_release (SheafStore *store, const char *bundle, gint64 number,
                                    GError **error);
gboolean sheaf_sqlite_find_number (SheafStore *store, const char *bundle, const char *key,
                                   gint64 *number, GError **error);
JsonNode *sheaf_sqlite_find_release (SheafStore *store, const char *slug, GError **error);
JsonArray *sheaf_sqlite_list_releases (SheafStore *store, const char *bundle, guint limit,
                                       GError **error);
gboolean sheaf_sqlite_set_delivery (SheafStore *store, const char *bundle, gint64 number,
                                    const char *destination, JsonObject *delivery, GError **error);
JsonArray *sheaf_sqlite_list_deliveries (SheafStore *store, const char *bundle, gint64 number,
                                         GError **error);

G_END_DECLS
