/* sheaf-reader.c: the pane in which an article is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-reader.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-actions.h"
#include "ui/sheaf-article-words.h"
#include "ui/sheaf-block-view.h"
#include "ui/sheaf-changed-mark.h"
#include "ui/sheaf-picture.h"
#include "ui/sheaf-relative-time.h"
#include "ui/sheaf-tag-strip.h"

/* A line is never longer, in characters. */
#define MEASURE 70

/* What .article keeps free at both sides, as the style sheet has it. */
#define PADDING 48

struct _SheafReader
{
  GtkWidget parent_instance;

  GtkWidget *header;
  GtkWidget *keep_button;
  GtkWidget *dismiss_button;
  GtkWidget *tag_button;
  GtkWidget *set_button;
  GtkWidget *more_button;
  GtkWidget *stack;
  GtkWidget *scroller;
  GtkWidget *clamp;
  GtkWidget *page;
  GtkWidget *meta;
  GtkWidget *title;
  GtkWidget *changed;
  GtkWidget *authors;
  GtkWidget *tags_bin;
  GtkWidget *sets;
  GtkWidget *picture_bin;
  GtkWidget *notice;
  GtkWidget *blocks;
  GtkWidget *tags;

  SheafDesk *desk;
  SheafImageFetcher *fetcher;
  char *id;
  SheafEntity *article; /* once it has been read from the replica */
  GCancellable *cancellable;
  double text_scale;
  GtkCssProvider *provider;
};

G_DEFINE_FINAL_TYPE (SheafReader, sheaf_reader, GTK_TYPE_WIDGET)

enum
{
  TAGGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  PROP_TEXT_SCALE = 1,
} SheafReaderProperty;

static GParamSpec *properties[PROP_TEXT_SCALE + 1];

/* --- what is shown of an article ----------------------------------------------------------- */

