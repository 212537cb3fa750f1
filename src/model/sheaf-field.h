/* sheaf-field.h: of each kind of entity, what fields there are and how they merge
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-kind.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_FIELD_SCALAR,  /* put; whole value, also where it is an object or an array */
  SHEAF_FIELD_TEXT,    /* text; merged three ways by words within paragraphs */
  SHEAF_FIELD_SET,     /* add, remove; strings */
  SHEAF_FIELD_LIST,    /* insert, put at a path, move, take; keyed objects */
  SHEAF_FIELD_COMMAND, /* changed by a command alone; no edit may name it */
  SHEAF_FIELD_LEARNT,  /* what the backend learns by itself; no edit may name it except in
                          the creation of an article by hand */
} SheafFieldKind;

typedef struct
{
  const char *name;
  SheafFieldKind kind;
  const char *type; /* "string", "id", "time", "language", "boolean", "integer", "object",
                       "strings", "people", "image", … : what sheaf_field_check() holds it to */
} SheafField;

/* Returns: (transfer none) (nullable): NULL if @entity has no field of that name. */
const SheafField *sheaf_field_lookup (SheafKind entity, const char *name);

/* Returns: (transfer none): the fields of @entity, ended by one whose name is NULL. */
const SheafField *sheaf_field_list (SheafKind entity);

/* Whether @value may stand in @field (at @path of a list's item; NULL for the whole). NULL and
 * a null node are always allowed. */
gboolean sheaf_field_check (const SheafField *field, const char *path, JsonNode *value);

G_END_DECLS
