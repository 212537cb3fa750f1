/* sheaf-desk-typing.c: typing at the desk, and where articles are gathered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-desk-private.h"
#include "client/sheaf-typing-private.h"

typedef struct
{
  GHashTable *typings;
  char *key;
} Held;

static void
on_typing_gone (gpointer  data,
                GObject  *where_it_was)
{
  Held *held = data;

  if (g_hash_table_lookup (held->typings, held->key) == (gpointer) where_it_was)
    g_hash_table_remove (held->typings, held->key);
  g_hash_table_unref (held->typings);
  g_free (held->key);
  g_free (held);
}

static char *
make_key (SheafKind   kind,
          const char *id,
          const char *field)
{
  return g_strdup_printf ("%s/%s/%s", sheaf_kind_to_string (kind), id, field);
}

SheafTyping *
sheaf_desk_type (SheafDesk  *self,
                 SheafKind   kind,
                 const char *id,
                 const char *field)
{
  g_autofree char *key = NULL;
  SheafTyping *typing;
  Held *held;

  g_return_val_if_fail (SHEAF_IS_DESK (self) && id != NULL && field != NULL, NULL);

  key = make_key (kind, id, field);
  typing = g_hash_table_lookup (self->typings, key);
  if (typing != NULL)
    return g_object_ref (typing);

  typing = sheaf_typing_new (self->replica, kind, id, field);
  held = g_new0 (Held, 1);
  held->typings = g_hash_table_ref (self->typings);
  held->key = g_strdup (key);
  g_object_weak_ref (G_OBJECT (typing), on_typing_gone, held);
  g_hash_table_insert (self->typings, g_steal_pointer (&key), typing);
  sheaf_desk_refresh_typing (self, typing);

  return typing;
}

void
sheaf_desk_commit_typings (SheafDesk *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer typing;

  g_hash_table_iter_init (&iter, self->typings);
  while (g_hash_table_iter_next (&iter, NULL, &typing))
    g_ptr_array_add (all, g_object_ref (typing));

  for (guint i = 0; i < all->len; i++)
    sheaf_typing_commit_async (g_ptr_array_index (all, i), NULL, NULL, NULL);
}

GHashTable *
sheaf_desk_get_typed (SheafDesk *self)
{
  GHashTable *typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer typing;

  g_hash_table_iter_init (&iter, self->typings);
  while (g_hash_table_iter_next (&iter, NULL, &typing))
    {
      if (sheaf_typing_is_open (typing))
        g_hash_table_insert (typed,
                             make_key (sheaf_typing_get_kind (typing), sheaf_typing_get_id (typing),
                                       sheaf_typing_get_field (typing)),
                             g_strdup (sheaf_typing_get_text (typing)));
    }

  return typed;
}

static void
add_members (GHashTable  *sets_of,
             SheafEntity *set)
{
  JsonArray *members = sheaf_entity_get_array (set, "members");

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      const char *key =
        json_object_get_string_member (json_array_get_object_element (members, i), "key");
      GPtrArray *sets = g_hash_table_lookup (sets_of, key);

      if (sets == NULL)
        {
          sets = g_ptr_array_new_with_free_func (g_free);
          g_hash_table_insert (sets_of, g_strdup (key), sets);
        }
      g_ptr_array_add (sets, g_strdup (sheaf_entity_get_id (set)));
    }
}

GStrv
sheaf_desk_get_sets_of (SheafDesk  *self,
                        const char *article)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *sets;

  g_return_val_if_fail (SHEAF_IS_DESK (self) && article != NULL, NULL);

  if (self->sets_of == NULL)
    {
      GListModel *model = sheaf_items_get_model (self->items[SHEAF_KIND_SET]);

      self->sets_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_ptr_array_unref);
      for (guint i = 0; i < g_list_model_get_n_items (model); i++)
        {
          g_autoptr (SheafItem) item = g_list_model_get_item (model, i);

          add_members (self->sets_of, sheaf_item_get_entity (item));
        }
    }

  sets = g_hash_table_lookup (self->sets_of, article);
  for (guint i = 0; sets != NULL && i < sets->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (sets, i));

  return g_strv_builder_end (builder);
}
