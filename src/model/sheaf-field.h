/* sheaf-field.h: of each kind of entity, what fields there are and how they merge
 *
 * The tables are in sheaf-field.c. A field's type is one of
 *
 *   string    a line, at most 16 KiB          text      at most 2 MiB
 *   id        a UUID                          time      RFC 3339
 *   language  a BCP 47 tag                    boolean, integer (0 or more)
 *   object    any object, at most 64 KiB      objects   an array of such
 *   strings   an array of strings             people    an array of {"name", "url"?, "email"?}
 *   image     {"url", "alt", "credit", "focal": {"x", "y"}}, x and y from 0 to 1
 *   schedule  {"at": time, "timezone"}        any       anything
 *   a|b|c     one of these strings
 *
 * of a set the type of its elements, of a list "item". What a source or a destination speaks is its
 * field "type": "kind" is the entity's own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-kind.h"

G_BEGIN_DECLS

/* The most bytes that a value of an edit may have. */
#define SHEAF_FIELD_MAX_BYTES (2 * 1024 * 1024)

typedef enum
{
  SHEAF_FIELD_SCALAR,  /* put; whole value, also where it is an object or an array */
  SHEAF_FIELD_TEXT,    /* text; merged three ways by words within paragraphs */
  SHEAF_FIELD_SET,     /* add, remove; strings */
  SHEAF_FIELD_LIST,    /* insert, put at a path, move, take; keyed objects */
  SHEAF_FIELD_COMMAND, /* changed by a command alone; no edit may name it */
  SHEAF_FIELD_LEARNT,  /* what the backend learns by itself; no edit may name it */
} SheafFieldKind;

typedef struct
{
  const char *name;
  SheafFieldKind kind;
  const char *type;
  gboolean sourced; /* of an article: edits may name it only where it was written by hand, that
                       is, has no origins; else it is learnt */
} SheafField;

/* Returns: (transfer none) (nullable): NULL if @entity has no field of that name. */
const SheafField *sheaf_field_lookup (SheafKind entity, const char *name);

/* Returns: (transfer none): the fields of @entity, ended by one whose name is NULL. */
const SheafField *sheaf_field_list (SheafKind entity);

/* What the items of the list field @field have, their names being paths ("override/headline");
 * ended by one whose name is NULL. Returns: (transfer none) */
const SheafField *sheaf_field_items (const SheafField *field);

/* Whether edits may change it at all. */
gboolean sheaf_field_is_editable (const SheafField *field);

/* Whether @value may stand in @field (at @path of a list's item; NULL for the whole). Of a set and
 * a list, both the whole array and one element or item are taken. NULL and a null node are always
 * allowed. */
gboolean sheaf_field_check (const SheafField *field, const char *path, JsonNode *value);

/* Whether @value is at least of the shape that readers of @field rely on: a string, an array of
 * objects, … What the backend stores may be of a later version and is not held to more. */
gboolean sheaf_field_check_shape (const SheafField *field, JsonNode *value);

G_END_DECLS
