/* sheaf-edit.h: a change that a person makes
 *
 * An edit is made once, where the person acts; its id is its idempotency key across all retries.
 * It names fields and what was seen there. In JSON:
 *
 *   {"id": "0193…", "group": "0193…", "entity": "set", "entity_id": "0193…",
 *    "at": "2026-11-24T15:04:05.123Z", "undoes": null,
 *    "changes": [
 *      {"op": "put",    "field": "title",   "was": "Expo", "value": "Expo diplomacy"},
 *      {"op": "add",    "field": "tags",    "value": "5f0c…"},
 *      {"op": "remove", "field": "tags",    "value": "77ab…"},
 *      {"op": "insert", "field": "members", "key": "0192…", "pos": "aM", "value": {…}},
 *      {"op": "put",    "field": "members", "key": "0192…", "path": "override/headline",
 *                       "was": null, "value": "…"},
 *      {"op": "move",   "field": "members", "key": "0192…", "was": "aM", "pos": "aC"},
 *      {"op": "take",   "field": "members", "key": "0192…", "was": {"pos": "aC", …}},
 *      {"op": "text",   "field": "body",    "was": "…", "value": "…"}]}
 *
 * and {"op": "create", "value": {…}}, {"op": "delete", "was": {…}}, {"op": "restore"} alone in an
 * edit. The fields that the deleter saw are in a delete's `was`: a change unseen by them makes it a
 * clash; without `was` it deletes whatever there is. Absent `was` is null in every other change.
 * Immutable once built; counted by atomic references.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-entity.h"
#include "model/sheaf-kind.h"

G_BEGIN_DECLS

#define SHEAF_EDIT_ERROR (sheaf_edit_error_quark ())
GQuark sheaf_edit_error_quark (void);

typedef enum
{
  SHEAF_EDIT_ERROR_MALFORMED, /* not JSON of an edit, an op without what it needs */
  SHEAF_EDIT_ERROR_FIELD,     /* no such field, or not one that this op may change */
  SHEAF_EDIT_ERROR_TYPE,      /* a value that the field cannot hold */
  SHEAF_EDIT_ERROR_TOO_LARGE, /* more than 256 changes, or a value over 2 MB */
  SHEAF_EDIT_ERROR_NO_ENTITY, /* changes something that was never created */
} SheafEditError;

typedef enum
{
  SHEAF_OP_PUT,
  SHEAF_OP_ADD,
  SHEAF_OP_REMOVE,
  SHEAF_OP_INSERT,
  SHEAF_OP_MOVE,
  SHEAF_OP_TAKE,
  SHEAF_OP_TEXT,
  SHEAF_OP_CREATE,
  SHEAF_OP_DELETE,
  SHEAF_OP_RESTORE,
} SheafOp;

typedef struct
{
  SheafOp op;
  char *field;     /* NULL for create, delete, restore */
  char *key;       /* of a list's item, or NULL */
  char *path;      /* within a list's item, or NULL */
  char *pos;       /* where to, for insert and move, or NULL */
  JsonNode *was;   /* NULL for null */
  JsonNode *value; /* NULL for null */
} SheafChange;

typedef struct _SheafEdit SheafEdit;

#define SHEAF_TYPE_EDIT (sheaf_edit_get_type ())
GType sheaf_edit_get_type (void) G_GNUC_CONST;

/* An edit without changes yet, with a new id, made now. @group: (nullable): a new one if NULL.
 * Returns: (transfer full). The builders below are for its maker, before anyone else sees it. */
SheafEdit *sheaf_edit_new (SheafKind kind, const char *entity_id, const char *group);
void sheaf_edit_set_undoes (SheafEdit *edit, const char *edit_id);

/* @was, @value: (transfer full) (nullable): NULL for null. */
void sheaf_edit_put (SheafEdit *edit, const char *field, JsonNode *was, JsonNode *value);
void sheaf_edit_put_string (SheafEdit *edit, const char *field, const char *was, const char *value);
void sheaf_edit_add (SheafEdit *edit, const char *field, const char *value);
void sheaf_edit_remove (SheafEdit *edit, const char *field, const char *value);
void sheaf_edit_insert (SheafEdit *edit, const char *field, const char *key, const char *pos,
                        JsonNode *value);
void sheaf_edit_put_item (SheafEdit *edit, const char *field, const char *key, const char *path,
                          JsonNode *was, JsonNode *value);
void sheaf_edit_move (SheafEdit *edit, const char *field, const char *key, const char *was,
                      const char *pos);
void sheaf_edit_take (SheafEdit *edit, const char *field, const char *key, JsonNode *was);
void sheaf_edit_text (SheafEdit *edit, const char *field, const char *was, const char *value);
void sheaf_edit_create (SheafEdit *edit, JsonNode *value);

/* @seen: (nullable): the entity as it was shown to who deletes it. */
void sheaf_edit_delete (SheafEdit *edit, SheafEntity *seen);
void sheaf_edit_restore (SheafEdit *edit);

/* Reads and checks @node against the table of fields. Returns: (transfer full) (nullable), with
 * SHEAF_EDIT_ERROR set; the message names the change by its index and the field. */
SheafEdit *sheaf_edit_from_json (JsonNode *node, GError **error);

/* The same from text, in one step. */
SheafEdit *sheaf_edit_from_text (const char *text, gssize length, GError **error);
JsonNode *sheaf_edit_to_json (SheafEdit *edit);
char *sheaf_edit_to_text (SheafEdit *edit);

SheafEdit *sheaf_edit_ref (SheafEdit *edit);
void sheaf_edit_unref (SheafEdit *edit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafEdit, sheaf_edit_unref)

const char *sheaf_edit_get_id (SheafEdit *edit);
const char *sheaf_edit_get_group (SheafEdit *edit);
SheafKind sheaf_edit_get_kind (SheafEdit *edit);
const char *sheaf_edit_get_entity_id (SheafEdit *edit);
gint64 sheaf_edit_get_at (SheafEdit *edit);
const char *sheaf_edit_get_undoes (SheafEdit *edit);
guint sheaf_edit_get_n_changes (SheafEdit *edit);
const SheafChange *sheaf_edit_get_change (SheafEdit *edit, guint i);

/* Whether @edit creates, deletes or restores, which it then does alone. */
gboolean sheaf_edit_is_whole (SheafEdit *edit);

/* One change on its own, as it stands in an outcome. Returns: (transfer full) */
JsonNode *sheaf_change_to_json (const SheafChange *change);

G_END_DECLS
