/* sheaf-splice.c: one change of a text, as typing makes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-splice.h"

SheafSplice *
sheaf_splice_new (guint       offset,
                  guint       removed,
                  const char *inserted)
{
  SheafSplice *splice = g_new0 (SheafSplice, 1);

  splice->offset = offset;
  splice->removed = removed;
  splice->inserted = g_strdup (inserted);

  return splice;
}

void
sheaf_splice_free (SheafSplice *splice)
{
  g_free (splice->inserted);
  g_free (splice);
}

char *
sheaf_splice_apply (const SheafSplice *splice,
                    const char        *text)
{
  const glong length = g_utf8_strlen (text, -1);
  const glong offset = MIN ((glong) splice->offset, length);
  const glong end = MIN (offset + (glong) splice->removed, length);
  const char *from = g_utf8_offset_to_pointer (text, offset);
  const char *to = g_utf8_offset_to_pointer (from, end - offset);
  GString *spliced = g_string_new_len (text, from - text);

  g_string_append (spliced, splice->inserted);
  g_string_append (spliced, to);

  return g_string_free (spliced, FALSE);
}

gboolean
sheaf_splice_extend (SheafSplice       *splice,
                     const SheafSplice *next)
{
  char *inserted;

  if (next->removed > 0 ||
      next->offset != splice->offset + (guint) g_utf8_strlen (splice->inserted, -1))
    return FALSE;

  inserted = g_strconcat (splice->inserted, next->inserted, NULL);
  g_free (splice->inserted);
  splice->inserted = inserted;

  return TRUE;
}
