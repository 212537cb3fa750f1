/* sheaf-check-words.c: what stands in the way of publishing, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-check-words.h"

#include <glib/gi18n.h>

#include "ui/sheaf-relative-time.h"

char *
sheaf_check_to_words (const SheafCheck *check)
{
  const char *title = check->entity != NULL ? sheaf_entity_get_title (check->entity) : "";
  g_autofree char *time = NULL;

  if (*title == '\0')
    title = _("Untitled");

  switch (check->kind)
    {
    case SHEAF_CHECK_NO_TITLE:
      return g_strdup (_("It has no title"));
    case SHEAF_CHECK_NO_SLUG:
      return g_strdup (_("It has no address"));
    case SHEAF_CHECK_BAD_SLUG:
      return g_strdup (_("Its address may hold only letters, digits and hyphens"));
    case SHEAF_CHECK_NO_SECTIONS:
      return g_strdup (_("There is nothing in it: add a set or an editorial"));
    case SHEAF_CHECK_EMPTY_SET:
      return g_strdup_printf (_("“%s” has no articles"), title);
    case SHEAF_CHECK_MISSING_PART:
      return g_strdup_printf (_("“%s” was deleted: take it out, or restore it"), title);
    case SHEAF_CHECK_EMBARGO:
      time = sheaf_full_time (check->time);
      return g_strdup_printf (_("It is under embargo until %s"), time);
    case SHEAF_CHECK_EMPTY_EDITORIAL:
      return g_strdup_printf (_("“%s” has no text"), title);
    case SHEAF_CHECK_NO_SUMMARY:
      return g_strdup (_("It has no summary"));
    case SHEAF_CHECK_DRAFT_EDITORIAL:
      return g_strdup_printf (_("“%s” is still a draft"), title);
    case SHEAF_CHECK_NO_TAGS:
      return g_strdup (_("It has no tags"));
    case SHEAF_CHECK_NO_LEAD:
      return g_strdup_printf (_("“%s” has no lead: its first article leads"), title);
    case SHEAF_CHECK_DISMISSED:
      return g_strdup_printf (_("“%s” was dismissed, and is shown"), title);
    case SHEAF_CHECK_IMAGE_WITHOUT_ALT:
      if (check->entity == NULL)
        return g_strdup (_("Its image is not described for those who cannot see it"));
      return g_strdup_printf (_("The image of “%s” is not described for those who cannot see it"),
                              title);
    default:
      return g_strdup (sheaf_check_kind_to_string (check->kind));
    }
}
