/* sheaf-actions.c: the one table of what can be done in the window, and by which keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-actions.h"

#include <glib/gi18n.h>

#define TRIAGE SHEAF_ACTION_GROUP_TRIAGE
#define SETS SHEAF_ACTION_GROUP_SETS
#define GO SHEAF_ACTION_GROUP_GO
#define WRITE SHEAF_ACTION_GROUP_WRITE
#define GENERAL SHEAF_ACTION_GROUP_GENERAL

#define WINDOW SHEAF_ACTION_SCOPE_WINDOW
#define LIST SHEAF_ACTION_SCOPE_LIST
#define OUTSIDE_TEXT SHEAF_ACTION_SCOPE_OUTSIDE_TEXT
#define TOLD SHEAF_ACTION_SCOPE_TOLD

static const SheafAction actions[] = {
  { "win.next", NULL, "j", N_("Next article"), TRIAGE, LIST },
  { "win.previous", NULL, "k", N_("Previous article"), TRIAGE, LIST },
  { "win.keep", NULL, "a", N_("Keep"), TRIAGE, LIST },
  { "win.dismiss", "''", "x", N_("Dismiss"), TRIAGE, LIST },
  { "win.to-inbox", NULL, "i", N_("Move back to the inbox"), TRIAGE, LIST },
  { "win.tag", NULL, "t", N_("Tag"), TRIAGE, LIST },
  { "win.open-original", NULL, "o", N_("Open the original"), TRIAGE, LIST },
  { "win.undo", NULL, "u", N_("Undo"), TRIAGE, LIST },
  { "win.select-all", NULL, "<Control>a", N_("Select all articles"), TRIAGE, TOLD },
  { "win.select-mode", NULL, "v", N_("Select several articles"), TRIAGE, LIST },

  { "win.add-to-working-set", NULL, "s", N_("Add to the working set"), SETS, LIST },
  { "win.choose-set", NULL, "<Shift>s", N_("Add to another set"), SETS, LIST },
  { "win.add-to-pinned", "1", "1", N_("Add to the 1st pinned set"), SETS, LIST },
  { "win.add-to-pinned", "2", "2", N_("Add to the 2nd pinned set"), SETS, LIST },
  { "win.add-to-pinned", "3", "3", N_("Add to the 3rd pinned set"), SETS, LIST },
  { "win.add-to-pinned", "4", "4", N_("Add to the 4th pinned set"), SETS, LIST },
  { "win.add-to-pinned", "5", "5", N_("Add to the 5th pinned set"), SETS, LIST },
  { "win.add-to-pinned", "6", "6", N_("Add to the 6th pinned set"), SETS, LIST },
  { "win.add-to-pinned", "7", "7", N_("Add to the 7th pinned set"), SETS, LIST },
  { "win.add-to-pinned", "8", "8", N_("Add to the 8th pinned set"), SETS, LIST },
  { "win.add-to-pinned", "9", "9", N_("Add to the 9th pinned set"), SETS, LIST },

  { "member.move-up", NULL, "<Alt>Up", N_("Move a part up"), SETS, TOLD },
  { "member.move-down", NULL, "<Alt>Down", N_("Move a part down"), SETS, TOLD },
  { "member.make-lead", NULL, "<Alt>Home", N_("Make an article the lead"), SETS, TOLD },
  { "member.edit", NULL, "F2", N_("Show an article otherwise"), SETS, TOLD },
  { "member.remove", NULL, "Delete", N_("Take an article or a part out"), SETS, TOLD },

  { "win.search", NULL, "<Control>f", N_("Search"), GO, OUTSIDE_TEXT },
  { "win.search", NULL, "slash", N_("Search"), GO, LIST },
  { "win.back", NULL, "<Alt>Left", N_("Back"), GO, WINDOW },
  { "win.toggle-sidebar", NULL, "F9", N_("Show or hide the sidebar"), GO, WINDOW },
  { "win.toggle-list", NULL, "<Shift>F9", N_("Show or hide the list"), GO, WINDOW },
  { "win.focus-pane", "1", "<Alt>1", N_("Go to the sidebar"), GO, WINDOW },
  { "win.focus-pane", "2", "<Alt>2", N_("Go to the list"), GO, WINDOW },
  { "win.focus-pane", "3", "<Alt>3", N_("Go to what is open"), GO, WINDOW },

  { "win.write-editorial", NULL, "e", N_("Write an editorial on the open set"), WRITE, LIST },
  { "win.new-set", NULL, "<Control>n", N_("New set"), WRITE, WINDOW },
  { "win.new-editorial", "''", "<Shift><Control>e", N_("New editorial"), WRITE, WINDOW },
  { "win.new-bundle", "''", "<Shift><Control>b", N_("New bundle"), WRITE, WINDOW },

  { "prose.surround", "('**', '**')", "<Control>b", N_("Bold"), WRITE, TOLD },
  { "prose.surround", "('*', '*')", "<Control>i", N_("Italic"), WRITE, TOLD },
  { "prose.surround", "('[', '](https://)')", "<Control>k", N_("Link"), WRITE, TOLD },
  { "editorial.replace", NULL, "<Control>h", N_("Find and replace"), WRITE, TOLD },
  { "prose.paste-as-it-is", NULL, "<Shift><Control>v", N_("Paste as it is"), WRITE, TOLD },

  { "win.add-source", NULL, "<Shift><Control>n", N_("Add a source"), GENERAL, WINDOW },
  { "win.refresh", NULL, "<Control>r", N_("Refresh"), GENERAL, WINDOW },
  { "win.undo", NULL, "<Control>z", N_("Undo"), GENERAL, OUTSIDE_TEXT },
  { "win.redo", NULL, "<Shift><Control>z", N_("Redo"), GENERAL, OUTSIDE_TEXT },
  { "win.menu", NULL, "F10", N_("Main menu"), GENERAL, WINDOW },
  { "app.preferences", NULL, "<Control>comma", N_("Preferences"), GENERAL, WINDOW },
  { "win.shortcuts", NULL, "<Control>question", N_("Keyboard shortcuts"), GENERAL, WINDOW },
  { "win.shortcuts", NULL, "question", N_("Keyboard shortcuts"), GENERAL, LIST },
  { "window.close", NULL, "<Control>w", N_("Close the window"), GENERAL, WINDOW },
  { "app.quit", NULL, "<Control>q", N_("Quit"), GENERAL, WINDOW },
};

static const struct
{
  SheafActionGroup group;
  const char *title;
} groups[] = {
  { TRIAGE, N_("Articles") },
  { SETS, N_("Sets") },
  { GO, N_("Finding one’s way") },
  { WRITE, N_("Writing") },
  { GENERAL, N_("General") },
};

const SheafAction *
sheaf_actions_get (guint *n_actions)
{
  if (n_actions != NULL)
    *n_actions = G_N_ELEMENTS (actions);

  return actions;
}

const char *
sheaf_action_get_title (const SheafAction *action)
{
  g_return_val_if_fail (action != NULL, NULL);

  return _(action->title);
}

static char *
detailed_name (const SheafAction *action)
{
  if (action->target == NULL)
    return g_strdup (action->name);

  return g_strdup_printf ("%s(%s)", action->name, action->target);
}

void
sheaf_actions_add_accelerators (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *name = detailed_name (&actions[i]);
      const char *accels[] = { actions[i].trigger, NULL };

      if (actions[i].scope == WINDOW)
        gtk_application_set_accels_for_action (application, name, accels);
    }
}

void
sheaf_actions_add_bindings (GtkWidgetClass   *widget_class,
                            SheafActionScope  scope)
{
  g_return_if_fail (GTK_IS_WIDGET_CLASS (widget_class));

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GtkShortcut) shortcut = NULL;
      g_autoptr (GVariant) target = NULL;

      if (actions[i].scope != scope)
        continue;

      if (actions[i].target != NULL)
        target = g_variant_ref_sink (g_variant_new_parsed (actions[i].target));

      shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].trigger),
                                   gtk_named_action_new (actions[i].name));
      gtk_shortcut_set_arguments (shortcut, target);
      gtk_widget_class_add_shortcut (widget_class, shortcut);
    }
}

char *
sheaf_actions_get_tooltip (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autofree char *key = NULL;
      GdkModifierType modifiers;
      guint keyval;

      if (!g_str_equal (actions[i].name, name) ||
          !gtk_accelerator_parse (actions[i].trigger, &keyval, &modifiers))
        continue;

      key = gtk_accelerator_get_label (keyval, modifiers);

      /* Translators: what a button does and the key that does the same: “Keep (A)” */
      return g_strdup_printf (C_("tooltip", "%s (%s)"), _(actions[i].title), key);
    }

  return NULL;
}

