/* sheaf-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/sheaf-acts.h"
#include "ui/sheaf-reader.h"
#include "ui/sheaf-window.h"

G_BEGIN_DECLS

struct _SheafWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *toasts;         /* over all panes */
  GtkWidget *content_toasts; /* over the content pane */
  GtkWidget *clash_bar;
  GtkWidget *clash_label;
  GtkWidget *fold;
  GtkWidget *sidebar;
  GtkWidget *lists;
  GtkWidget *articles;
  GtkWidget *items;
  GtkWidget *content;

  GtkWidget *reader;      /* kept while something else is in the content pane; NULL until the first
                             frame was drawn, or an article is read */
  GtkWidget *list_button; /* in the lists' headers: opens the sidebar */
  GtkWidget *items_button;
  GtkWidget *back_button; /* in the content's header, and so is the next */
  GtkWidget *beside_button;
  GtkWidget *popover; /* the one that is open for an act, or NULL */
  GtkWidget *focus;   /* what had the focus before it; a weak pointer */
  AdwToast *toast;        /* what was said last, while it is seen */
  gint64 toast_at;        /* when it came, in monotonic time */

  SheafDesk *desk;
  GSettings *settings;
  SheafActs *acts;

  gboolean list_beside; /* wanted there while something is written */
  guint leave_source;
  guint complete_source;

  char *kind; /* what is in the content pane */
  char *id;
  GQueue history; /* of GVariant (ss): what was there before, the last at its head */
};

/* Goes there, as win.show does. */
void sheaf_window_show (SheafWindow *self, const char *kind, const char *id);

/* The reader, made if there is none yet. */
SheafReader *sheaf_window_ensure_reader (SheafWindow *self);

/* Every pane has its own header bar; the window's buttons are in the outermost that are seen. */
void sheaf_window_update_headers (SheafWindow *self);

/* Adds a button before what else starts the header bar of @pane. Returns: (transfer none) (nullable):
 * NULL if there is no header bar. */
GtkWidget *sheaf_window_add_header_button (GtkWidget *pane, const char *icon, const char *action);
void sheaf_window_remove_header_button (GtkWidget **button);

/* What is written, and what is listed itself, wants the room of the list; a set does not, whose
 * articles come from there. */
gboolean sheaf_window_is_wide (const char *kind);

/* Sets which actions can be done now. */
void sheaf_window_update_actions (SheafWindow *self);

/* Says something, and how to take back the act's @group. */
void sheaf_window_say (SheafWindow *self, const char *message);
void sheaf_window_say_with_undo (SheafWindow *self, const char *message, const char *group);

/* Add all that is done by an action, but for going from place to place. */
void sheaf_window_class_add_actions (GtkWidgetClass *widget_class);
void sheaf_window_class_add_article_actions (GtkWidgetClass *widget_class);

/* Listen to what the acts and the reader tell. */
void sheaf_window_connect_acts (SheafWindow *self);
void sheaf_window_connect_reader (SheafWindow *self);

G_END_DECLS
