/* sheaf-body.h: JSON that a client sent, read with bounds
 *
 * All of these fail with SHEAF_PROBLEM, with words that name the member.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reads an object. Refused: what is not UTF-8, nested more than SHEAF_JSON_MAX_DEPTH deep, not
 * strictly JSON, or followed by anything else; an empty body counts as {}.
 * Returns: (transfer full) (nullable): a node that holds an object */
JsonNode *sheaf_body_parse (GBytes *body, GError **error);

/* That @object has no members but those in @known (ended by NULL); @where is put before the name in
 * the words ("changes[2]."), NULL for the top. */
gboolean sheaf_body_check_members (JsonObject *object, const char *const *known,
                                   const char *where, GError **error);

/* @value: (out) (transfer none): NULL where the member is absent or null and not @required. */
gboolean sheaf_body_get_string (JsonObject *object, const char *name, gboolean required,
                                const char **value, GError **error);

/* A whole number that must be there. */
gboolean sheaf_body_get_int (JsonObject *object, const char *name, gint64 *value, GError **error);

/* @value: (out) (transfer none) (nullable) likewise; an array all of whose elements hold @type
 * (JSON_NODE_VALUE: strings). */
gboolean sheaf_body_get_array (JsonObject *object, const char *name, JsonNodeType type,
                               gboolean required, JsonArray **value, GError **error);

G_END_DECLS
