/* sheaf-merge.c: two texts that grew from one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-merge.h"

#include <string.h>

gboolean
sheaf_merge_text (const char *base,
                  const char *mine,
                  const char *theirs,
                  char **merged)
{
  const char *result = NULL;

  if (strcmp (base, mine) == 0 || strcmp (mine, theirs) == 0)
    result = theirs;
  else if (strcmp (base, theirs) == 0)
    result = mine;

  *merged = g_strdup (result);
  return result != NULL;
}
