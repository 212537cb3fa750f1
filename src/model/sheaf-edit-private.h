/* sheaf-edit-private.h: an edit's insides, for the model itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-edit.h"

G_BEGIN_DECLS

#define SHEAF_EDIT_MAX_CHANGES 256

struct _SheafEdit
{
  gatomicrefcount ref_count;
  char *id;
  char *group;
  SheafKind kind;
  char *entity_id;
  gint64 at;
  char *undoes;
  GPtrArray *changes; /* (element-type SheafChange) */
};

/* An edit without id, group and entity yet. */
SheafEdit *sheaf_edit_alloc (void);

void sheaf_change_free (SheafChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafChange, sheaf_change_free)

/* The op's name in JSON, and back. */
const char *sheaf_op_to_string (SheafOp op);
gboolean sheaf_op_from_string (const char *name, SheafOp *op);

/* The fields of @value that edits may change: what a delete names as seen. (transfer full) */
JsonNode *sheaf_edit_seen_fields (SheafKind kind, JsonObject *value);

G_END_DECLS
