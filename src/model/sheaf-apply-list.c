/* sheaf-apply-list.c: edits of lists applied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-apply-private.h"

#include <string.h>

#include "model/sheaf-entity-private.h"
#include "model/sheaf-json.h"

static int
find_item (JsonArray *array,
           const char *key)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonObject *item = json_node_get_object (json_array_get_element (array, i));

      if (strcmp (json_object_get_string_member (item, "key"), key) == 0)
        return (int) i;
    }

  return -1;
}

static JsonObject *
get_item (SheafWork *work,
          const SheafChange *change)
{
  JsonArray *array = sheaf_json_get_array (sheaf_work_get (work, change->field));
  int i = find_item (array, change->key);

  return i >= 0 ? json_node_get_object (json_array_get_element (array, (guint) i)) : NULL;
}

/* The list with @item (transfer full, nullable) in place of the one that has @key. */
static void
set_item (SheafWork *work,
          const char *field,
          const char *key,
          JsonObject *item)
{
  JsonArray *array = sheaf_json_get_array (sheaf_work_get (work, field));
  guint length = array != NULL ? json_array_get_length (array) : 0;
  JsonArray *copy = json_array_sized_new (length + 1);
  int old = find_item (array, key);
  g_autoptr (JsonNode) node = item != NULL ? sheaf_json_take_object (item) : NULL;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *other = json_array_get_element (array, i);

      if ((int) i == old)
        continue;
      if (node != NULL && sheaf_entity_compare_items (item, json_node_get_object (other)) < 0)
        json_array_add_element (copy, g_steal_pointer (&node));
      json_array_add_element (copy, json_node_ref (other));
    }
  if (node != NULL)
    json_array_add_element (copy, g_steal_pointer (&node));

  sheaf_work_set (work, field, sheaf_json_take_array (copy));
}

/* What was taken with @change's key, as it stood then, with its pos; NULL if nothing was. */
static JsonObject *
get_taken (SheafWork *work,
           const SheafChange *change)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", change->field, change->key);
  JsonObject *taken = sheaf_json_get_object (sheaf_work_get (work, "taken"));

  return taken != NULL ? sheaf_json_get_object (sheaf_json_lookup (taken, path)) : NULL;
}

static void
set_taken (SheafWork *work,
           const SheafChange *change,
           JsonNode *item)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", change->field, change->key);
  JsonObject *taken = sheaf_json_get_object (sheaf_work_get (work, "taken"));

  taken = sheaf_json_with (taken, path, item);
  sheaf_work_set (work, "taken", sheaf_json_take_object (taken));
}

static JsonObject *
without_key (JsonObject *item)
{
  JsonObject *copy = sheaf_json_fork_object (item);

  if (json_object_has_member (copy, "key"))
    json_object_remove_member (copy, "key");

  return copy;
}

static JsonObject *
new_item (const SheafChange *change)
{
  JsonObject *value = sheaf_json_get_object (change->value);
  JsonObject *item = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (value != NULL)
    {
      json_object_iter_init (&iter, value);
      while (json_object_iter_next (&iter, &name, &node))
        {
          if (!sheaf_json_is_empty (node))
            json_object_set_member (item, name, json_node_ref (node));
        }
    }
  json_object_set_member (item, "key", sheaf_json_string (change->key));
  json_object_set_member (item, "pos", sheaf_json_string (change->pos));

  return item;
}

/* An item that is listed already keeps its place; what it is inserted with is put into it. */
static void
insert_again (SheafWork *work,
              const SheafField *field,
              const SheafChange *change)
{
  JsonObject *value = sheaf_json_get_object (change->value);

  if (value == NULL)
    return;

  for (const SheafField *part = sheaf_field_items (field); part->name != NULL; part++)
    {
      SheafChange put = {
        .op = SHEAF_OP_PUT,
        .field = change->field,
        .key = change->key,
        .path = (char *) part->name,
        .value = sheaf_json_lookup (value, part->name),
      };

      if (!sheaf_json_is_empty (put.value))
        sheaf_work_put_item (work, field, &put);
    }
}

void
sheaf_work_insert (SheafWork *work,
                   const SheafField *field,
                   const SheafChange *change)
{
  if (get_item (work, change) != NULL)
    {
      insert_again (work, field, change);
      return;
    }

  if (work->deleted)
    {
      sheaf_work_clash (work, change, change->value, NULL, FALSE);
      return;
    }

  sheaf_work_apply (work, change, NULL, NULL);
  set_item (work, change->field, change->key, new_item (change));
  if (get_taken (work, change) != NULL)
    set_taken (work, change, NULL);
}

void
sheaf_work_put_item (SheafWork *work,
                     const SheafField *field,
                     const SheafChange *change)
{
  JsonObject *item = get_item (work, change);
  JsonObject *taken = item == NULL ? get_taken (work, change) : NULL;
  JsonNode *current = NULL;

  if (item != NULL)
    current = sheaf_json_lookup (item, change->path);
  else if (taken != NULL)
    current = sheaf_json_lookup (taken, change->path);

  if (sheaf_json_equal (current, change->value))
    return;

  if (item == NULL || work->deleted || !sheaf_json_equal (current, change->was))
    {
      sheaf_work_clash (work, change, change->value, current, taken != NULL);
      return;
    }

  sheaf_work_apply (work, change, NULL, current);
  set_item (work, change->field, change->key,
            sheaf_json_with (item, change->path, change->value));
}

void
sheaf_work_move (SheafWork *work,
                 const SheafField *field,
                 const SheafChange *change)
{
  JsonObject *item = get_item (work, change);
  JsonObject *taken = item == NULL ? get_taken (work, change) : NULL;
  g_autoptr (JsonNode) pos = sheaf_json_string (change->pos);
  JsonNode *current = NULL;
  gboolean unseen;

  if (item != NULL)
    current = json_object_get_member (item, "pos");
  else if (taken != NULL)
    current = json_object_get_member (taken, "pos");

  if (sheaf_json_equal (current, pos))
    return;

  /* Of two moves the later stands; but one that only takes an earlier back gives way. */
  unseen = sheaf_edit_get_undoes (work->edit) != NULL && !sheaf_json_equal (current, change->was);
  if (item == NULL || work->deleted || unseen)
    {
      sheaf_work_clash (work, change, pos, current, taken != NULL);
      return;
    }

  sheaf_work_apply (work, change, NULL, current);
  set_item (work, change->field, change->key, sheaf_json_with (item, "pos", pos));
}

void
sheaf_work_take (SheafWork *work,
                 const SheafField *field,
                 const SheafChange *change)
{
  JsonObject *item = get_item (work, change);
  g_autoptr (JsonNode) current = NULL;
  g_autoptr (JsonNode) seen = NULL;

  if (item == NULL)
    return;

  current = sheaf_json_take_object (without_key (item));
  if (change->was != NULL)
    seen = sheaf_json_take_object (without_key (json_node_get_object (change->was)));

  if (work->deleted || !sheaf_json_equal (current, seen))
    {
      sheaf_work_clash (work, change, NULL, current, FALSE);
      return;
    }

  sheaf_work_apply (work, change, NULL, current);
  set_item (work, change->field, change->key, NULL);
  set_taken (work, change, current);
}
