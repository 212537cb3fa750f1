/* sheaf-empty-words.c: what an empty list says, and what it offers to do next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-empty-words.h"

#include <glib/gi18n.h>

static void
get_scope_words (SheafEmptyWords *words,
                 SheafScope       scope)
{
  switch (scope)
    {
    case SHEAF_SCOPE_INBOX:
      words->icon = "sheaf-inbox-symbolic";
      words->title = _("The Inbox Is Empty");
      words->description = _("Everything has been triaged. New articles come by themselves.");
      words->label = _("See What Was Kept");
      words->action = "win.show(('kept', ''))";
      break;
    case SHEAF_SCOPE_KEPT:
      words->icon = "object-select-symbolic";
      words->title = _("Nothing Kept Yet");
      words->description = _("Press A on an article in the inbox to keep it.");
      words->label = _("Go to the Inbox");
      words->action = "win.show(('inbox', ''))";
      break;
    case SHEAF_SCOPE_DISMISSED:
      words->icon = "action-unavailable-symbolic";
      words->title = _("Nothing Dismissed");
      words->description = _("Press X on an article in the inbox to put it away. It can be found "
                             "here again.");
      break;
    case SHEAF_SCOPE_SOURCE:
      words->icon = "sheaf-source-symbolic";
      words->title = _("No Articles from This Source Yet");
      words->description = _("Sources are read on a schedule; Ctrl+R reads them now.");
      break;
    case SHEAF_SCOPE_TAG:
      words->icon = "sheaf-tag-symbolic";
      words->title = _("No Articles with This Tag");
      words->description = _("Press T on an article to tag it.");
      break;
    case SHEAF_SCOPE_SET:
      words->icon = "sheaf-set-symbolic";
      words->title = _("This Set Is Empty");
      words->description = _("Press S on an article to add it to the working set, or drag it here.");
      break;
    case SHEAF_SCOPE_STORY:
    case SHEAF_SCOPE_ALL:
    default:
      words->icon = "sheaf-inbox-symbolic";
      words->title = _("No Articles");
      words->description = _("New articles come by themselves from your sources.");
      break;
    }
}

void
sheaf_empty_words_get (SheafEmptyWords *words,
                       SheafScope       scope,
                       gboolean         searched,
                       gboolean         no_source)
{
  g_return_if_fail (words != NULL);

  *words = (SheafEmptyWords) { 0 };

  if (searched)
    {
      words->icon = "system-search-symbolic";
      words->title = _("Nothing Found");
      words->description = _("Try fewer or other words.");
      return;
    }

  if (no_source)
    {
      words->icon = "sheaf-source-symbolic";
      words->title = _("Welcome to Sheaf");
      words->description = _("Add the first source: the address of a news site or of its feed.");
      words->label = _("Add Source…");
      words->action = "win.add-source";
      return;
    }

  get_scope_words (words, scope);
}