void
sheaf_actions_describe (GtkWidget  *widget,
                        const char *name)
{
  g_autofree char *tooltip = sheaf_actions_get_tooltip (name);
  gboolean visible;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (tooltip != NULL);

  /* For what is visible GTK asks the display where the pointer is, and waits: a window would open
   * later by as many answers as it has buttons. */
  visible = gtk_widget_get_visible (widget);
  gtk_widget_set_visible (widget, visible && gtk_widget_get_mapped (widget));
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_widget_set_visible (widget, visible);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      if (g_str_equal (actions[i].name, name))
        {
          gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                          GTK_ACCESSIBLE_PROPERTY_LABEL, _(actions[i].title),
                                          GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                          actions[i].trigger,
                                          -1);
          return;
        }
    }
}

void
sheaf_actions_attach (GtkActionable *actionable,
                      const char    *detailed)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (GTK_IS_ACTIONABLE (actionable));

  gtk_actionable_set_action_name (actionable, NULL);
  if (detailed == NULL)
    return;

  if (!g_action_parse_detailed_name (detailed, &name, &target, &error))
    g_error ("%s is no action: %s", detailed, error->message);

  gtk_actionable_set_action_target_value (actionable, target);
  gtk_actionable_set_action_name (actionable, name);
}

static gboolean
is_same (const SheafAction *a,
         const SheafAction *b)
{
  return g_str_equal (a->name, b->name) && g_strcmp0 (a->target, b->target) == 0;
}

