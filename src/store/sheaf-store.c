/* sheaf-store.c: where the backend keeps what it knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/sheaf-store.h"

G_DEFINE_QUARK (sheaf-store-error-quark, sheaf_store_error)

G_DEFINE_INTERFACE (SheafStore, sheaf_store, G_TYPE_OBJECT)

static void
sheaf_store_default_init (SheafStoreInterface *iface)
{
}

void
sheaf_page_free (SheafPage *page)
{
  g_clear_pointer (&page->entities, g_ptr_array_unref);
  g_free (page->next);
  g_free (page);
}

void
sheaf_changes_free (SheafChanges *changes)
{
  g_clear_pointer (&changes->entities, g_ptr_array_unref);
  g_free (changes);
}

void
sheaf_incoming_free (SheafIncoming *incoming)
{
  g_free (incoming->external_id);
  g_free (incoming->url);
  g_free (incoming->canonical_url);
  g_clear_pointer (&incoming->fields, json_object_unref);
  g_free (incoming->body);
  g_free (incoming);
}

void
sheaf_token_free (SheafToken *token)
{
  g_free (token->id);
  g_free (token->name);
  g_free (token->role);
  g_free (token);
}

const char *
sheaf_store_get_id (SheafStore *self)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_id (self);
}

SheafEntity *
sheaf_store_get (SheafStore  *self,
                 SheafKind    kind,
                 const char  *id,
                 GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get (self, kind, id, error);
}

SheafPage *
sheaf_store_list (SheafStore        *self,
                  const SheafQuery  *query,
                  GError           **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->list (self, query, error);
}

gint64
sheaf_store_get_seq (SheafStore  *self,
                     GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), -1);

  return SHEAF_STORE_GET_IFACE (self)->get_seq (self, error);
}

SheafChanges *
sheaf_store_get_changes (SheafStore  *self,
                         gint64       since,
                         guint        limit,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_changes (self, since, limit, error);
}

GPtrArray *
sheaf_store_apply (SheafStore  *self,
                   GPtrArray   *edits,
                   const char  *by,
                   GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->apply (self, edits, by, error);
}

JsonArray *
sheaf_store_get_history (SheafStore  *self,
                         SheafKind    kind,
                         const char  *id,
                         gint64       before,
                         guint        limit,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_history (self, kind, id, before, limit, error);
}

char *
sheaf_store_get_body (SheafStore  *self,
                      const char  *article,
                      GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_body (self, article, error);
}

JsonArray *
sheaf_store_list_versions (SheafStore  *self,
                           const char  *article,
                           GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->list_versions (self, article, error);
}

GHashTable *
sheaf_store_count_by_day (SheafStore  *self,
                          gint64       since,
                          guint        days,
                          GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->count_by_day (self, since, days, error);
}

gboolean
sheaf_store_ingest (SheafStore   *self,
                    const char   *source,
                    GPtrArray    *incoming,
                    SheafIngest  *result,
                    GError      **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->ingest (self, source, incoming, result, error);
}

gboolean
sheaf_store_learn (SheafStore  *self,
                   SheafKind    kind,
                   const char  *id,
                   JsonObject  *fields,
                   GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->learn (self, kind, id, fields, error);
}

JsonObject *
sheaf_store_get_state (SheafStore  *self,
                       const char  *name,
                       GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_state (self, name, error);
}

gboolean
sheaf_store_set_state (SheafStore  *self,
                       const char  *name,
                       JsonObject  *state,
                       GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->set_state (self, name, state, error);
}

char *
sheaf_store_get_secret (SheafStore  *self,
                        const char  *owner,
                        GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_secret (self, owner, error);
}

gboolean
sheaf_store_set_secret (SheafStore  *self,
                        const char  *owner,
                        const char  *secret,
                        GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->set_secret (self, owner, secret, error);
}

char *
sheaf_store_add_token (SheafStore  *self,
                       const char  *name,
                       const char  *role,
                       GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->add_token (self, name, role, error);
}

GPtrArray *
sheaf_store_list_tokens (SheafStore  *self,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->list_tokens (self, error);
}

gboolean
sheaf_store_revoke_token (SheafStore  *self,
                          const char  *id,
                          GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->revoke_token (self, id, error);
}

SheafToken *
sheaf_store_check_token (SheafStore  *self,
                         const char  *token,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->check_token (self, token, error);
}

JsonNode *
sheaf_store_find_answer (SheafStore  *self,
                         const char  *key,
                         const char  *request_hash,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->find_answer (self, key, request_hash, error);
}

gboolean
sheaf_store_add_answer (SheafStore  *self,
                        const char  *key,
                        const char  *request_hash,
                        JsonNode    *answer,
                        GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->add_answer (self, key, request_hash, answer, error);
}

gint64
sheaf_store_add_release (SheafStore  *self,
                         const char  *bundle,
                         GHashTable  *seen,
                         JsonNode    *release,
                         const char  *key,
                         const char  *by,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), 0);

  return SHEAF_STORE_GET_IFACE (self)->add_release (self, bundle, seen, release, key, by, error);
}

JsonNode *
sheaf_store_get_release (SheafStore  *self,
                         const char  *bundle,
                         gint64       number,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->get_release (self, bundle, number, error);
}

gboolean
sheaf_store_find_number (SheafStore  *self,
                         const char  *bundle,
                         const char  *key,
                         gint64      *number,
                         GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);
  g_return_val_if_fail (bundle != NULL && key != NULL && number != NULL, FALSE);

  return SHEAF_STORE_GET_IFACE (self)->find_number (self, bundle, key, number, error);
}

JsonNode *
sheaf_store_find_release (SheafStore  *self,
                          const char  *slug,
                          GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->find_release (self, slug, error);
}

JsonArray *
sheaf_store_list_releases (SheafStore  *self,
                           const char  *bundle,
                           guint        limit,
                           GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->list_releases (self, bundle, limit, error);
}

gboolean
sheaf_store_set_delivery (SheafStore  *self,
                          const char  *bundle,
                          gint64       number,
                          const char  *destination,
                          JsonObject  *delivery,
                          GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), FALSE);

  return SHEAF_STORE_GET_IFACE (self)->set_delivery (self, bundle, number, destination, delivery,
                                                     error);
}

JsonArray *
sheaf_store_list_deliveries (SheafStore  *self,
                             const char  *bundle,
                             gint64       number,
                             GError     **error)
{
  g_return_val_if_fail (SHEAF_IS_STORE (self), NULL);

  return SHEAF_STORE_GET_IFACE (self)->list_deliveries (self, bundle, number, error);
}
