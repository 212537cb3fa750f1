/* sheaf-set-acts.c: what is done to a set's members, as edits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-set-acts.h"

#include "model/sheaf-json.h"
#include "model/sheaf-position.h"

static JsonNode *
string_node (const char *string)
{
  return sheaf_json_string (string != NULL && *string != '\0' ? string : NULL);
}

static const char *
get_member_string (JsonObject *member,
                   const char *name)
{
  return json_object_get_string_member_with_default (member, name, NULL);
}

static const char *
get_pos (SheafEntity *set,
         const char  *key)
{
  JsonObject *member = key != NULL ? sheaf_entity_get_item (set, "members", key) : NULL;

  return member != NULL ? get_member_string (member, "pos") : NULL;
}

const char *
sheaf_set_acts_get_lead (SheafEntity *set)
{
  const char *lead = sheaf_entity_get_string (set, "lead");
  JsonArray *members = sheaf_entity_get_array (set, "members");

  if (lead != NULL && sheaf_entity_get_item (set, "members", lead) != NULL)
    return lead;
  if (members == NULL || json_array_get_length (members) == 0)
    return NULL;

  return get_member_string (json_array_get_object_element (members, 0), "key");
}

GPtrArray *
sheaf_set_acts_list_keys (SheafEntity *set)
{
  GPtrArray *keys = g_ptr_array_new ();
  JsonArray *members = sheaf_entity_get_array (set, "members");
  const char *lead = sheaf_set_acts_get_lead (set);

  if (lead != NULL)
    g_ptr_array_add (keys, (gpointer) lead);

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      const char *key = get_member_string (json_array_get_object_element (members, i), "key");

      if (g_strcmp0 (key, lead) != 0)
        g_ptr_array_add (keys, (gpointer) key);
    }

  return keys;
}

static gint
index_of (GPtrArray  *keys,
          const char *key)
{
  for (guint i = 0; key != NULL && i < keys->len; i++)
    if (g_strcmp0 (g_ptr_array_index (keys, i), key) == 0)
      return i;

  return -1;
}

/* Gives the member @key a position that lies between those of the others around the place @at among
 * @keys, in which @key itself no longer stands. The lead's own position says nothing about where
 * it is shown, so @keys here are the others alone. */
static void
place (SheafEdit   *edit,
       SheafEntity *set,
       GPtrArray   *keys,
       const char  *key,
       guint        at)
{
  const char *before = at > 0 ? get_pos (set, g_ptr_array_index (keys, at - 1)) : NULL;
  const char *after = at < keys->len ? get_pos (set, g_ptr_array_index (keys, at)) : NULL;
  const char *was = get_pos (set, key);
  g_autofree char *pos = NULL;

  if ((before == NULL || g_strcmp0 (before, was) < 0) &&
      (after == NULL || g_strcmp0 (was, after) < 0))
    return;

  pos = sheaf_position_between (before, after);
  sheaf_edit_move (edit, "members", key, was, pos);
}

static GPtrArray *
list_others (SheafEntity *set,
             const char  *lead)
{
  GPtrArray *keys = sheaf_set_acts_list_keys (set);
  gint at = index_of (keys, lead);

  if (at >= 0)
    g_ptr_array_remove_index (keys, at);

  return keys;
}

static SheafEdit *
edit_or_nothing (SheafEdit *edit)
{
  if (sheaf_edit_get_n_changes (edit) > 0)
    return edit;

  sheaf_edit_unref (edit);
  return NULL;
}

SheafEdit *
sheaf_set_acts_make_lead (SheafEntity *set,
                          const char  *key)
{
  const char *named = sheaf_entity_get_string (set, "lead");
  const char *lead = sheaf_set_acts_get_lead (set);
  g_autoptr (GPtrArray) others = list_others (set, key);
  SheafEdit *edit;

  if (g_strcmp0 (named, key) == 0 || sheaf_entity_get_item (set, "members", key) == NULL)
    return NULL;

  edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_entity_get_id (set), NULL);
  sheaf_edit_put_string (edit, "lead", named, key);
  if (g_strcmp0 (lead, key) != 0 && lead != NULL)
    {
      g_ptr_array_remove_index (others, index_of (others, lead));
      place (edit, set, others, lead, 0);
    }

  return edit;
}

SheafEdit *
sheaf_set_acts_move (SheafEntity *set,
                     const char  *key,
                     const char  *before)
{
  g_autoptr (GPtrArray) keys = sheaf_set_acts_list_keys (set);
  const char *lead = sheaf_set_acts_get_lead (set);
  gint from = index_of (keys, key);
  gint to = before != NULL ? index_of (keys, before) : (gint) keys->len;
  const char *new_lead = lead;
  SheafEdit *edit;

  if (from < 0 || to < 0 || from == to || from + 1 == to)
    return NULL;

  /* As it shall be shown. */
  g_ptr_array_remove_index (keys, from);
  if (to > from)
    to--;
  g_ptr_array_insert (keys, to, (gpointer) key);
  new_lead = g_ptr_array_index (keys, 0);
  if (to == 0)
    return sheaf_set_acts_make_lead (set, key);

  edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_entity_get_id (set), NULL);
  if (g_strcmp0 (new_lead, sheaf_entity_get_string (set, "lead")) != 0)
    sheaf_edit_put_string (edit, "lead", sheaf_entity_get_string (set, "lead"), new_lead);

  g_ptr_array_remove_index (keys, 0);
  g_ptr_array_remove_index (keys, to - 1);
  place (edit, set, keys, key, to - 1);

  return edit_or_nothing (edit);
}

SheafEdit *
sheaf_set_acts_set_role (SheafEntity *set,
                         const char  *key,
                         const char  *role)
{
  JsonObject *member = sheaf_entity_get_item (set, "members", key);
  const char *was = member != NULL ? get_member_string (member, "role") : NULL;
  SheafEdit *edit;

  if (member == NULL || g_strcmp0 (was, role) == 0)
    return NULL;

  edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_entity_get_id (set), NULL);
  sheaf_edit_put_item (edit, "members", key, "role", string_node (was), string_node (role));
  return edit;
}

SheafEdit *
sheaf_set_acts_remove (SheafEntity *set,
                       const char  *key)
{
  JsonObject *member = sheaf_entity_get_item (set, "members", key);
  JsonObject *was;
  SheafEdit *edit;

  if (member == NULL)
    return NULL;

  was = sheaf_json_fork_object (member);
  json_object_remove_member (was, "key");

  edit = sheaf_edit_new (SHEAF_KIND_SET, sheaf_entity_get_id (set), NULL);
  if (g_strcmp0 (sheaf_entity_get_string (set, "lead"), key) == 0)
    sheaf_edit_put_string (edit, "lead", key, NULL);
  sheaf_edit_take (edit, "members", key, sheaf_json_take_object (was));
  return edit;
}

SheafEdit *
sheaf_set_acts_override (const char *set_id,
                         const char *key,
                         const char *field,
                         const char *was,
                         const char *value,
                         const char *group)
{
  g_autofree char *path = g_strconcat ("override/", field, NULL);
  SheafEdit *edit;

  if (g_strcmp0 (was != NULL ? was : "", value != NULL ? value : "") == 0)
    return NULL;

  edit = sheaf_edit_new (SHEAF_KIND_SET, set_id, group);
  sheaf_edit_put_item (edit, "members", key, path, string_node (was), string_node (value));
  return edit;
}
