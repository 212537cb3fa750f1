/* sheaf-acts.c: what the window does to articles, sets and the rest, and what it says about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-acts.h"

#include <glib/gi18n.h>
#include <pango/pango.h>

#include "bundle/sheaf-checks.h"
#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-position.h"

struct _SheafActs
{
  GObject parent_instance;

  SheafDesk *desk;
};

G_DEFINE_FINAL_TYPE (SheafActs, sheaf_acts, G_TYPE_OBJECT)

enum
{
  DONE,
  TOLD,
  CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What is said, and shown, when an act has been written. */
typedef struct
{
  SheafActs *acts;
  char *message;       /* with an Undo; NULL for none */
  const char *kind;    /* what was made, or NULL */
  char *id;
  SheafTargets *targets; /* to go into the set that was made, or NULL */
} Act;

static Act *
act_new (SheafActs *self,
         char      *message)
{
  Act *act = g_new0 (Act, 1);

  act->acts = g_object_ref (self);
  act->message = message;

  return act;
}

static void
act_free (Act *act)
{
  g_object_unref (act->acts);
  g_free (act->message);
  g_free (act->id);
  g_clear_pointer (&act->targets, sheaf_targets_unref);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static void
tell_error (SheafActs *self,
            GError    *error)
{
  g_autofree char *message = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Translators: %s says why. */
  message = g_strdup_printf (_("That could not be done: %s"), error->message);
  g_signal_emit (self, signals[TOLD], 0, message);
}

static void
act_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (Act) act = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);
  if (group == NULL)
    {
      tell_error (act->acts, error);
      return;
    }

  if (act->kind != NULL)
    g_signal_emit (act->acts, signals[CREATED], 0, act->kind, act->id, act->targets != NULL);

  if (act->targets != NULL)
    sheaf_acts_add_to_set (act->acts, act->targets, act->id);
  else if (act->message != NULL && *group != '\0')
    g_signal_emit (act->acts, signals[DONE], 0, act->message, group);
}

void
sheaf_acts_triage (SheafActs    *self,
                   SheafTargets *targets,
                   const char   *state,
                   const char   *reason)
{
  guint n;
  char *message;

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (targets != NULL);

  n = sheaf_targets_get_n (targets);

  if (g_str_equal (state, "kept"))
    message = g_strdup_printf (ngettext ("Article kept", "%u articles kept", n), n);
  else if (g_str_equal (state, "dismissed"))
    message = g_strdup_printf (ngettext ("Article dismissed", "%u articles dismissed", n), n);
  else
    message = g_strdup_printf (ngettext ("Article back in the inbox",
                                         "%u articles back in the inbox", n), n);

  sheaf_desk_triage_async (self->desk, targets, state, reason, NULL, act_cb,
                           act_new (self, message));
}

void
sheaf_acts_tag (SheafActs    *self,
                SheafTargets *targets,
                const char   *name,
                gboolean      add)
{
  guint n;
  char *message;

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (targets != NULL);
  g_return_if_fail (name != NULL);

  n = sheaf_targets_get_n (targets);

  /* One article's tags are seen to change: only what is not seen is told. */
  if (n == 1)
    message = add ? NULL : g_strdup_printf (_("#%s removed"), name);
  else if (add)
    message = g_strdup_printf (ngettext ("#%s added to %u article", "#%s added to %u articles", n),
                               name, n);
  else
    message = g_strdup_printf (ngettext ("#%s removed from %u article",
                                         "#%s removed from %u articles", n),
                               name, n);

  sheaf_desk_tag_async (self->desk, targets, name, add, NULL, act_cb, act_new (self, message));
}

static const char *
get_set_title (SheafActs  *self,
               const char *set)
{
  SheafItem *item = sheaf_desk_get_item (self->desk, SHEAF_KIND_SET, set);
  const char *title = item != NULL ? sheaf_item_get_title (item) : "";

  return *title != '\0' ? title : _("Untitled set");
}

void
sheaf_acts_add_to_set (SheafActs    *self,
                       SheafTargets *targets,
                       const char   *set)
{
  guint n;
  char *message;

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (targets != NULL);
  g_return_if_fail (set != NULL);

  n = sheaf_targets_get_n (targets);
  if (n == 1)
    message = g_strdup_printf (_("Added to “%s”"), get_set_title (self, set));
  else
    message = g_strdup_printf (ngettext ("%u article added to “%s”", "%u articles added to “%s”",
                                         n),
                               n, get_set_title (self, set));

  sheaf_desk_add_to_set_async (self->desk, set, targets, NULL, NULL, NULL, act_cb,
                               act_new (self, message));
}

