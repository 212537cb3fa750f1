/* sheaf-clash.h: two editors changed the same field to two different things
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "model/sheaf-kind.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_CLASH (sheaf_clash_get_type ())
G_DECLARE_FINAL_TYPE (SheafClash, sheaf_clash, SHEAF, CLASH, GObject)

SheafKind sheaf_clash_get_kind (SheafClash *self);
const char *sheaf_clash_get_entity_id (SheafClash *self);
const char *sheaf_clash_get_field (SheafClash *self); /* "" where all of the entity: deleted */
const char *sheaf_clash_get_key (SheafClash *self);   /* nullable */
const char *sheaf_clash_get_path (SheafClash *self);  /* nullable */
JsonNode *sheaf_clash_get_base (SheafClash *self);    /* (transfer none) (nullable) */
JsonNode *sheaf_clash_get_mine (SheafClash *self);
JsonNode *sheaf_clash_get_theirs (SheafClash *self);

G_END_DECLS
