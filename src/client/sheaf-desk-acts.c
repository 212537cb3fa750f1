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
  GTask *task;    /* not owned: it owns this */
  gboolean told;  /* how far it is */
  guint total;
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

/* How far an act is, on its way to the main loop. */
typedef struct
{
  GTask *task;
  guint done;
  guint total;
} Progress;

static void
progress_free (gpointer data)
{
  Progress *progress = data;

  g_object_unref (progress->task);
  g_free (progress);
}

static gboolean
tell_progress (gpointer data)
{
  Progress *progress = data;
  Call *call = g_task_get_task_data (progress->task);

  if (!g_task_get_completed (progress->task))
    {
      call->told = TRUE;
      call->total = progress->total;
      g_signal_emit_by_name (g_task_get_source_object (progress->task), "progress", progress->done,
                             progress->total);
    }

  return G_SOURCE_REMOVE;
}

static void
on_progress (guint    done,
             guint    total,
             gpointer data)
{
  Call *call = data;
  Progress *progress = g_new0 (Progress, 1);

  progress->task = g_object_ref (call->task);
  progress->done = done;
  progress->total = total;
  g_main_context_invoke_full (g_task_get_context (call->task), G_PRIORITY_DEFAULT, tell_progress,
                              progress, progress_free);
}

static gboolean
run_act (SheafTransaction  *transaction,
         gpointer           data,
         GError           **error)
{
  Call *call = data;
  g_auto (SheafAct) act = { 0 };

  sheaf_act_init (&act, transaction);
  act.cancellable = g_task_get_cancellable (call->task);
  act.progress = on_progress;
  act.progress_data = call;
  if (!call->work (&act, call->data == NULL ? call : call->data, error))
    return FALSE;
  if (!call->turns && !sheaf_act_finish (&act, error))
    return FALSE;

  call->group = act.n_edits == 0 ? g_strdup ("") : g_steal_pointer (&act.group);

  return !g_cancellable_set_error_if_cancelled (act.cancellable, error);
}

static void
on_acted (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  const gboolean written = sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error);

  if (call->told)
    g_signal_emit_by_name (g_task_get_source_object (task), "progress", call->total, call->total);
  if (!written)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_pointer (task, g_steal_pointer (&call->group), g_free);
}

/* Takes what @call holds. */
static void
run_call (SheafDesk           *self,
          const Call          *call,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *owned = g_memdup2 (call, sizeof *call);

  /* What is on the disk has happened, whether or not anybody still wants to hear of it. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, sheaf_desk_act_async);
  g_task_set_task_data (task, owned, call_free);
  owned->task = task;
  sheaf_replica_write_async (self->replica, run_act, owned, NULL, on_acted, task);
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
  const Call call = { .work = work, .data = data, .destroy = destroy };

  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = triage };

  g_return_if_fail (SHEAF_IS_DESK (self) && targets != NULL && state != NULL);

  call.targets = sheaf_targets_ref (targets);
  call.value = g_strdup (state);
  call.reason = g_strdup (reason);
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = tag };

  g_return_if_fail (SHEAF_IS_DESK (self) && targets != NULL && name != NULL);

  call.targets = sheaf_targets_ref (targets);
  call.value = g_strdup (name);
  call.add = add;
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = tag };

  g_return_if_fail (SHEAF_IS_DESK (self) && id != NULL && name != NULL);

  call.kind = kind;
  call.id = g_strdup (id);
  call.value = g_strdup (name);
  call.add = add;
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = add_to_set };

  g_return_if_fail (SHEAF_IS_DESK (self) && set != NULL && targets != NULL);

  call.id = g_strdup (set);
  call.targets = sheaf_targets_ref (targets);
  call.value = g_strdup (role);
  call.before = g_strdup (before);
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = move };

  g_return_if_fail (SHEAF_IS_DESK (self) && id != NULL && field != NULL && key != NULL);

  call.kind = kind;
  call.id = g_strdup (id);
  call.field = g_strdup (field);
  call.value = g_strdup (key);
  call.before = g_strdup (before);
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = edit };

  g_return_if_fail (SHEAF_IS_DESK (self) && edits != NULL);

  call.edits = g_ptr_array_copy (edits, (GCopyFunc) (void *) sheaf_edit_ref, NULL);
  g_ptr_array_set_free_func (call.edits, (GDestroyNotify) sheaf_edit_unref);
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = undo };

  g_return_if_fail (SHEAF_IS_DESK (self));

  sheaf_desk_commit_typings (self);
  call.turns = TRUE;
  call.value = g_strdup (group);
  run_call (self, &call, cancellable, callback, user_data);
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
  Call call = { .work = redo };

  g_return_if_fail (SHEAF_IS_DESK (self));

  call.turns = TRUE;
  run_call (self, &call, cancellable, callback, user_data);
}