static void
set_text (GtkWidget  *label,
          const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
show_meta (SheafReader *self)
{
  g_autofree char *meta = sheaf_article_get_meta (self->article, sheaf_time_now ());
  g_autofree char *full =
    sheaf_full_time (sheaf_entity_get_time (self->article, "published"));

  set_text (self->meta, meta);
  gtk_widget_set_tooltip_text (self->meta, full);
}

static gboolean
is_rtl (SheafReader *self)
{
  return g_strcmp0 (sheaf_entity_get_string (self->article, "direction"), "rtl") == 0;
}

static void
show_sets (SheafReader *self)
{
  g_auto (GStrv) sets = sheaf_desk_get_sets_of (self->desk, self->id);
  g_autoptr (GString) links = g_string_new (NULL);
  g_autofree char *markup = NULL;

  for (guint i = 0; sets != NULL && sets[i] != NULL; i++)
    {
      SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_SET, sets[i]);
      const char *title = item != NULL ? sheaf_item_get_title (item) : "";
      g_autofree char *escaped =
        g_markup_escape_text (*title != '\0' ? title : _("Untitled set"), -1);

      g_string_append_printf (links, "%s<a href=\"%s\">%s</a>", links->len > 0 ? ", " : "",
                              sets[i], escaped);
    }

  gtk_widget_set_visible (self->sets, links->len > 0);
  /* Translators: %s are the names of sets, as links. */
  markup = g_strdup_printf (_("In %s"), links->str);
  gtk_label_set_markup (GTK_LABEL (self->sets), markup);
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_state (SheafReader *self)
{
  const char *state = sheaf_entity_get_string (self->article, "state");

  set_class (self->keep_button, "accent", g_strcmp0 (state, "kept") == 0);
  set_class (self->dismiss_button, "accent", g_strcmp0 (state, "dismissed") == 0);
}

static void
show_head (SheafReader *self)
{
  g_autofree char *authors = sheaf_article_get_byline (self->article);
  GtkTextDirection direction = is_rtl (self) ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR;

  show_meta (self);
  set_text (self->title, sheaf_entity_get_title (self->article));
  sheaf_changed_mark_set_article (SHEAF_CHANGED_MARK (self->changed), self->desk, self->article);
  set_text (self->authors, authors);
  gtk_widget_set_direction (self->title, direction);
  gtk_widget_set_direction (self->authors, direction);
  gtk_widget_set_direction (self->meta, direction);

  sheaf_tag_strip_set_entity (SHEAF_TAG_STRIP (self->tags), self->article);
  show_sets (self);
  show_state (self);
}

/* The address of the source that it came from first. (transfer none) (nullable) */
static const char *
get_source_address (SheafReader *self)
{
  JsonArray *origins = sheaf_entity_get_array (self->article, "origins");
  const char *id = NULL;
  SheafItem *source;

  if (origins != NULL && json_array_get_length (origins) > 0)
    id = json_object_get_string_member_with_default (json_array_get_object_element (origins, 0),
                                                     "source", NULL);
  source = id != NULL ? sheaf_desk_get_item (self->desk, SHEAF_KIND_SOURCE, id) : NULL;

  return source != NULL ? sheaf_entity_get_string (sheaf_item_get_entity (source), "address")
                        : NULL;
}

static void
show_picture (SheafReader *self)
{
  const char *address = sheaf_entity_get_string (self->article, "image/url");

  adw_bin_set_child (ADW_BIN (self->picture_bin),
                     address != NULL
                       ? sheaf_picture_new (self->fetcher, address,
                                            get_source_address (self),
                                            sheaf_entity_get_string (self->article, "image/alt"),
                                            sheaf_entity_get_string (self->article,
                                                                     "image/credit"))
                       : NULL);
}

/* --- getting it ---------------------------------------------------------------------------- */

static void
parse_blocks (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  g_task_return_pointer (task, sheaf_blocks_from_html (task_data),
                         (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
holds_picture (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      SheafBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == SHEAF_BLOCK_IMAGE)
        return TRUE;
    }

  return FALSE;
}

static void
parsed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SheafReader *self = SHEAF_READER (object);
  g_autoptr (GPtrArray) blocks = g_task_propagate_pointer (G_TASK (result), NULL);

  if (blocks == NULL || self->article == NULL)
    return;

  /* A text with pictures of its own shows the article's among them. */
  if (holds_picture (blocks))
    adw_bin_set_child (ADW_BIN (self->picture_bin), NULL);

  sheaf_block_view_set_blocks (SHEAF_BLOCK_VIEW (self->blocks), blocks, is_rtl (self),
                               get_source_address (self));
}

static void
show_html (SheafReader *self,
           const char  *html)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, parsed_cb, NULL);

  g_task_set_source_tag (task, show_html);
  g_task_set_task_data (task, g_strdup (html), g_free);
  g_task_run_in_thread (task, parse_blocks);
}

static void
show_summary (SheafReader *self,
              const char  *why)
{
  const char *summary = sheaf_entity_get_string (self->article, "summary");
  g_autofree char *escaped = g_markup_escape_text (summary != NULL ? summary : "", -1);
  g_autofree char *html = g_strdup_printf ("<p>%s</p>", escaped);

  set_text (self->notice, why);
  show_html (self, html);
}

static void
body_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SheafReader) self = SHEAF_READER (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *body = sheaf_desk_get_body_finish (SHEAF_DESK (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->article == NULL)
    return;

  if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_OFFLINE))
    show_summary (self, _("The whole text is read when the backend can be reached again."));
  else if (body == NULL)
    show_summary (self, error->message);
  else if (*body == '\0')
    show_summary (self, NULL);
  else
    show_html (self, body);
}

static void
article_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SheafReader) self = SHEAF_READER (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SheafEntity) article = NULL;
  gboolean first;

  article = sheaf_desk_get_article_finish (SHEAF_DESK (object), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (article == NULL)
    {
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "nothing");
      return;
    }

  first = self->article == NULL;
  g_clear_pointer (&self->article, sheaf_entity_unref);
  self->article = g_steal_pointer (&article);
  show_head (self);

  if (!first)
    return;

  show_picture (self);
  sheaf_desk_set_seen (self->desk, self->id, TRUE);
  sheaf_desk_get_body_async (self->desk, self->id, self->cancellable, body_cb,
                             g_object_ref (self));
}

