/* sheaf-kind.c: the kinds of entity that the desk talks about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-kind.h"

static const struct
{
  const char *name;
  const char *plural;
} kinds[SHEAF_N_KINDS] = {
  [SHEAF_KIND_ARTICLE] = { "article", "articles" },
  [SHEAF_KIND_TAG] = { "tag", "tags" },
  [SHEAF_KIND_SET] = { "set", "sets" },
  [SHEAF_KIND_EDITORIAL] = { "editorial", "editorials" },
  [SHEAF_KIND_BUNDLE] = { "bundle", "bundles" },
  [SHEAF_KIND_SOURCE] = { "source", "sources" },
  [SHEAF_KIND_DESTINATION] = { "destination", "destinations" },
  [SHEAF_KIND_STORY] = { "story", "stories" },
};

const char *
sheaf_kind_to_string (SheafKind kind)
{
  g_return_val_if_fail ((guint) kind < SHEAF_N_KINDS, NULL);

  return kinds[kind].name;
}

const char *
sheaf_kind_to_plural (SheafKind kind)
{
  g_return_val_if_fail ((guint) kind < SHEAF_N_KINDS, NULL);

  return kinds[kind].plural;
}

gboolean
sheaf_kind_from_string (const char *name,
                        SheafKind *kind)
{
  for (guint i = 0; i < SHEAF_N_KINDS; i++)
    {
      if (g_strcmp0 (kinds[i].name, name) == 0)
        {
          *kind = (SheafKind) i;
          return TRUE;
        }
    }

  return FALSE;
}

gboolean
sheaf_kind_from_plural (const char *name,
                        SheafKind *kind)
{
  for (guint i = 0; i < SHEAF_N_KINDS; i++)
    {
      if (g_strcmp0 (kinds[i].plural, name) == 0)
        {
          *kind = (SheafKind) i;
          return TRUE;
        }
    }

  return FALSE;
}
