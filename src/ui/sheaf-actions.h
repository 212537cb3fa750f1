/* sheaf-actions.h: the one table of what can be done in the window, and by which keys
 *
 * Accelerators, the keys of the list, tooltips and the window of shortcuts are all made from it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_ACTION_GROUP_TRIAGE,
  SHEAF_ACTION_GROUP_SETS,
  SHEAF_ACTION_GROUP_GO,
  SHEAF_ACTION_GROUP_WRITE,
  SHEAF_ACTION_GROUP_GENERAL,
} SheafActionGroup;

typedef enum
{
  /* An accelerator of the application: works wherever the focus is, so never a bare letter. */
  SHEAF_ACTION_SCOPE_WINDOW,
  /* A key of the list and of the reader: works where nothing is typed. */
  SHEAF_ACTION_SCOPE_LIST,
  /* A key that belongs to the text where one has the focus, and to the window elsewhere. */
  SHEAF_ACTION_SCOPE_OUTSIDE_TEXT,
  /* A key that another widget answers by itself: only told in the window of shortcuts. */
  SHEAF_ACTION_SCOPE_TOLD,
} SheafActionScope;

typedef struct
{
  const char *name;         /* "win.keep"; several rows may share one, with other keys */
  const char *target;       /* its parameter as g_variant_parse() reads it, or NULL */
  const char *trigger;      /* as gtk_accelerator_parse() reads it */
  const char *title;        /* not translated: see sheaf_action_get_title() */
  SheafActionGroup group;
  SheafActionScope scope;
} SheafAction;

/* Returns: (transfer none): all of them. */
const SheafAction *sheaf_actions_get (guint *n_actions);

/* Returns: (transfer none): what it does, in the user's language. */
const char *sheaf_action_get_title (const SheafAction *action);

/* Gives @application the accelerators. */
void sheaf_actions_add_accelerators (GtkApplication *application);

/* Binds the keys of @scope to @widget_class, which must sit below the window that has the
 * actions. */
void sheaf_actions_add_bindings (GtkWidgetClass *widget_class, SheafActionScope scope);

/* "Keep (A)": the title of the first action of that name and its key, for a tooltip.
 * Returns: (transfer full) */
char *sheaf_actions_get_tooltip (const char *name);

/* Tells @widget's tooltip and accessible name from the action called @name. */
void sheaf_actions_describe (GtkWidget *widget, const char *name);

/* Gives @actionable the action and parameter of @detailed ("win.show(('inbox', ''))"), or none if it
 * is NULL, without asking in between for what does not fit together. */
void sheaf_actions_attach (GtkActionable *actionable, const char *detailed);

/* Returns: (transfer floating): a GtkShortcutsWindow. */
GtkWidget *sheaf_actions_create_shortcuts_window (void);

/* Whether whoever has the focus in @widget's window is being typed into. */
gboolean sheaf_actions_is_typing (GtkWidget *widget);

G_END_DECLS
