/* sheaf-list-place.c: a place in an entity's list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-list-place.h"

void
sheaf_list_place (SheafEntity *entity,
                  const char  *field,
                  const char  *before,
                  const char  *moved,
                  char       **after,
                  char       **until)
{
  JsonArray *items = sheaf_entity_get_array (entity, field);
  const char *last = NULL;
  const char *next = NULL;

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      const char *key = json_object_get_string_member (item, "key");
      const char *pos = json_object_get_string_member (item, "pos");

      if (g_strcmp0 (key, moved) == 0)
        continue;
      if (g_strcmp0 (key, before) == 0)
        {
          next = pos;
          break;
        }
      last = pos;
    }

  *after = g_strdup (last);
  *until = g_strdup (next);
}
