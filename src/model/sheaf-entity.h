/* sheaf-entity.h: a thing the desk talks about, as it stood at one moment
 *
 * An entity is immutable and counted by atomic references: it may be handed between threads
 * freely. A change makes a new one (sheaf-apply.h). Its fields are those of JSON, so that one
 * table (sheaf-field.h) says of each kind what there is and how it merges:
 *
 *   {"kind": "set", "id": "0193…", "rev": 3, "seq": 41, "created": "…", "updated": "…",
 *    "deleted": null, "title": "Expo diplomacy", "tags": ["5f0c…"], "lead": "0192…",
 *    "members": [{"key": "0192…", "pos": "aM", "role": "related",
 *                 "override": {"headline": "…"}, "note": "…"}],
 *    "taken": {"members": {…}}}
 *
 * A set field is an array of strings without repeats, sorted by bytes. A list field is an array
 * of objects, each with its "key" and "pos", in the order of (pos, key). "taken" holds what was
 * taken from lists, so that a late change to it can be told from a harmless one; it travels with
 * the entity but nobody is shown it. A field that is absent is null, false, "" or empty.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-kind.h"

G_BEGIN_DECLS

#define SHEAF_ENTITY_ERROR (sheaf_entity_error_quark ())
GQuark sheaf_entity_error_quark (void);

typedef enum
{
  SHEAF_ENTITY_ERROR_MALFORMED, /* not an object, no kind, no valid id, a wrong type */
} SheafEntityError;

typedef struct _SheafEntity SheafEntity;

#define SHEAF_TYPE_ENTITY (sheaf_entity_get_type ())
GType sheaf_entity_get_type (void) G_GNUC_CONST;

/* @value: (transfer none): copied. The members of the envelope (kind, id, rev, seq, created,
 * updated, deleted) in @value are passed over, and so is what is empty or not of its field's
 * shape; sets and lists are put in order. Returns: (transfer full) */
SheafEntity *sheaf_entity_new (SheafKind kind, const char *id, gint64 rev, gint64 seq,
                               gint64 created, gint64 updated, gint64 deleted, JsonObject *value);

/* Returns: (transfer full) (nullable), with SHEAF_ENTITY_ERROR set. Unknown members are kept
 * (a newer backend may send them), types of known fields are checked. */
SheafEntity *sheaf_entity_from_json (JsonNode *node, GError **error);

/* The same from text, as sheaf_entity_to_text() writes it, in one step: twice as fast. */
SheafEntity *sheaf_entity_from_text (const char *text, gssize length, GError **error);

SheafEntity *sheaf_entity_ref (SheafEntity *entity);
void sheaf_entity_unref (SheafEntity *entity);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafEntity, sheaf_entity_unref)

/* The whole entity with its envelope. Returns: (transfer full): the caller's own copy. */
JsonNode *sheaf_entity_to_json (SheafEntity *entity);

/* The canonical text of it: members sorted by name at every depth, no white space, absent rather
 * than null, "" or empty. Two replicas with the same state have the same bytes.
 * Returns: (transfer full) */
char *sheaf_entity_to_text (SheafEntity *entity);

SheafKind sheaf_entity_get_kind (SheafEntity *entity);
const char *sheaf_entity_get_id (SheafEntity *entity);
gint64 sheaf_entity_get_rev (SheafEntity *entity);
gint64 sheaf_entity_get_seq (SheafEntity *entity);
gint64 sheaf_entity_get_created (SheafEntity *entity);
gint64 sheaf_entity_get_updated (SheafEntity *entity);
gint64 sheaf_entity_get_deleted (SheafEntity *entity); /* SHEAF_TIME_NONE if it is not */
gboolean sheaf_entity_is_deleted (SheafEntity *entity);

/* @entity with another seq, or with another value, copied as by sheaf_entity_new(): what the
 * backend learnt. Returns: (transfer full) */
SheafEntity *sheaf_entity_with_seq (SheafEntity *entity, gint64 seq);
SheafEntity *sheaf_entity_with_value (SheafEntity *entity, JsonObject *value);

/* The fields without the envelope. Returns: (transfer none): never to be changed, nor any node in it
 * to be copied but by sheaf_json_copy() (sheaf-json.h says why). */
JsonObject *sheaf_entity_get_value (SheafEntity *entity);

/* The value at @path, whose steps are parted by '/' ("override/headline" of an object,
 * "image/url" of the entity). Returns: (transfer none) (nullable): NULL if absent. */
JsonNode *sheaf_entity_get (SheafEntity *entity, const char *path);

/* Of the type asked for, or NULL, 0, FALSE, SHEAF_TIME_NONE or NULL.
 * Returns: (transfer none) (nullable) */
const char *sheaf_entity_get_string (SheafEntity *entity, const char *path);
gint64 sheaf_entity_get_int (SheafEntity *entity, const char *path);
gboolean sheaf_entity_get_boolean (SheafEntity *entity, const char *path);
gint64 sheaf_entity_get_time (SheafEntity *entity, const char *path);
JsonArray *sheaf_entity_get_array (SheafEntity *entity, const char *path);
JsonObject *sheaf_entity_get_object (SheafEntity *entity, const char *path);

/* Whether the set field @field holds @value ("tags", an id). */
gboolean sheaf_entity_holds (SheafEntity *entity, const char *field, const char *value);

/* The item of the list field @field with the key @key. Returns: (transfer none) (nullable) */
JsonObject *sheaf_entity_get_item (SheafEntity *entity, const char *field, const char *key);

/* What people call it: an article's, set's, bundle's, source's title, a tag's name, an
 * editorial's headline. Returns: (transfer none): never NULL, perhaps "". */
const char *sheaf_entity_get_title (SheafEntity *entity);

G_END_DECLS
