/* sheaf-entity.c: a thing the desk talks about, as it stood at one moment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-entity.h"
#include "model/sheaf-entity-private.h"

#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

/* The value's own count is never touched but here: made with one, dropped with the last of the
 * entity's, so that its not being atomic does not matter. Its nodes are shared between entities. */
struct _SheafEntity
{
  gatomicrefcount ref_count;
  SheafKind kind;
  char *id;
  gint64 rev;
  gint64 seq;
  gint64 created;
  gint64 updated;
  gint64 deleted;
  JsonObject *value;
};

G_DEFINE_QUARK (sheaf-entity-error-quark, sheaf_entity_error)
G_DEFINE_BOXED_TYPE (SheafEntity, sheaf_entity, sheaf_entity_ref, sheaf_entity_unref)

SheafEntity *
sheaf_entity_new_take (SheafKind kind,
                       const char *id,
                       gint64 rev,
                       gint64 seq,
                       gint64 created,
                       gint64 updated,
                       gint64 deleted,
                       JsonObject *value)
{
  SheafEntity *entity = g_new0 (SheafEntity, 1);

  g_atomic_ref_count_init (&entity->ref_count);
  entity->kind = kind;
  entity->id = g_strdup (id);
  entity->rev = rev;
  entity->seq = seq;
  entity->created = created;
  entity->updated = updated;
  entity->deleted = deleted;
  entity->value = value;

  return entity;
}

SheafEntity *
sheaf_entity_with_seq (SheafEntity *entity,
                       gint64 seq)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return sheaf_entity_new_take (entity->kind, entity->id, entity->rev, seq, entity->created,
                                entity->updated, entity->deleted,
                                sheaf_json_fork_object (entity->value));
}

SheafEntity *
sheaf_entity_with_value (SheafEntity *entity,
                         JsonObject *value)
{
  g_return_val_if_fail (entity != NULL, NULL);

  return sheaf_entity_new (entity->kind, entity->id, entity->rev, entity->seq, entity->created,
                           entity->updated, entity->deleted, value);
}

SheafEntity *
sheaf_entity_ref (SheafEntity *entity)
{
  g_return_val_if_fail (entity != NULL, NULL);

  g_atomic_ref_count_inc (&entity->ref_count);
  return entity;
}

void
sheaf_entity_unref (SheafEntity *entity)
{
  g_return_if_fail (entity != NULL);

  if (!g_atomic_ref_count_dec (&entity->ref_count))
    return;

  json_object_unref (entity->value);
  g_free (entity->id);
  g_free (entity);
}

SheafKind
sheaf_entity_get_kind (SheafEntity *entity)
{
  return entity->kind;
}

const char *
sheaf_entity_get_id (SheafEntity *entity)
{
  return entity->id;
}

gint64
sheaf_entity_get_rev (SheafEntity *entity)
{
  return entity->rev;
}

gint64
sheaf_entity_get_seq (SheafEntity *entity)
{
  return entity->seq;
}

gint64
sheaf_entity_get_created (SheafEntity *entity)
{
  return entity->created;
}

gint64
sheaf_entity_get_updated (SheafEntity *entity)
{
  return entity->updated;
}

gint64
sheaf_entity_get_deleted (SheafEntity *entity)
{
  return entity->deleted;
}

gboolean
sheaf_entity_is_deleted (SheafEntity *entity)
{
  return entity->deleted != SHEAF_TIME_NONE;
}

JsonObject *
sheaf_entity_get_value (SheafEntity *entity)
{
  return entity->value;
}

JsonNode *
sheaf_entity_get (SheafEntity *entity,
                  const char *path)
{
  g_return_val_if_fail (entity != NULL && path != NULL, NULL);

  return sheaf_json_lookup (entity->value, path);
}

const char *
sheaf_entity_get_string (SheafEntity *entity,
                         const char *path)
{
  return sheaf_json_get_string (sheaf_entity_get (entity, path));
}

gint64
sheaf_entity_get_int (SheafEntity *entity,
                      const char *path)
{
  JsonNode *node = sheaf_entity_get (entity, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
                 json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : 0;
}

gboolean
sheaf_entity_get_boolean (SheafEntity *entity,
                          const char *path)
{
  JsonNode *node = sheaf_entity_get (entity, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

gint64
sheaf_entity_get_time (SheafEntity *entity,
                       const char *path)
{
  return sheaf_time_from_string (sheaf_entity_get_string (entity, path));
}

JsonArray *
sheaf_entity_get_array (SheafEntity *entity,
                        const char *path)
{
  return sheaf_json_get_array (sheaf_entity_get (entity, path));
}

JsonObject *
sheaf_entity_get_object (SheafEntity *entity,
                         const char *path)
{
  return sheaf_json_get_object (sheaf_entity_get (entity, path));
}

gboolean
sheaf_entity_holds (SheafEntity *entity,
                    const char *field,
                    const char *value)
{
  JsonArray *array = sheaf_entity_get_array (entity, field);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (sheaf_json_get_string (json_array_get_element (array, i)), value) == 0)
        return TRUE;
    }

  return FALSE;
}

JsonObject *
sheaf_entity_get_item (SheafEntity *entity,
                       const char *field,
                       const char *key)
{
  JsonArray *array = sheaf_entity_get_array (entity, field);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *item = sheaf_json_get_object (json_array_get_element (array, i));

      if (item != NULL &&
          g_strcmp0 (sheaf_json_get_string (json_object_get_member (item, "key")), key) == 0)
        return item;
    }

  return NULL;
}

const char *
sheaf_entity_get_title (SheafEntity *entity)
{
  const char *field, *title;

  g_return_val_if_fail (entity != NULL, "");

  if (entity->kind == SHEAF_KIND_TAG)
    field = "name";
  else if (entity->kind == SHEAF_KIND_EDITORIAL)
    field = "headline";
  else
    field = "title";

  title = sheaf_json_get_string (json_object_get_member (entity->value, field));
  return title != NULL ? title : "";
}
