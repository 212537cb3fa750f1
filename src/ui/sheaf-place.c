/* sheaf-place.c: somewhere to go: a row of the sidebar
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-place.h"

struct _SheafPlace
{
  GObject parent_instance;

  gboolean heading;
  char *kind;
  char *id;
  char *icon;
  char *action;
  char *action_label;
  guint depth;

  char *title;
  int count;
  char *warning;
  gboolean working;
  guint pin;
};

G_DEFINE_FINAL_TYPE (SheafPlace, sheaf_place, G_TYPE_OBJECT)

typedef enum
{
  PROP_TITLE = 1,
  PROP_COUNT,
  PROP_WARNING,
  PROP_WORKING,
  PROP_PIN,
} SheafPlaceProperty;

static GParamSpec *properties[PROP_PIN + 1];

static void
sheaf_place_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  SheafPlace *self = SHEAF_PLACE (object);

  switch ((SheafPlaceProperty) property_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_COUNT:
      g_value_set_int (value, self->count);
      break;
    case PROP_WARNING:
      g_value_set_string (value, self->warning);
      break;
    case PROP_WORKING:
      g_value_set_boolean (value, self->working);
      break;
    case PROP_PIN:
      g_value_set_uint (value, self->pin);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
set_string (SheafPlace  *self,
            char       **field,
            const char  *value,
            GParamSpec  *pspec)
{
  if (g_strcmp0 (*field, value) == 0)
    return;

  g_free (*field);
  *field = g_strdup (value);
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
set_int (SheafPlace *self,
         int        *field,
         int         value,
         GParamSpec *pspec)
{
  if (*field == value)
    return;

  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), pspec);
}

static void
sheaf_place_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SheafPlace *self = SHEAF_PLACE (object);

  switch ((SheafPlaceProperty) property_id)
    {
    case PROP_TITLE:
      set_string (self, &self->title, g_value_get_string (value), pspec);
      break;
    case PROP_COUNT:
      set_int (self, &self->count, g_value_get_int (value), pspec);
      break;
    case PROP_WARNING:
      set_string (self, &self->warning, g_value_get_string (value), pspec);
      break;
    case PROP_WORKING:
      set_int (self, &self->working, g_value_get_boolean (value), pspec);
      break;
    case PROP_PIN:
      set_int (self, (int *) &self->pin, (int) g_value_get_uint (value), pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_place_finalize (GObject *object)
{
  SheafPlace *self = SHEAF_PLACE (object);

  g_free (self->kind);
  g_free (self->id);
  g_free (self->icon);
  g_free (self->action);
  g_free (self->action_label);
  g_free (self->title);
  g_free (self->warning);

  G_OBJECT_CLASS (sheaf_place_parent_class)->finalize (object);
}

static void
sheaf_place_class_init (SheafPlaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sheaf_place_get_property;
  object_class->set_property = sheaf_place_set_property;
  object_class->finalize = sheaf_place_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_int ("count", NULL, NULL, -1, G_MAXINT, -1, flags);
  properties[PROP_WARNING] = g_param_spec_string ("warning", NULL, NULL, NULL, flags);
  properties[PROP_WORKING] = g_param_spec_boolean ("working", NULL, NULL, FALSE, flags);
  properties[PROP_PIN] = g_param_spec_uint ("pin", NULL, NULL, 0, 9, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_place_init (SheafPlace *self)
{
  self->count = -1;
}

SheafPlace *
sheaf_place_new (const char *kind,
                 const char *id,
                 const char *title,
                 const char *icon,
                 guint       depth)
{
  SheafPlace *self = g_object_new (SHEAF_TYPE_PLACE, NULL);

  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->icon = g_strdup (icon);
  self->depth = depth;

  return self;
}

SheafPlace *
sheaf_place_new_heading (const char *kind,
                         const char *title,
                         const char *action,
                         const char *action_label)
{
  SheafPlace *self = sheaf_place_new (kind, "", title, NULL, 0);

  self->heading = TRUE;
  self->action = g_strdup (action);
  self->action_label = g_strdup (action_label);

  return self;
}

gboolean
sheaf_place_is_heading (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), FALSE);

  return self->heading;
}

const char *
sheaf_place_get_kind (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->kind;
}

const char *
sheaf_place_get_id (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->id;
}

const char *
sheaf_place_get_title (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->title;
}

const char *
sheaf_place_get_icon (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->icon;
}

const char *
sheaf_place_get_action (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->action;
}

const char *
sheaf_place_get_action_label (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), NULL);

  return self->action_label;
}

guint
sheaf_place_get_depth (SheafPlace *self)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (self), 0);

  return self->depth;
}

gboolean
sheaf_place_equal (SheafPlace *a,
                   SheafPlace *b)
{
  g_return_val_if_fail (SHEAF_IS_PLACE (a), FALSE);
  g_return_val_if_fail (SHEAF_IS_PLACE (b), FALSE);

  return a->heading == b->heading && g_str_equal (a->kind, b->kind) && g_str_equal (a->id, b->id);
}

void
sheaf_place_update (SheafPlace *self,
                    SheafPlace *other)
{
  g_return_if_fail (SHEAF_IS_PLACE (self));
  g_return_if_fail (SHEAF_IS_PLACE (other));

  g_object_set (self,
                "title", other->title,
                "count", other->count,
                "warning", other->warning,
                "working", other->working,
                "pin", other->pin,
                NULL);
}
