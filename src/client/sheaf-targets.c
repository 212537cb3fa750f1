/* sheaf-targets.c: the articles that an act is done to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-targets-private.h"

struct _SheafTargets
{
  gatomicrefcount references;
  GStrv ids;
  gint64 *rows;
  guint n;
};

G_DEFINE_BOXED_TYPE (SheafTargets, sheaf_targets, sheaf_targets_ref, sheaf_targets_unref)

static SheafTargets *
sheaf_targets_new (void)
{
  SheafTargets *self = g_new0 (SheafTargets, 1);

  g_atomic_ref_count_init (&self->references);

  return self;
}

SheafTargets *
sheaf_targets_new_for_id (const char *article)
{
  const char *ids[] = { article, NULL };

  return sheaf_targets_new_for_ids (ids);
}

SheafTargets *
sheaf_targets_new_for_ids (const char *const *articles)
{
  SheafTargets *self = sheaf_targets_new ();

  self->ids = g_strdupv ((char **) articles);
  self->n = g_strv_length (self->ids);

  return self;
}

SheafTargets *
sheaf_targets_new_for_rows (const gint64 *rows,
                            guint         n_rows)
{
  SheafTargets *self = sheaf_targets_new ();

  self->rows = g_memdup2 (rows, n_rows * sizeof *rows);
  self->n = n_rows;

  return self;
}

SheafTargets *
sheaf_targets_ref (SheafTargets *targets)
{
  g_atomic_ref_count_inc (&targets->references);

  return targets;
}

void
sheaf_targets_unref (SheafTargets *targets)
{
  if (!g_atomic_ref_count_dec (&targets->references))
    return;

  g_strfreev (targets->ids);
  g_free (targets->rows);
  g_free (targets);
}

guint
sheaf_targets_get_n (SheafTargets *targets)
{
  return targets->n;
}

const char *
sheaf_targets_get_id (SheafTargets *targets,
                      guint         i)
{
  g_return_val_if_fail (i < targets->n, NULL);

  return targets->ids == NULL ? NULL : targets->ids[i];
}

gint64
sheaf_targets_get_row (SheafTargets *targets,
                       guint         i)
{
  g_return_val_if_fail (i < targets->n && targets->rows != NULL, 0);

  return targets->rows[i];
}