static void
read_article (SheafReader *self)
{
  sheaf_desk_get_article_async (self->desk, self->id, self->cancellable, article_cb,
                                g_object_ref (self));
}

static void
articles_changed_cb (SheafReader       *self,
                     const char *const *ids)
{
  if (self->id != NULL && (ids == NULL || g_strv_contains (ids, self->id)))
    read_article (self);
}

/* --- what is done with it ------------------------------------------------------------------ */

static void
tag_added_cb (SheafReader *self,
              const char  *name)
{
  g_signal_emit (self, signals[TAGGED], 0, name, TRUE);
}

static void
tag_removed_cb (SheafReader *self,
                const char  *name)
{
  g_signal_emit (self, signals[TAGGED], 0, name, FALSE);
}

static void
left_tags_cb (SheafReader *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-pane", "i", 2);
}

static gboolean
set_link_cb (SheafReader *self,
             const char  *set)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show", "(ss)", "set", set);

  return TRUE;
}

static void
copy_address_activated (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  const char *address = sheaf_reader_get_address (SHEAF_READER (widget));

  if (address != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), address);
}

/* --- the class ----------------------------------------------------------------------------- */

static void
update_measure (SheafReader *self)
{
  PangoFontMetrics *metrics =
    pango_context_get_metrics (gtk_widget_get_pango_context (self->blocks), NULL, NULL);
  int width = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics) * MEASURE);

  pango_font_metrics_unref (metrics);
  width += PADDING;
  adw_clamp_set_maximum_size (ADW_CLAMP (self->clamp), width);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->clamp), width);
}

static void
sheaf_reader_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sheaf_reader_parent_class)->css_changed (widget, change);

  if (SHEAF_READER (widget)->blocks != NULL)
    update_measure (SHEAF_READER (widget));
}

static void
sheaf_reader_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SheafReader *self = SHEAF_READER (object);

  switch ((SheafReaderProperty) property_id)
    {
    case PROP_TEXT_SCALE:
      g_value_set_double (value, self->text_scale);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_text_scale (SheafReader *self,
                double       scale)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *css = NULL;

  self->text_scale = scale;
  css = g_strdup_printf (".article { font-size: %sem; }",
                         g_ascii_formatd (number, sizeof number, "%.2f", scale));
  gtk_css_provider_load_from_data (self->provider, css, -1);
}

static void
sheaf_reader_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  switch ((SheafReaderProperty) property_id)
    {
    case PROP_TEXT_SCALE:
      set_text_scale (SHEAF_READER (object), g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_reader_dispose (GObject *object)
{
  SheafReader *self = SHEAF_READER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->article, sheaf_entity_unref);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);
  self->blocks = NULL;

  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_object (&self->fetcher);
  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_reader_parent_class)->dispose (object);
}

static void
sheaf_reader_finalize (GObject *object)
{
  g_free (SHEAF_READER (object)->id);

  G_OBJECT_CLASS (sheaf_reader_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SheafReader, name)
  BIND (header);
  BIND (keep_button);
  BIND (dismiss_button);
  BIND (tag_button);
  BIND (set_button);
  BIND (more_button);
  BIND (stack);
  BIND (scroller);
  BIND (clamp);
  BIND (page);
  BIND (meta);
  BIND (title);
  BIND (authors);
  BIND (tags_bin);
  BIND (sets);
  BIND (picture_bin);
  BIND (notice);
  BIND (blocks);
#undef BIND
}

