/* sheaf-changed-mark.c: says that a publisher changed an article, and shows how
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-changed-mark.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "markup/sheaf-plain-text.h"
#include "model/sheaf-time.h"
#include "ui/sheaf-clash-dialog.h"
#include "ui/sheaf-relative-time.h"

/* Of a text; what is longer is read elsewhere. */
#define MAX_CHARACTERS 20000
#define MAX_SHOWN 5

struct _SheafChangedMark
{
  GtkWidget parent_instance;

  GtkWidget *button;
  GtkWidget *list; /* in the popover */

  SheafDesk *desk;
  SheafEntity *article;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SheafChangedMark, sheaf_changed_mark, GTK_TYPE_WIDGET)

/* --- what the popover shows ---------------------------------------------------------------- */

typedef struct
{
  JsonNode *answer;
  char *title;   /* as they are now */
  char *summary;
  char *body;
} Work;

/* One change, from a version to the next. */
typedef struct
{
  gint64 until;
  char *title; /* markup; NULL if it did not change */
  char *text;
} Change;

static void
work_free (Work *work)
{
  json_node_unref (work->answer);
  g_free (work->title);
  g_free (work->summary);
  g_free (work->body);
  g_free (work);
}

static void
change_free (Change *change)
{
  g_free (change->title);
  g_free (change->text);
  g_free (change);
}

static char *
get_plain (const char *html)
{
  g_autofree char *text = sheaf_plain_text_from_html (html, -1);
  glong length = g_utf8_strlen (text, -1);

  return g_utf8_substring (text, 0, MIN (length, MAX_CHARACTERS));
}

static char *
compare (const char *before,
         const char *after)
{
  if (*before == '\0' || g_str_equal (before, after))
    return NULL;

  return sheaf_clash_dialog_mark (before, after);
}

/* From each version, newest first, to what followed it. */
static void
compare_in_worker (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  Work *work = data;
  JsonObject *root = json_node_get_object (work->answer);
  JsonArray *items = json_object_get_array_member (root, "items");
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  g_autofree char *title = g_strdup (work->title);
  g_autofree char *text = get_plain (work->body != NULL && *work->body != '\0' ? work->body
                                                                               : work->summary);

  for (guint i = 0; i < MIN (json_array_get_length (items), MAX_SHOWN); i++)
    {
      JsonObject *version = json_array_get_object_element (items, i);
      const char *body = json_object_get_string_member_with_default (version, "body", "");
      const char *summary = json_object_get_string_member_with_default (version, "summary", "");
      const char *former = json_object_get_string_member_with_default (version, "title", "");
      g_autofree char *former_text = get_plain (*body != '\0' ? body : summary);
      Change *change = g_new0 (Change, 1);

      change->until = sheaf_time_from_string (
        json_object_get_string_member_with_default (version, "until", NULL));
      change->title = compare (former, title);
      change->text = compare (former_text, text);
      g_ptr_array_add (changes, change);
      g_free (title);
      title = g_strdup (former);
      g_free (text);
      text = g_steal_pointer (&former_text);
    }

  g_task_return_pointer (task, changes, (GDestroyNotify) g_ptr_array_unref);
}

static GtkWidget *
create_label (const char *text,
              gboolean    markup,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  if (markup)
    gtk_label_set_markup (GTK_LABEL (label), text);
  else
    gtk_label_set_text (GTK_LABEL (label), text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), markup);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
clear_list (SheafChangedMark *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

static void
show_change (SheafChangedMark *self,
             Change           *change)
{
  g_autofree char *when = sheaf_full_time (change->until);

  if (change->title == NULL && change->text == NULL)
    return;

  gtk_box_append (GTK_BOX (self->list), create_label (when, FALSE, "caption-heading"));
  if (change->title != NULL)
    gtk_box_append (GTK_BOX (self->list), create_label (change->title, TRUE, "heading"));
  if (change->text != NULL)
    gtk_box_append (GTK_BOX (self->list), create_label (change->text, TRUE, NULL));
}

static void
compared_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SheafChangedMark *self = SHEAF_CHANGED_MARK (object);
  g_autoptr (GPtrArray) changes = g_task_propagate_pointer (G_TASK (result), NULL);

  if (changes == NULL)
    return;

  clear_list (self);
  for (guint i = 0; i < changes->len; i++)
    show_change (self, g_ptr_array_index (changes, i));
}