/* Makes an entity of @value (taken) and goes to it. */
static void
create (SheafActs    *self,
        SheafKind     kind,
        const char   *id,
        JsonObject   *value,
        SheafTargets *targets)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  SheafEdit *edit = sheaf_edit_new (kind, id, NULL);
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  Act *act = act_new (self, NULL);

  json_node_take_object (node, value);
  sheaf_edit_create (edit, node);
  g_ptr_array_add (edits, edit);

  act->kind = sheaf_kind_to_string (kind);
  act->id = g_strdup (id);
  act->targets = targets != NULL ? sheaf_targets_ref (targets) : NULL;

  sheaf_desk_edit_async (self->desk, edits, NULL, act_cb, act);
}

char *
sheaf_acts_create_set (SheafActs    *self,
                       const char   *title,
                       SheafTargets *targets)
{
  g_autofree char *id = sheaf_id_new ();
  JsonObject *value = json_object_new ();

  g_return_val_if_fail (SHEAF_IS_ACTS (self), NULL);

  json_object_set_string_member (value, "title", title);
  create (self, SHEAF_KIND_SET, id, value, targets);

  return g_steal_pointer (&id);
}

/* What is begun here is written in the language of who begins it, until another is chosen. */
static void
set_language (JsonObject *value)
{
  const char *locale = pango_language_to_string (pango_language_get_default ());
  gsize length = strcspn (locale, "-_.@");
  g_autofree char *language = g_strndup (locale, length);

  json_object_set_string_member (value, "language",
                                 length < 2 || g_str_equal (language, "posix") ? "en" : language);
}

void
sheaf_acts_create_editorial (SheafActs  *self,
                             const char *set)
{
  g_autofree char *id = sheaf_id_new ();
  JsonObject *value = json_object_new ();

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (set != NULL);

  json_object_set_string_member (value, "headline", "");
  json_object_set_string_member (value, "status", "draft");
  set_language (value);
  if (*set != '\0')
    json_object_set_string_member (value, "set", set);

  create (self, SHEAF_KIND_EDITORIAL, id, value, NULL);
}

static void
add_section (JsonArray  *sections,
             char      **pos,
             const char *key,
             const char *type)
{
  JsonObject *section = json_object_new ();
  char *next = sheaf_position_between (*pos, NULL);

  json_object_set_string_member (section, "key", key);
  json_object_set_string_member (section, "pos", next);
  json_object_set_string_member (section, "type", type);
  json_array_add_object_element (sections, section);

  g_free (*pos);
  *pos = next;
}

/* The parts of a bundle on @set: what was written about it, then the set. */
static JsonArray *
create_sections (SheafActs  *self,
                 const char *set)
{
  GListModel *editorials = sheaf_desk_get_items (self->desk, SHEAF_KIND_EDITORIAL);
  JsonArray *sections = json_array_new ();
  g_autofree char *pos = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (editorials); i++)
    {
      g_autoptr (SheafItem) item = g_list_model_get_item (editorials, i);
      SheafEntity *editorial = sheaf_item_get_entity (item);

      if (g_strcmp0 (sheaf_entity_get_string (editorial, "set"), set) == 0)
        add_section (sections, &pos, sheaf_item_get_id (item), "editorial");
    }

  add_section (sections, &pos, set, "set");

  return sections;
}

void
sheaf_acts_create_bundle (SheafActs  *self,
                          const char *set)
{
  g_autofree char *id = sheaf_id_new ();
  JsonObject *value = json_object_new ();
  SheafItem *item;

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (set != NULL);

  json_object_set_string_member (value, "status", "draft");
  set_language (value);

  item = *set != '\0' ? sheaf_desk_get_item (self->desk, SHEAF_KIND_SET, set) : NULL;
  if (item != NULL)
    {
      JsonNode *tags = sheaf_entity_get (sheaf_item_get_entity (item), "tags");
      g_autofree char *slug = sheaf_slug_from_title (sheaf_item_get_title (item));

      json_object_set_string_member (value, "title", sheaf_item_get_title (item));
      json_object_set_string_member (value, "slug", slug);
      json_object_set_array_member (value, "sections", create_sections (self, set));
      if (tags != NULL)
        json_object_set_member (value, "tags", sheaf_json_copy (tags));
    }

  create (self, SHEAF_KIND_BUNDLE, id, value, NULL);
}