/* The nine keys of pinned sets are told as one line, and so are several keys for one thing. */
static gboolean
is_told (const SheafAction *action)
{
  if (g_str_equal (action->name, "win.add-to-pinned"))
    return g_str_equal (action->target, "1");

  for (const SheafAction *other = actions; other < action; other++)
    {
      if (is_same (other, action))
        return FALSE;
    }

  return TRUE;
}

static char *
join_triggers (const SheafAction *action)
{
  g_autoptr (GString) triggers = g_string_new (action->trigger);

  for (const SheafAction *other = action + 1; other < actions + G_N_ELEMENTS (actions); other++)
    {
      if (is_same (other, action))
        g_string_append_printf (triggers, " %s", other->trigger);
    }

  return g_string_free (g_steal_pointer (&triggers), FALSE);
}

static void
add_shortcut (GString           *ui,
              const SheafAction *action)
{
  gboolean pinned = g_str_equal (action->name, "win.add-to-pinned");
  g_autofree char *title = NULL;
  g_autofree char *triggers = pinned ? g_strdup ("1...9") : join_triggers (action);
  g_autofree char *escaped = g_markup_escape_text (triggers, -1);

  title = g_markup_escape_text (pinned ? _("Add to a pinned set") : _(action->title), -1);

  g_string_append_printf (ui,
                          "<child><object class='GtkShortcutsShortcut'>"
                          "<property name='accelerator'>%s</property>"
                          "<property name='title'>%s</property>"
                          "</object></child>",
                          escaped, title);
}

/* GTK 4.8 has no calls to fill a GtkShortcutsWindow, so the table is written as a GtkBuilder
 * document first. */
GtkWidget *
sheaf_actions_create_shortcuts_window (void)
{
  g_autoptr (GtkBuilder) builder = NULL;
  g_autoptr (GString) ui = NULL;
  GtkWidget *window;

  ui = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'>"
                     "<property name='modal'>True</property>"
                     "<child><object class='GtkShortcutsSection'>"
                     "<property name='section-name'>shortcuts</property>"
                     "<property name='max-height'>14</property>");

  for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
    {
      g_autofree char *title = g_markup_escape_text (_(groups[g].title), -1);

      g_string_append_printf (ui,
                              "<child><object class='GtkShortcutsGroup'>"
                              "<property name='title'>%s</property>",
                              title);

      for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
        {
          if (actions[i].group == groups[g].group && is_told (&actions[i]))
            add_shortcut (ui, &actions[i]);
        }

      g_string_append (ui, "</object></child>");
    }

  g_string_append (ui, "</object></child></object></interface>");

  builder = gtk_builder_new_from_string (ui->str, (gssize) ui->len);
  window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));

  /* A toplevel is owned by GTK: it outlives the builder. */
  return window;
}

gboolean
sheaf_actions_is_typing (GtkWidget *widget)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  root = gtk_widget_get_root (widget);
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (GTK_IS_TEXT (focus) ||
                           (GTK_IS_TEXT_VIEW (focus) &&
                            gtk_text_view_get_editable (GTK_TEXT_VIEW (focus))));
}
