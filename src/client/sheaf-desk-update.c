/* sheaf-desk-update.c: what a transaction changed, told to the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-clash-private.h"
#include "client/sheaf-command-private.h"
#include "client/sheaf-desk-private.h"
#include "client/sheaf-typing-private.h"

static void
update_items (SheafDesk  *self,
              SheafDelta *delta)
{
  for (guint kind = 0; kind < SHEAF_N_KINDS; kind++)
    {
      if (sheaf_items_update (self->items[kind], delta->entities, delta->gone) &&
          kind == SHEAF_KIND_SET)
        {
          g_clear_pointer (&self->sets_of, g_hash_table_unref);
          if (sheaf_desk_get_state (self) == SHEAF_SYNC_STATE_SYNCED)
            sheaf_prefetch_kick (self->prefetch);
        }
    }
}

static void
update_clashes (SheafDesk *self,
                GPtrArray *records)
{
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  GListModel *model = G_LIST_MODEL (self->clashes);

  /* A clash whose sides have changed since is another one to who shows it. */
  for (guint i = 0; i < records->len; i++)
    {
      SheafClashRecord *record = g_ptr_array_index (records, i);

      g_hash_table_add (known, &record->number);
      g_ptr_array_add (fresh, sheaf_clash_new (record));
    }
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SheafClash) clash = g_list_model_get_item (model, i);
      const gint64 number = sheaf_clash_get_number (clash);

      g_hash_table_remove (known, &number);
    }

  g_list_store_splice (self->clashes, 0, g_list_model_get_n_items (model), fresh->pdata,
                       fresh->len);
  for (guint i = 0; i < fresh->len; i++)
    {
      SheafClash *clash = g_ptr_array_index (fresh, i);
      const gint64 number = sheaf_clash_get_number (clash);

      if (g_hash_table_contains (known, &number))
        g_signal_emit_by_name (self, "clashed", clash);
    }
}

static SheafCommand *
find_command (SheafDesk  *self,
              const char *id,
              guint      *position)
{
  GListModel *model = G_LIST_MODEL (self->commands);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (SheafCommand) command = g_list_model_get_item (model, i);

      if (g_str_equal (sheaf_command_get_id (command), id))
        {
          *position = i;
          return command;
        }
    }

  return NULL;
}

SheafCommand *
sheaf_desk_find_command (SheafDesk  *self,
                         const char *id)
{
  guint position;

  return find_command (self, id, &position);
}

static void
update_commands (SheafDesk *self,
                 GPtrArray *records)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint position;

  for (guint i = 0; i < records->len; i++)
    {
      SheafCommandRecord *record = g_ptr_array_index (records, i);
      SheafCommand *command = find_command (self, record->id, &position);

      g_hash_table_add (ids, record->id);
      if (command != NULL)
        sheaf_command_update (command, record->state, record->answer);
      else
        {
          g_autoptr (SheafCommand) fresh = sheaf_command_new (record);

          g_list_store_append (self->commands, fresh);
        }
    }

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->commands)); i > 0; i--)
    {
      g_autoptr (SheafCommand) command =
        g_list_model_get_item (G_LIST_MODEL (self->commands), i - 1);

      if (!g_hash_table_contains (ids, sheaf_command_get_id (command)))
        g_list_store_remove (self->commands, i - 1);
    }
}

static void
on_article_for_typing (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (SheafTyping) typing = user_data;
  g_autoptr (SheafEntity) article =
    sheaf_desk_get_article_finish (SHEAF_DESK (source), result, NULL);

  if (article != NULL)
    sheaf_typing_rebase (typing, article);
}

void
sheaf_desk_refresh_typing (SheafDesk   *self,
                           SheafTyping *typing)
{
  const SheafKind kind = sheaf_typing_get_kind (typing);
  SheafItem *item;

  if (kind == SHEAF_KIND_ARTICLE)
    {
      sheaf_desk_get_article_async (self, sheaf_typing_get_id (typing), NULL,
                                    on_article_for_typing, g_object_ref (typing));
      return;
    }

  item = sheaf_desk_get_item (self, kind, sheaf_typing_get_id (typing));
  if (item != NULL)
    sheaf_typing_rebase (typing, sheaf_item_get_entity (item));
}

static gboolean
is_touched (SheafTyping *typing,
            SheafDelta  *delta)
{
  const char *id = sheaf_typing_get_id (typing);

  if (sheaf_typing_get_kind (typing) == SHEAF_KIND_ARTICLE)
    return delta->many ||
           g_ptr_array_find_with_equal_func (delta->ids, id, g_str_equal, NULL);

  for (guint i = 0; i < delta->entities->len; i++)
    {
      if (g_str_equal (sheaf_entity_get_id (g_ptr_array_index (delta->entities, i)), id))
        return TRUE;
    }

  return FALSE;
}

static void
update_typings (SheafDesk  *self,
                SheafDelta *delta)
{
  g_autoptr (GPtrArray) touched = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer typing;

  g_hash_table_iter_init (&iter, self->typings);
  while (g_hash_table_iter_next (&iter, NULL, &typing))
    {
      if (is_touched (typing, delta))
        g_ptr_array_add (touched, g_object_ref (typing));
    }

  for (guint i = 0; i < touched->len; i++)
    sheaf_desk_refresh_typing (self, g_ptr_array_index (touched, i));
}

static void
update_outbox (SheafDesk  *self,
               SheafDelta *delta)
{
  update_commands (self, delta->commands);
  if (self->waiting != delta->waiting)
    {
      self->waiting = delta->waiting;
      g_object_notify (G_OBJECT (self), "waiting");
    }
  if (self->waiting > 0)
    sheaf_outbox_kick (self->outbox);
}

static void
update_acts (SheafDesk  *self,
             SheafDelta *delta)
{
  if (self->can_undo != delta->can_undo)
    {
      self->can_undo = delta->can_undo;
      g_object_notify (G_OBJECT (self), "can-undo");
    }
  if (self->can_redo != delta->can_redo)
    {
      self->can_redo = delta->can_redo;
      g_object_notify (G_OBJECT (self), "can-redo");
    }
}

static void
tell_articles (SheafDesk  *self,
               SheafDelta *delta)
{
  if (delta->many)
    g_signal_emit_by_name (self, "articles-changed", NULL);
  else if (delta->ids->len > 0)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();

      g_ptr_array_extend (ids, delta->ids, NULL, NULL);
      g_ptr_array_add (ids, NULL);
      g_signal_emit_by_name (self, "articles-changed", ids->pdata);
    }

  if (delta->arrived > 0)
    {
      self->arrived += delta->arrived;
      g_signal_emit_by_name (self, "arrived", self->arrived);
    }
}

void
sheaf_desk_take_delta (SheafDesk  *self,
                       SheafDelta *delta)
{
  if (delta->entities->len > 0 || g_hash_table_size (delta->gone) > 0)
    update_items (self, delta);
  if (delta->outbox)
    update_outbox (self, delta);
  if (delta->acts)
    update_acts (self, delta);
  if (delta->clashed)
    update_clashes (self, delta->clashes);
  if (g_hash_table_size (self->typings) > 0)
    update_typings (self, delta);

  tell_articles (self, delta);
  if (delta->counts)
    g_signal_emit_by_name (self, "counts-changed");
}
