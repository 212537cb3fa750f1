/* sheaf-clash.c: two editors changed the same field to two different things
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-clash-private.h"

#include "model/sheaf-json.h"

struct _SheafClash
{
  GObject parent_instance;

  gint64 number;
  SheafKind kind;
  char *entity_id;
  char *field;
  char *key;
  char *path;
  JsonNode *base;
  JsonNode *mine;
  JsonNode *theirs;
};

G_DEFINE_FINAL_TYPE (SheafClash, sheaf_clash, G_TYPE_OBJECT)

static void
sheaf_clash_finalize (GObject *object)
{
  SheafClash *self = SHEAF_CLASH (object);

  g_free (self->entity_id);
  g_free (self->field);
  g_free (self->key);
  g_free (self->path);
  g_clear_pointer (&self->base, json_node_unref);
  g_clear_pointer (&self->mine, json_node_unref);
  g_clear_pointer (&self->theirs, json_node_unref);

  G_OBJECT_CLASS (sheaf_clash_parent_class)->finalize (object);
}

static void
sheaf_clash_class_init (SheafClashClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_clash_finalize;
}

static void
sheaf_clash_init (SheafClash *self)
{
}

static JsonNode *
read_node (const char *text)
{
  return text == NULL ? NULL : sheaf_json_parse (text, -1, NULL);
}

SheafClash *
sheaf_clash_new (const SheafClashRecord *record)
{
  SheafClash *self = g_object_new (SHEAF_TYPE_CLASH, NULL);

  self->number = record->number;
  self->kind = record->kind;
  self->entity_id = g_strdup (record->entity_id);
  self->field = g_strdup (record->field == NULL ? "" : record->field);
  self->key = g_strdup (record->key);
  self->path = g_strdup (record->path);
  self->base = read_node (record->base);
  self->mine = read_node (record->mine);
  self->theirs = read_node (record->theirs);

  return self;
}

void
sheaf_clash_record_free (SheafClashRecord *record)
{
  g_free (record->entity_id);
  g_free (record->field);
  g_free (record->key);
  g_free (record->path);
  g_free (record->base);
  g_free (record->mine);
  g_free (record->theirs);
  g_free (record);
}

gint64
sheaf_clash_get_number (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), 0);

  return self->number;
}

SheafKind
sheaf_clash_get_kind (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), SHEAF_KIND_ARTICLE);

  return self->kind;
}

const char *
sheaf_clash_get_entity_id (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->entity_id;
}

const char *
sheaf_clash_get_field (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->field;
}

const char *
sheaf_clash_get_key (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->key;
}

const char *
sheaf_clash_get_path (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->path;
}

JsonNode *
sheaf_clash_get_base (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->base;
}

JsonNode *
sheaf_clash_get_mine (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->mine;
}

JsonNode *
sheaf_clash_get_theirs (SheafClash *self)
{
  g_return_val_if_fail (SHEAF_IS_CLASH (self), NULL);

  return self->theirs;
}
