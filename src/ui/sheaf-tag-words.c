/* sheaf-tag-words.c: a tag as the window shows it, which is as the page will
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-tag-words.h"

#include "model/sheaf-fold.h"

void
sheaf_tag_append_words (GString    *string,
                        const char *name)
{
  g_autofree char *hashtag = sheaf_hashtag (name);

  g_string_append_c (string, '#');
  g_string_append (string, *hashtag != '\0' ? hashtag : name);
}

char *
sheaf_tag_get_words (const char *name)
{
  GString *string = g_string_new (NULL);

  sheaf_tag_append_words (string, name);

  return g_string_free (string, FALSE);
}