static void
sheaf_reader_class_init (SheafReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sheaf_reader_get_property;
  object_class->set_property = sheaf_reader_set_property;
  object_class->dispose = sheaf_reader_dispose;
  object_class->finalize = sheaf_reader_finalize;
  widget_class->css_changed = sheaf_reader_css_changed;

  properties[PROP_TEXT_SCALE] =
    g_param_spec_double ("text-scale", NULL, NULL, 0.5, 3.0, 1.0,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[TAGGED] = g_signal_new ("tagged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  g_type_ensure (SHEAF_TYPE_BLOCK_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sheafdesk/Sheaf/sheaf-reader.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, set_link_cb);
  gtk_widget_class_install_action (widget_class, "reader.copy-address", NULL,
                                   copy_address_activated);
  sheaf_actions_add_bindings (widget_class, SHEAF_ACTION_SCOPE_LIST);
  gtk_widget_class_set_css_name (widget_class, "reader");
}

static void
sheaf_reader_init (SheafReader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->changed = sheaf_changed_mark_new ();
  gtk_widget_insert_after (self->changed, gtk_widget_get_parent (self->title), self->title);

  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  set_text_scale (self, 1.0);

  sheaf_actions_describe (self->keep_button, "win.keep");
  sheaf_actions_describe (self->dismiss_button, "win.dismiss");
  sheaf_actions_describe (self->tag_button, "win.tag");
  sheaf_actions_describe (self->set_button, "win.choose-set");
  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (self->dismiss_button),
                                         _("Dismiss with a reason"));

  /* The two halves are buttons of their own for those who do not see them. */
  sheaf_actions_describe (gtk_widget_get_first_child (self->dismiss_button), "win.dismiss");
  gtk_accessible_update_property (
    GTK_ACCESSIBLE (gtk_widget_get_last_child (self->dismiss_button)),
    GTK_ACCESSIBLE_PROPERTY_LABEL, _("Dismiss with a reason"), -1);
}

GtkWidget *
sheaf_reader_new (SheafDesk *desk)
{
  SheafReader *self = g_object_new (SHEAF_TYPE_READER, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);
  self->fetcher = sheaf_image_fetcher_new ();
  sheaf_block_view_set_fetcher (SHEAF_BLOCK_VIEW (self->blocks), self->fetcher);
  self->tags = sheaf_tag_strip_new (desk);
  g_signal_connect_swapped (self->tags, "added", G_CALLBACK (tag_added_cb), self);
  g_signal_connect_swapped (self->tags, "removed", G_CALLBACK (tag_removed_cb), self);
  g_signal_connect_swapped (self->tags, "left", G_CALLBACK (left_tags_cb), self);
  adw_bin_set_child (ADW_BIN (self->tags_bin), self->tags);

  g_signal_connect_object (desk, "articles-changed", G_CALLBACK (articles_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sheaf_reader_show (self, NULL);

  return GTK_WIDGET (self);
}

void
sheaf_reader_show (SheafReader *self,
                   const char  *article)
{
  g_return_if_fail (SHEAF_IS_READER (self));

  if (article != NULL && g_strcmp0 (self->id, article) == 0)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->article, sheaf_entity_unref);
  g_free (self->id);
  self->id = g_strdup (article);

  gtk_widget_set_visible (self->more_button, article != NULL);
  gtk_widget_set_visible (self->notice, FALSE);
  sheaf_block_view_set_blocks (SHEAF_BLOCK_VIEW (self->blocks), NULL, FALSE, NULL);
  adw_bin_set_child (ADW_BIN (self->picture_bin), NULL);
  gtk_adjustment_set_value (
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller)), 0);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    article != NULL ? "article" : "nothing");

  if (article != NULL)
    read_article (self);
}

const char *
sheaf_reader_get_article (SheafReader *self)
{
  g_return_val_if_fail (SHEAF_IS_READER (self), NULL);

  return self->id;
}

const char *
sheaf_reader_get_address (SheafReader *self)
{
  const char *address;

  g_return_val_if_fail (SHEAF_IS_READER (self), NULL);

  if (self->article == NULL)
    return NULL;

  address = sheaf_entity_get_string (self->article, "canonical_url");

  return address != NULL ? address : sheaf_entity_get_string (self->article, "url");
}

void
sheaf_reader_begin_tagging (SheafReader *self)
{
  g_return_if_fail (SHEAF_IS_READER (self));

  sheaf_tag_strip_begin (SHEAF_TAG_STRIP (self->tags));
}

GtkWidget *
sheaf_reader_get_set_button (SheafReader *self)
{
  g_return_val_if_fail (SHEAF_IS_READER (self), NULL);

  return self->set_button;
}
