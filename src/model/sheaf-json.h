/* sheaf-json.h: JSON values that are shared, compared, read and written
 *
 * A JsonNode is counted by atomic references; the JsonObject or JsonArray inside it is not
 * (json-glib 1.6). What is shared between threads is therefore shared by its node alone, with
 * json_node_ref(), and never changed; json_node_copy(), json_node_dup_object() and json_to_string()
 * count the inside and are not for shared nodes: use sheaf_json_copy() and sheaf_json_to_text().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* How deep arrays and objects may lie in each other. */
#define SHEAF_JSON_MAX_DEPTH 64

/* Reads RFC 8259 and nothing more lenient: UTF-8 alone, no comments, no NUL in a string, at most
 * SHEAF_JSON_MAX_DEPTH deep, numbers that a gint64 or a finite double can hold. Of two members of
 * one name the later counts. @length: -1 if @text is ended by a NUL.
 * Returns: (transfer full) (nullable), with JSON_PARSER_ERROR set; the message names the byte. */
JsonNode *sheaf_json_parse (const char *text, gssize length, GError **error);

/* The text of @node, members sorted by name, no white space. NULL is null.
 * Returns: (transfer full) */
char *sheaf_json_to_text (JsonNode *node);

/* As that, with members left out that are null, false, "" or empty, at every depth.
 * Returns: (transfer full) */
char *sheaf_json_to_canonical (JsonNode *node);

/* A copy whose arrays and objects are the caller's own; sealed scalars are shared.
 * Returns: (transfer full) (nullable): NULL for NULL. */
JsonNode *sheaf_json_copy (JsonNode *node);
JsonObject *sheaf_json_copy_object (JsonObject *object);

/* A new object whose members are those of @object, shared: for one that is to differ in a few.
 * Returns: (transfer full) */
JsonObject *sheaf_json_fork_object (JsonObject *object);

/* Whether @node is null, false, "", an empty array or an object of such members; NULL is. */
gboolean sheaf_json_is_empty (JsonNode *node);

/* Whether both say the same: absent and empty members are alike, 1 and 1.0 too. */
gboolean sheaf_json_equal (JsonNode *a, JsonNode *b);

/* Returns: (transfer full) (nullable): NULL for NULL. */
JsonNode *sheaf_json_string (const char *string);

/* @object: (transfer full), @array: (transfer full). Returns: (transfer full) */
JsonNode *sheaf_json_take_object (JsonObject *object);
JsonNode *sheaf_json_take_array (JsonArray *array);

/* Of the type asked for, or NULL. @node may be NULL. Returns: (transfer none) (nullable) */
const char *sheaf_json_get_string (JsonNode *node);
JsonObject *sheaf_json_get_object (JsonNode *node);
JsonArray *sheaf_json_get_array (JsonNode *node);

/* The value at @path, whose steps are parted by '/'. Returns: (transfer none) (nullable) */
JsonNode *sheaf_json_lookup (JsonObject *object, const char *path);

/* @object with @value at @path, sharing all else; an object that becomes empty is left out. NULL
 * or an empty @value removes. Returns: (transfer full) */
JsonObject *sheaf_json_with (JsonObject *object, const char *path, JsonNode *value);

/* About how many bytes the text of @node has: for bounds. */
gsize sheaf_json_weigh (JsonNode *node);

G_END_DECLS
