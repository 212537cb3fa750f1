/* sheaf-delta.c: what one transaction changed in the replica
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-delta.h"

#include "client/sheaf-clash-private.h"
#include "client/sheaf-command-private.h"

/* Beyond this many it is cheaper to look at what is on the screen again. */
#define MANY 1000

SheafDelta *
sheaf_delta_new (void)
{
  SheafDelta *delta = g_new0 (SheafDelta, 1);

  delta->entities = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  delta->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  delta->ids = g_ptr_array_new_with_free_func (g_free);
  delta->rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  return delta;
}

void
sheaf_delta_free (SheafDelta *delta)
{
  g_clear_pointer (&delta->entities, g_ptr_array_unref);
  g_clear_pointer (&delta->gone, g_hash_table_unref);
  g_clear_pointer (&delta->ids, g_ptr_array_unref);
  g_clear_pointer (&delta->rows, g_array_unref);
  g_clear_pointer (&delta->clashes, g_ptr_array_unref);
  g_clear_pointer (&delta->commands, g_ptr_array_unref);
  g_free (delta);
}

void
sheaf_delta_add_entity (SheafDelta  *delta,
                        SheafEntity *entity)
{
  g_ptr_array_add (delta->entities, sheaf_entity_ref (entity));
}

void
sheaf_delta_add_article (SheafDelta *delta,
                         gint64      row,
                         const char *id)
{
  if (delta->many)
    return;

  if (delta->rows->len >= MANY)
    {
      delta->many = TRUE;
      return;
    }

  g_array_append_val (delta->rows, row);
  g_ptr_array_add (delta->ids, g_strdup (id));
}