static char *
get_deleted_message (SheafKind   kind,
                     const char *title)
{
  switch (kind)
    {
    case SHEAF_KIND_SET:
      return g_strdup_printf (_("Set “%s” deleted"), title);
    case SHEAF_KIND_EDITORIAL:
      return g_strdup_printf (_("Editorial “%s” deleted"), title);
    case SHEAF_KIND_BUNDLE:
      return g_strdup_printf (_("Bundle “%s” deleted"), title);
    case SHEAF_KIND_SOURCE:
      return g_strdup_printf (_("Source “%s” removed; its articles stay"), title);
    case SHEAF_KIND_TAG:
      return g_strdup_printf (_("Tag #%s deleted"), title);
    default:
      return g_strdup_printf (_("“%s” deleted"), title);
    }
}

void
sheaf_acts_delete (SheafActs  *self,
                   SheafKind   kind,
                   const char *id)
{
  g_autoptr (GPtrArray) edits =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  SheafEdit *edit;
  SheafItem *item;

  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (id != NULL);

  item = sheaf_desk_get_item (self->desk, kind, id);
  if (item == NULL)
    return;

  edit = sheaf_edit_new (kind, id, NULL);
  sheaf_edit_delete (edit, sheaf_item_get_entity (item));
  g_ptr_array_add (edits, edit);

  sheaf_desk_edit_async (self->desk, edits, NULL, act_cb,
                         act_new (self, get_deleted_message (kind, sheaf_item_get_title (item))));
}

void
sheaf_acts_edit (SheafActs  *self,
                 GPtrArray  *edits,
                 const char *message)
{
  g_return_if_fail (SHEAF_IS_ACTS (self));
  g_return_if_fail (edits != NULL);

  sheaf_desk_edit_async (self->desk, edits, NULL, act_cb, act_new (self, g_strdup (message)));
}

static void
undo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SheafActs) self = SHEAF_ACTS (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);
  if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_NOTHING))
    g_signal_emit (self, signals[TOLD], 0, _("Nothing to undo"));
  else if (group == NULL)
    tell_error (self, error);
  else
    g_signal_emit (self, signals[TOLD], 0, _("Undone"));
}

static void
redo_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SheafActs) self = SHEAF_ACTS (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;

  group = sheaf_desk_act_finish (SHEAF_DESK (object), result, &error);
  if (g_error_matches (error, SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_NOTHING))
    g_signal_emit (self, signals[TOLD], 0, _("Nothing to redo"));
  else if (group == NULL)
    tell_error (self, error);
  else
    g_signal_emit (self, signals[TOLD], 0, _("Done again"));
}

void
sheaf_acts_undo (SheafActs  *self,
                 const char *group)
{
  g_return_if_fail (SHEAF_IS_ACTS (self));

  sheaf_desk_undo_async (self->desk, group, NULL, undo_cb, g_object_ref (self));
}

void
sheaf_acts_redo (SheafActs *self)
{
  g_return_if_fail (SHEAF_IS_ACTS (self));

  sheaf_desk_redo_async (self->desk, NULL, redo_cb, g_object_ref (self));
}

static void
sheaf_acts_finalize (GObject *object)
{
  SheafActs *self = SHEAF_ACTS (object);

  g_clear_object (&self->desk);

  G_OBJECT_CLASS (sheaf_acts_parent_class)->finalize (object);
}

static void
sheaf_acts_class_init (SheafActsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_acts_finalize;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CREATED] = g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING,
                                   G_TYPE_BOOLEAN);
}

static void
sheaf_acts_init (SheafActs *self)
{
}

SheafActs *
sheaf_acts_new (SheafDesk *desk)
{
  SheafActs *self = g_object_new (SHEAF_TYPE_ACTS, NULL);

  g_return_val_if_fail (SHEAF_IS_DESK (desk), NULL);

  self->desk = g_object_ref (desk);

  return self;
}
