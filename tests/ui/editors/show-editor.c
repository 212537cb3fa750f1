/* show-editor.c: opens one editor on a small desk of its own, for whoever works on it
 *
 * Usage: show-editor set|editorial|bundle [N-MEMBERS] [WIDTH HEIGHT]
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "client/sheaf-desk.h"
#include "ui/editors/sample-desk.h"
#include "ui/sheaf-bundle-editor.h"
#include "ui/sheaf-editorial-editor.h"
#include "ui/sheaf-set-editor.h"

typedef struct
{
  const char *kind;
  int width;
  int height;
  guint n_members;
  GMainLoop *loop;
  AdwToastOverlay *overlay;
  SheafDesk *desk;
} Show;

static void
toast_undo (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  Show *show = data;
  const char *message;
  const char *group;
  AdwToast *toast;

  g_variant_get (parameter, "(&s&s)", &message, &group);
  toast = adw_toast_new (message);
  if (*group != '\0')
    adw_toast_set_button_label (toast, "Undo");
  adw_toast_overlay_add_toast (show->overlay, toast);
}

static void
print_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  g_autofree char *target = parameter != NULL ? g_variant_print (parameter, FALSE) : NULL;

  g_print ("%s %s\n", g_action_get_name (G_ACTION (action)), target != NULL ? target : "");
}

static gboolean
on_close (GtkWindow *window,
          Show      *show)
{
  g_main_loop_quit (show->loop);
  return FALSE;
}

static void
open_window (Show *show)
{
  static const GActionEntry entries[] = {
    { "toast-undo", toast_undo, "(ss)" },
    { "show", print_action, "(ss)" },
    { "new-editorial", print_action, "s" },
    { "new-bundle", print_action, "s" },
    { "back", print_action },
  };
  GtkWidget *window = adw_window_new ();
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  GtkWidget *editor;

  gtk_css_provider_load_from_resource (css, "/io/github/sheafdesk/Sheaf/editors.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window),
                                              GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), show);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));

  if (g_str_equal (show->kind, "set"))
    editor = sheaf_set_editor_new (show->desk, SAMPLE_SET);
  else if (g_str_equal (show->kind, "editorial"))
    editor = sheaf_editorial_editor_new (show->desk, SAMPLE_EDITORIAL);
  else
    editor = sheaf_bundle_editor_new (show->desk, SAMPLE_BUNDLE);

  show->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (show->overlay, editor);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (show->overlay));
  gtk_window_set_default_size (GTK_WINDOW (window), show->width, show->height);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close), show);
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (editor);
}

int
main (int   argc,
      char *argv[])
{
  Show show = { .kind = argc > 1 ? argv[1] : "set", .n_members = 5, .width = 700, .height = 800 };

  if (argc > 2)
    show.n_members = atoi (argv[2]);
  if (argc > 4)
    {
      show.width = atoi (argv[3]);
      show.height = atoi (argv[4]);
    }
  if (g_getenv ("SHOW_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);

  gtk_init ();
  if (g_getenv ("SHOW_RTL") != NULL)
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  adw_init ();
  gtk_source_init ();

  show.loop = g_main_loop_new (NULL, FALSE);
  show.desk = sample_desk_open (show.n_members);
  open_window (&show);
  g_main_loop_run (show.loop);

  sample_desk_close (show.desk);
  g_main_loop_unref (show.loop);
  return 0;
}
