/* sheaf-items.c: all entities of one small kind, by id and in the order in which they are shown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-items.h"

/* More new ones at once than this are sorted in together rather than one by one. */
#define MANY 64

typedef struct
{
  SheafItem *item;
  char *key; /* what it is sorted by; NULL while it is not shown */
} Entry;

struct _SheafItems
{
  SheafKind kind;
  GHashTable *entries; /* id to Entry */
  GListStore *shown;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->item);
  g_free (entry->key);
  g_free (entry);
}

SheafItems *
sheaf_items_new (SheafKind kind)
{
  SheafItems *self = g_new0 (SheafItems, 1);

  self->kind = kind;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  self->shown = g_list_store_new (SHEAF_TYPE_ITEM);

  return self;
}

void
sheaf_items_free (SheafItems *self)
{
  g_object_unref (self->shown);
  g_hash_table_unref (self->entries);
  g_free (self);
}

GListModel *
sheaf_items_get_model (SheafItems *self)
{
  return G_LIST_MODEL (self->shown);
}

SheafItem *
sheaf_items_lookup (SheafItems *self,
                    const char *id)
{
  Entry *entry = id == NULL ? NULL : g_hash_table_lookup (self->entries, id);

  return entry == NULL ? NULL : entry->item;
}

/* Returns: (transfer full) (nullable): NULL for what is not shown. */
static char *
make_key (SheafItems  *self,
          SheafEntity *entity)
{
  g_autofree char *folded = NULL;

  if (sheaf_entity_is_deleted (entity))
    return NULL;

  /* Newest first: times of the same length count down. */
  if (self->kind == SHEAF_KIND_EDITORIAL || self->kind == SHEAF_KIND_BUNDLE)
    return g_strdup_printf ("%020" G_GINT64_FORMAT " %s",
                            G_MAXINT64 - sheaf_entity_get_created (entity),
                            sheaf_entity_get_id (entity));

  folded = g_utf8_casefold (sheaf_entity_get_title (entity), -1);

  return g_utf8_collate_key (folded, -1);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  SheafItems *self = user_data;
  const char *id_a = sheaf_item_get_id ((SheafItem *) a);
  const char *id_b = sheaf_item_get_id ((SheafItem *) b);
  const Entry *entry_a = g_hash_table_lookup (self->entries, id_a);
  const Entry *entry_b = g_hash_table_lookup (self->entries, id_b);
  const int order = g_strcmp0 (entry_a->key, entry_b->key);

  return order != 0 ? order : g_strcmp0 (id_a, id_b);
}

static int
compare_pointers (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  return compare_items (*(gconstpointer *) a, *(gconstpointer *) b, user_data);
}

static void
hide (SheafItems *self,
      SheafItem  *item)
{
  guint position;

  if (g_list_store_find (self->shown, item, &position))
    g_list_store_remove (self->shown, position);
}

static void
show_many (SheafItems *self,
           GPtrArray  *items)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (self->shown), i));
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (items, i)));
  g_ptr_array_sort_with_data (all, compare_pointers, self);

  g_list_store_splice (self->shown, 0, n, all->pdata, all->len);
}

/* Takes in one entity. Adds its item to @fresh if it is to be shown and is not yet. */
static void
update_one (SheafItems  *self,
            SheafEntity *entity,
            GPtrArray   *fresh)
{
  Entry *entry = g_hash_table_lookup (self->entries, sheaf_entity_get_id (entity));
  g_autofree char *key = make_key (self, entity);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->item = sheaf_item_new (entity);
      g_hash_table_insert (self->entries, g_strdup (sheaf_entity_get_id (entity)), entry);
    }

  if (g_strcmp0 (key, entry->key) != 0)
    {
      if (entry->key != NULL && !g_ptr_array_find (fresh, entry->item, NULL))
        hide (self, entry->item);
      if (key == NULL)
        g_ptr_array_remove (fresh, entry->item);
      else if (!g_ptr_array_find (fresh, entry->item, NULL))
        g_ptr_array_add (fresh, entry->item);
      g_free (entry->key);
      entry->key = g_steal_pointer (&key);
    }

  sheaf_item_set_entity (entry->item, entity);
}

gboolean
sheaf_items_update (SheafItems *self,
                    GPtrArray  *entities,
                    GHashTable *gone)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new ();
  gboolean any = FALSE;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      SheafItem *item = sheaf_items_lookup (self, id);

      if (item == NULL)
        continue;
      hide (self, item);
      g_hash_table_remove (self->entries, id);
      any = TRUE;
    }

  for (guint i = 0; i < entities->len; i++)
    {
      SheafEntity *entity = g_ptr_array_index (entities, i);

      if (sheaf_entity_get_kind (entity) != self->kind)
        continue;
      update_one (self, entity, fresh);
      any = TRUE;
    }

  if (fresh->len > MANY)
    show_many (self, fresh);
  else
    for (guint i = 0; i < fresh->len; i++)
      g_list_store_insert_sorted (self->shown, g_ptr_array_index (fresh, i), compare_items, self);

  return any;
}
