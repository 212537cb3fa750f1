/* sheaf-field-words.c: what a field of an entity is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-field-words.h"

#include <glib/gi18n.h>

const char *
sheaf_field_words (const char *field)
{
  static const struct
  {
    const char *field;
    const char *words;
  } fields[] = {
    { "title", N_("the title") },       { "headline", N_("the headline") },
    { "standfirst", N_("the standfirst") }, { "body", N_("the text") },
    { "summary", N_("the summary") },   { "note", N_("the note") },
    { "state", N_("what becomes of it") }, { "reason", N_("the reason") },
    { "lead", N_("the lead") },         { "members", N_("an article in it") },
    { "sections", N_("a part of it") }, { "status", N_("its status") },
    { "slug", N_("its address") },      { "language", N_("the language") },
    { "name", N_("the name") },         { "authors", N_("the authors") },
    { "schedule", N_("the schedule") }, { "address", N_("the address") },
    { "tags", N_("the tags") },         { "destinations", N_("where it goes") },
    { "image", N_("the picture") },
  };

  g_return_val_if_fail (field != NULL, NULL);

  if (*field == '\0')
    return _("whether it is there at all");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].field, field))
        return _(fields[i].words);
    }

  return field;
}
