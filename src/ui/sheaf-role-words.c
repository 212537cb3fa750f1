/* sheaf-role-words.c: what a member is in its set, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-role-words.h"

#include <glib/gi18n.h>

static const struct
{
  const char *role;
  const char *words;
} roles[] = {
  { "related", NC_("role", "Related") },
  { "background", NC_("role", "Background") },
  { "opposing", NC_("role", "Opposing view") },
  { "update", NC_("role", "Update") },
};

const char *
sheaf_role_to_words (const char *role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (g_strcmp0 (role, roles[i].role) == 0)
      return g_dpgettext2 (NULL, "role", roles[i].words);

  return g_dpgettext2 (NULL, "role", roles[0].words);
}

GMenuModel *
sheaf_role_words_make_menu (const char *action,
                            const char *key)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (sheaf_role_to_words (roles[i].role), NULL);

      g_menu_item_set_action_and_target (item, action, "(ss)", key, roles[i].role);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}
