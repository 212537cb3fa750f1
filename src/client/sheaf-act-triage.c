/* sheaf-act-triage.c: articles kept, dismissed, or put back into the inbox
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act.h"

gboolean
sheaf_act_triage (SheafAct      *self,
                  SheafTargets  *targets,
                  const char    *state,
                  const char    *reason,
                  GError       **error)
{
  for (guint i = 0; i < sheaf_targets_get_n (targets); i++)
    {
      g_auto (SheafReplicaState) target = { 0 };
      g_autoptr (SheafEdit) edit = NULL;
      const char *was;

      if (!sheaf_act_load_target (self, targets, i, &target, error))
        return FALSE;
      if (target.shown == NULL || sheaf_entity_is_deleted (target.shown))
        continue;

      was = sheaf_entity_get_string (target.shown, "state");
      edit = sheaf_edit_new (SHEAF_KIND_ARTICLE, sheaf_entity_get_id (target.shown), self->group);
      if (g_strcmp0 (was == NULL ? "inbox" : was, state) != 0)
        sheaf_act_put (edit, &target, "state", state);
      sheaf_act_put (edit, &target, "reason", reason);
      if (sheaf_edit_get_n_changes (edit) > 0 && !sheaf_act_add (self, edit, &target, error))
        return FALSE;
    }

  return TRUE;
}
