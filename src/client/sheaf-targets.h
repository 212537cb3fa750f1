/* sheaf-targets.h: the articles that an act is done to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct _SheafTargets SheafTargets;

#define SHEAF_TYPE_TARGETS (sheaf_targets_get_type ())
GType sheaf_targets_get_type (void) G_GNUC_CONST;

SheafTargets *sheaf_targets_new_for_id (const char *article);
SheafTargets *sheaf_targets_new_for_ids (const char *const *articles);
SheafTargets *sheaf_targets_new_for_rows (const gint64 *rows, guint n_rows);

SheafTargets *sheaf_targets_ref (SheafTargets *targets);
void sheaf_targets_unref (SheafTargets *targets);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTargets, sheaf_targets_unref)

guint sheaf_targets_get_n (SheafTargets *targets);

G_END_DECLS
