/* sheaf-content.c: makes what the content pane shows of a kind of thing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-content.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/sheaf-bundle-editor.h"
#include "ui/sheaf-editorial-editor.h"
#include "ui/sheaf-set-editor.h"
#include "ui/sheaf-sources-view.h"
#include "ui/sheaf-tags-view.h"

static GtkWidget *
create_page (const char *icon,
             const char *title,
             const char *description)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_status_page_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_bin_new ());
  gtk_widget_add_css_class (header, "flat");
  gtk_box_append (GTK_BOX (box), header);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), icon);
  adw_status_page_set_title (ADW_STATUS_PAGE (page), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), page);

  return box;
}

/* NULL if the desk has no such thing, or this kind has no editor. */
static GtkWidget *
create_editor (SheafDesk  *desk,
               const char *name,
               const char *id)
{
  SheafKind kind;

  if (!sheaf_kind_from_string (name, &kind) || kind == SHEAF_KIND_ARTICLE ||
      sheaf_desk_get_item (desk, kind, id) == NULL)
    return NULL;

  switch (kind)
    {
    case SHEAF_KIND_SET:
      return sheaf_set_editor_new (desk, id);
    case SHEAF_KIND_EDITORIAL:
      return sheaf_editorial_editor_new (desk, id);
    case SHEAF_KIND_BUNDLE:
      return sheaf_bundle_editor_new (desk, id);
    case SHEAF_KIND_ARTICLE:
    case SHEAF_KIND_TAG:
    case SHEAF_KIND_SOURCE:
    case SHEAF_KIND_DESTINATION:
    case SHEAF_KIND_STORY:
    default:
      return NULL;
    }
}

GtkWidget *
sheaf_content_new (SheafDesk  *desk,
                   SheafActs  *acts,
                   const char *kind,
                   const char *id)
{
  GtkWidget *editor;

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  editor = create_editor (desk, kind, id);
  if (editor != NULL)
    return editor;

  if (g_str_equal (kind, "sources"))
    return sheaf_sources_view_new (desk, acts, id);

  if (g_str_equal (kind, "tags"))
    return sheaf_tags_view_new (desk, acts);

  return create_page ("sheaf-bundle-symbolic", _("Nothing to Show"),
                      _("What was to be shown here is not on this desk."));
}
