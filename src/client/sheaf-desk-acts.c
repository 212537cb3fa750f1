/* sheaf-desk-acts.c: what an editor does at the desk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-desk-private.h"

/* What any act needs; each uses some. */
typedef struct
{
  SheafActWork work;
  gpointer data;
  GDestroyNotify destroy;

  SheafTargets *targets;
  GPtrArray *edits;
  SheafKind kind;
  char *id;
  char *field;
  char *value;
  char *before;
  char *reason;
  gboolean add;

  gboolean turns; /* an undo or redo, which is no new step */
  char *group;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  if (call->destroy != NULL)
    call->destroy (call->data);
  g_clear_pointer (&call->targets, sheaf_targets_unref);
  g_clear_pointer (&call->edits, g_ptr_array_unref);
  g_free (call->id);
  g_free (call->field);
  g_free (call->value);
  g_free (call->before);
  g_free (call->reason);
  g_free (call->group);
  g_free (call);
}

static gboolean
run_act (SheafTransaction  *transaction,
         gpointer           data,
         GError           **error)
{
  Call *call = data;
  g_auto (SheafAct) act = { 0 };

  sheaf_act_init (&act, transaction);
  if (!call->work (&act, call->data == NULL ? call : call->data, error))
    return FALSE;
  if (!call->turns && !sheaf_act_finish (&act, error))
    return FALSE;

  call->group = act.n_edits == 0 ? g_strdup ("") : g_steal_pointer (&act.group);

  return TRUE;
}

static void
on_acted (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&call->group), g_free);
}

static void
run_call (SheafDesk           *self,
          Call                *call,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  /* What is on the disk has happened, whether or not anybody still wants to hear of it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, sheaf_desk_act_async);
  g_task_set_task_data (task, call, call_free);
  sheaf_replica_write_async (self->replica, run_act, call, NULL, on_acted, task);
}

void
sheaf_desk_act_async (SheafDesk           *self,
                      SheafActWork         work,
                      gpointer             data,
                      GDestroyNotify       destroy,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Call *call = g_new0 (Call, 1);

  call->work = work;
  call->data = data;
  call->destroy = destroy;
  run_call (self, call, cancellable, callback, user_data);
}

char *
sheaf_desk_act_finish (SheafDesk     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
triage (SheafAct  *act,
        gpointer   data,
        GError   **error)
{
  Call *call = data;

  return sheaf_act_triage (act, call->targets, call->value, call->reason, error);
}

void
sheaf_desk_triage_async (SheafDesk           *self,
                         SheafTargets        *targets,
                         const char          *state,
                         const char          *reason,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && targets != NULL && state != NULL);

  call = g_new0 (Call, 1);
  call->work = triage;
  call->targets = sheaf_targets_ref (targets);
  call->value = g_strdup (state);
  call->reason = g_strdup (reason);
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
tag (SheafAct  *act,
     gpointer   data,
     GError   **error)
{
  Call *call = data;

  return call->targets != NULL
           ? sheaf_act_tag (act, call->targets, call->value, call->add, error)
           : sheaf_act_tag_item (act, call->kind, call->id, call->value, call->add, error);
}

void
sheaf_desk_tag_async (SheafDesk           *self,
                      SheafTargets        *targets,
                      const char          *name,
                      gboolean             add,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && targets != NULL && name != NULL);

  call = g_new0 (Call, 1);
  call->work = tag;
  call->targets = sheaf_targets_ref (targets);
  call->value = g_strdup (name);
  call->add = add;
  run_call (self, call, cancellable, callback, user_data);
}

void
sheaf_desk_tag_item_async (SheafDesk           *self,
                           SheafKind            kind,
                           const char          *id,
                           const char          *name,
                           gboolean             add,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && id != NULL && name != NULL);

  call = g_new0 (Call, 1);
  call->work = tag;
  call->kind = kind;
  call->id = g_strdup (id);
  call->value = g_strdup (name);
  call->add = add;
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
add_to_set (SheafAct  *act,
            gpointer   data,
            GError   **error)
{
  Call *call = data;

  return sheaf_act_add_to_set (act, call->id, call->targets, call->value, call->before, error);
}

void
sheaf_desk_add_to_set_async (SheafDesk           *self,
                             const char          *set,
                             SheafTargets        *targets,
                             const char          *role,
                             const char          *before,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && set != NULL && targets != NULL);

  call = g_new0 (Call, 1);
  call->work = add_to_set;
  call->id = g_strdup (set);
  call->targets = sheaf_targets_ref (targets);
  call->value = g_strdup (role);
  call->before = g_strdup (before);
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
move (SheafAct  *act,
      gpointer   data,
      GError   **error)
{
  Call *call = data;

  return sheaf_act_move (act, call->kind, call->id, call->field, call->value, call->before, error);
}

void
sheaf_desk_move_async (SheafDesk           *self,
                       SheafKind            kind,
                       const char          *id,
                       const char          *field,
                       const char          *key,
                       const char          *before,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && id != NULL && field != NULL && key != NULL);

  call = g_new0 (Call, 1);
  call->work = move;
  call->kind = kind;
  call->id = g_strdup (id);
  call->field = g_strdup (field);
  call->value = g_strdup (key);
  call->before = g_strdup (before);
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
edit (SheafAct  *act,
      gpointer   data,
      GError   **error)
{
  Call *call = data;

  return sheaf_act_edit (act, call->edits, error);
}

void
sheaf_desk_edit_async (SheafDesk           *self,
                       GPtrArray           *edits,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self) && edits != NULL);

  call = g_new0 (Call, 1);
  call->work = edit;
  call->edits = g_ptr_array_copy (edits, (GCopyFunc) (void *) sheaf_edit_ref, NULL);
  g_ptr_array_set_free_func (call->edits, (GDestroyNotify) sheaf_edit_unref);
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
undo (SheafAct  *act,
      gpointer   data,
      GError   **error)
{
  return sheaf_act_undo (act, ((Call *) data)->value, error);
}

void
sheaf_desk_undo_async (SheafDesk           *self,
                       const char          *group,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self));

  sheaf_desk_commit_typings (self);
  call = g_new0 (Call, 1);
  call->work = undo;
  call->turns = TRUE;
  call->value = g_strdup (group);
  run_call (self, call, cancellable, callback, user_data);
}

static gboolean
redo (SheafAct  *act,
      gpointer   data,
      GError   **error)
{
  return sheaf_act_redo (act, error);
}

void
sheaf_desk_redo_async (SheafDesk           *self,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Call *call;

  g_return_if_fail (SHEAF_IS_DESK (self));

  call = g_new0 (Call, 1);
  call->work = redo;
  call->turns = TRUE;
  run_call (self, call, cancellable, callback, user_data);
}