static void
got_body_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Work *work = g_task_get_task_data (task);

  work->body = sheaf_desk_get_body_finish (SHEAF_DESK (object), result, NULL);
  if (!g_task_return_error_if_cancelled (task))
    g_task_run_in_thread (task, compare_in_worker);
}

static void
got_versions_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SheafChangedMark) self = SHEAF_CHANGED_MARK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) answer = sheaf_desk_request_finish (SHEAF_DESK (object), result, &error);
  g_autoptr (GTask) task = NULL;
  Work *work;

  if (answer == NULL || !JSON_NODE_HOLDS_OBJECT (answer)
      || !json_object_has_member (json_node_get_object (answer), "items"))
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        gtk_box_append (GTK_BOX (self->list), create_label (error->message, FALSE, "dim-label"));
      return;
    }

  work = g_new0 (Work, 1);
  work->answer = g_steal_pointer (&answer);
  work->title = g_strdup (sheaf_entity_get_title (self->article));
  work->summary = g_strdup (sheaf_entity_get_string (self->article, "summary"));
  task = g_task_new (self, self->cancellable, compared_cb, NULL);
  g_task_set_source_tag (task, got_versions_cb);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  sheaf_desk_get_body_async (self->desk, sheaf_entity_get_id (self->article), self->cancellable,
                             got_body_cb, g_steal_pointer (&task));
}

/* The headline before is known without the backend; the rest is asked for when it is looked at. */
static void
open_cb (SheafChangedMark *self)
{
  const char *former = sheaf_entity_get_string (self->article, "former_title");
  g_autofree char *path = NULL;

  clear_list (self);
  if (former != NULL)
    {
      g_autofree char *markup =
        sheaf_clash_dialog_mark (former, sheaf_entity_get_title (self->article));

      gtk_box_append (GTK_BOX (self->list), create_label (markup, TRUE, "heading"));
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  path = g_strdup_printf ("/v1/articles/%s/versions", sheaf_entity_get_id (self->article));
  sheaf_desk_request_async (self->desk, "GET", path, NULL, self->cancellable, got_versions_cb,
                            g_object_ref (self));
}

/* --- the mark ------------------------------------------------------------------------------ */

void
sheaf_changed_mark_set_article (SheafChangedMark *self,
                                SheafDesk        *desk,
                                SheafEntity      *article)
{
  const char *former;

  g_return_if_fail (SHEAF_IS_CHANGED_MARK (self));

  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->article, sheaf_entity_unref);
  self->article = sheaf_entity_ref (article);

  former = sheaf_entity_get_string (article, "former_title");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button),
                             former != NULL ? _("Headline changed") : _("Text changed"));
  gtk_widget_set_visible (GTK_WIDGET (self),
                          former != NULL || sheaf_entity_get_int (article, "versions") > 1);
}

static void
sheaf_changed_mark_dispose (GObject *object)
{
  SheafChangedMark *self = SHEAF_CHANGED_MARK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->article, sheaf_entity_unref);

  G_OBJECT_CLASS (sheaf_changed_mark_parent_class)->dispose (object);
}

static void
sheaf_changed_mark_class_init (SheafChangedMarkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sheaf_changed_mark_dispose;

  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
sheaf_changed_mark_init (SheafChangedMark *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 400);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  g_signal_connect_swapped (popover, "show", G_CALLBACK (open_cb), self);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "caption");
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sheaf_changed_mark_new (void)
{
  return g_object_new (SHEAF_TYPE_CHANGED_MARK, NULL);
}
