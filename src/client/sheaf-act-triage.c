/* sheaf-act-triage.c: articles kept, dismissed, or put back into the inbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act-target.h"

static gboolean
triage_one (SheafAct        *self,
            SheafActTarget  *target,
            const char      *state,
            const char      *reason,
            GError         **error)
{
  g_autoptr (SheafEdit) edit = NULL;
  const char *was = sheaf_act_target_get_state (target);
  const char *was_reason = sheaf_act_target_get_reason (target);

  edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_act_target_get_id (target), self->group);
  if (g_strcmp0 (was == NULL ? "inbox" : was, state) != 0)
    sheaf_edit_put_string (edit, "state", was, state);
  if (g_strcmp0 (was_reason, reason) != 0)
    sheaf_edit_put_string (edit, "reason", was_reason, reason);

  return sheaf_edit_get_n_changes (edit) == 0 || sheaf_act_target_add (self, target, edit, error);
}

gboolean
sheaf_act_triage (SheafAct      *self,
                  SheafTargets  *targets,
                  const char    *state,
                  const char    *reason,
                  GError       **error)
{
  const guint n = sheaf_targets_get_n (targets);

  for (guint i = 0; i < n; i++)
    {
      g_auto (SheafActTarget) target = { 0 };

      if (!sheaf_act_step (self, i, n, error) ||
          !sheaf_act_target_load (self, targets, i, &target, error))
        return FALSE;
      if (sheaf_act_target_is_there (&target) &&
          !triage_one (self, &target, state, reason, error))
        return FALSE;
    }

  return TRUE;
}
