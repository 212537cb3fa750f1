/* sheaf-item.c: an entity of a small kind, as it stands now
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-item.h"

struct _SheafItem
{
  GObject parent_instance;

  SheafEntity *entity;
};

G_DEFINE_FINAL_TYPE (SheafItem, sheaf_item, G_TYPE_OBJECT)

typedef enum
{
  PROP_ENTITY = 1,
  PROP_ID,
  PROP_TITLE,
} SheafItemProperty;

static GParamSpec *properties[PROP_TITLE + 1];

static void
sheaf_item_finalize (GObject *object)
{
  SheafItem *self = SHEAF_ITEM (object);

  g_clear_pointer (&self->entity, sheaf_entity_unref);

  G_OBJECT_CLASS (sheaf_item_parent_class)->finalize (object);
}

static void
sheaf_item_get_property (GObject    *object,
                         guint       property_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SheafItem *self = SHEAF_ITEM (object);

  switch ((SheafItemProperty) property_id)
    {
    case PROP_ENTITY:
      g_value_set_boxed (value, self->entity);
      break;
    case PROP_ID:
      g_value_set_string (value, sheaf_item_get_id (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, sheaf_item_get_title (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_item_class_init (SheafItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sheaf_item_finalize;
  object_class->get_property = sheaf_item_get_property;

  properties[PROP_ENTITY] =
    g_param_spec_boxed ("entity", NULL, NULL, SHEAF_TYPE_ENTITY, flags);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_item_init (SheafItem *self)
{
}

SheafItem *
sheaf_item_new (SheafEntity *entity)
{
  SheafItem *self = g_object_new (SHEAF_TYPE_ITEM, NULL);

  self->entity = sheaf_entity_ref (entity);

  return self;
}

SheafEntity *
sheaf_item_get_entity (SheafItem *self)
{
  g_return_val_if_fail (SHEAF_IS_ITEM (self), NULL);

  return self->entity;
}

const char *
sheaf_item_get_id (SheafItem *self)
{
  g_return_val_if_fail (SHEAF_IS_ITEM (self), NULL);

  return sheaf_entity_get_id (self->entity);
}

const char *
sheaf_item_get_title (SheafItem *self)
{
  g_return_val_if_fail (SHEAF_IS_ITEM (self), NULL);

  return sheaf_entity_get_title (self->entity);
}

void
sheaf_item_set_entity (SheafItem   *self,
                       SheafEntity *entity)
{
  g_autoptr (SheafEntity) former = NULL;
  gboolean renamed;

  g_return_if_fail (SHEAF_IS_ITEM (self));

  if (self->entity == entity)
    return;

  former = self->entity;
  self->entity = sheaf_entity_ref (entity);
  renamed = !g_str_equal (sheaf_entity_get_title (former), sheaf_entity_get_title (entity));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTITY]);
  if (renamed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}
