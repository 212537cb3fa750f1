/* sheaf-command.c: a command that waits in the outbox, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-command-private.h"

#include "model/sheaf-json.h"

struct _SheafCommand
{
  GObject parent_instance;

  SheafCommandState state;
  char *id;
  char *name;
  char *entity_id;
  gint64 made;
  JsonNode *answer;
};

G_DEFINE_FINAL_TYPE (SheafCommand, sheaf_command, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} SheafCommandProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
sheaf_command_finalize (GObject *object)
{
  SheafCommand *self = SHEAF_COMMAND (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->entity_id);
  g_clear_pointer (&self->answer, json_node_unref);

  G_OBJECT_CLASS (sheaf_command_parent_class)->finalize (object);
}

static void
sheaf_command_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SheafCommand *self = SHEAF_COMMAND (object);

  switch ((SheafCommandProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_command_class_init (SheafCommandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sheaf_command_finalize;
  object_class->get_property = sheaf_command_get_property;

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SHEAF_TYPE_COMMAND_STATE, SHEAF_COMMAND_WAITING,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sheaf_command_init (SheafCommand *self)
{
}

GType
sheaf_command_state_get_type (void)
{
  static const GEnumValue values[] = {
    { SHEAF_COMMAND_WAITING, "SHEAF_COMMAND_WAITING", "waiting" },
    { SHEAF_COMMAND_CONFIRM, "SHEAF_COMMAND_CONFIRM", "confirm" },
    { SHEAF_COMMAND_SENT, "SHEAF_COMMAND_SENT", "sent" },
    { SHEAF_COMMAND_DONE, "SHEAF_COMMAND_DONE", "done" },
    { SHEAF_COMMAND_CHANGED, "SHEAF_COMMAND_CHANGED", "changed" },
    { SHEAF_COMMAND_FAILED, "SHEAF_COMMAND_FAILED", "failed" },
    { SHEAF_COMMAND_CANCELLED, "SHEAF_COMMAND_CANCELLED", "cancelled" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SheafCommandState", values));

  return type;
}

void
sheaf_command_record_free (SheafCommandRecord *record)
{
  g_free (record->id);
  g_free (record->name);
  g_free (record->entity_id);
  g_free (record->answer);
  g_free (record);
}

SheafCommand *
sheaf_command_new (const SheafCommandRecord *record)
{
  SheafCommand *self = g_object_new (SHEAF_TYPE_COMMAND, NULL);

  self->id = g_strdup (record->id);
  self->name = g_strdup (record->name);
  self->entity_id = g_strdup (record->entity_id);
  self->made = record->made;
  sheaf_command_update (self, record->state, record->answer);

  return self;
}

void
sheaf_command_update (SheafCommand      *self,
                      SheafCommandState  state,
                      const char        *answer)
{
  g_return_if_fail (SHEAF_IS_COMMAND (self));

  if (answer != NULL)
    {
      g_clear_pointer (&self->answer, json_node_unref);
      self->answer = sheaf_json_parse (answer, -1, NULL);
    }
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

SheafCommandState
sheaf_command_get_state (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), SHEAF_COMMAND_FAILED);

  return self->state;
}

const char *
sheaf_command_get_id (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), NULL);

  return self->id;
}

const char *
sheaf_command_get_name (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), NULL);

  return self->name;
}

const char *
sheaf_command_get_entity_id (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), NULL);

  return self->entity_id;
}

gint64
sheaf_command_get_made (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), 0);

  return self->made;
}

JsonNode *
sheaf_command_get_answer (SheafCommand *self)
{
  g_return_val_if_fail (SHEAF_IS_COMMAND (self), NULL);

  return self->answer;
}
