/* sheaf-members.h: the members of JSON objects, read and written without surprises
 *
 * A release may come from a file that anyone wrote, so nothing here trusts a type. What is
 * absent, null, "" or of another type than asked for is all the same: not there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* All (transfer none) (nullable). @object may be NULL. */
const char *sheaf_members_get_string (JsonObject *object, const char *name);
JsonArray *sheaf_members_get_array (JsonObject *object, const char *name);
JsonObject *sheaf_members_get_object (JsonObject *object, const char *name);
gboolean sheaf_members_get_boolean (JsonObject *object, const char *name);
gint64 sheaf_members_get_int (JsonObject *object, const char *name);

/* SHEAF_TIME_NONE if there is none. */
gint64 sheaf_members_get_time (JsonObject *object, const char *name);

/* The address @name where it is one of http or https: the only ones that a page may lead to. */
const char *sheaf_members_get_web_address (JsonObject *object, const char *name);

/* The names in the array @name of people, each {"name": …} or a string, joined by @comma.
 * Returns: (transfer full) (nullable): NULL if nobody is named. */
char *sheaf_members_get_people (JsonObject *object, const char *name, const char *comma);

/* How many items; 0 for NULL. The @i-th where it is an object, or NULL (transfer none). */
guint sheaf_array_get_length (JsonArray *array);
JsonObject *sheaf_array_get_object (JsonArray *array, guint i);

/* Each sets nothing where there is nothing to set: NULL, "", SHEAF_TIME_NONE, no items. */
void sheaf_members_set_string (JsonObject *object, const char *name, const char *value);
void sheaf_members_set_time (JsonObject *object, const char *name, gint64 time);
void sheaf_members_take_array (JsonObject *object, const char *name, JsonArray *array);
void sheaf_members_take_object (JsonObject *object, const char *name, JsonObject *value);

/* A copy of the member @name of @from, under the same name. */
void sheaf_members_copy (JsonObject *object, JsonObject *from, const char *name);

/* The text of @node: members sorted by name at every depth, two-space indent, a newline at the
 * end. Returns: (transfer full) */
char *sheaf_json_to_sorted_text (JsonNode *node);

G_END_DECLS
