/* sheaf-typing.c: somebody typing in a text field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-typing-private.h"

#include "client/sheaf-typing-log.h"
#include "model/sheaf-merge.h"

/* Without a key for this long, what was typed becomes an edit. */
#define COMMIT_AFTER_US (30 * G_USEC_PER_SEC)

struct _SheafTyping
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafKind kind;
  char *id;
  char *field;

  SheafTypingLog *log;
  GPtrArray *pending;  /* (element-type Pending): asked to become edits, in order */
  SheafEntity *missed; /* what came meanwhile */
  guint commits;
  guint idle_source;
  gint64 last_key;
  SheafTypingState state;
};

G_DEFINE_FINAL_TYPE (SheafTyping, sheaf_typing, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
} SheafTypingProperty;

static GParamSpec *properties[PROP_STATE + 1];

enum
{
  SIGNAL_REBASED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A run that may yet fail to become an edit; what was typed after it stands upon it. */
typedef struct
{
  char *run;
  char *base;
} Pending;

static Pending *
pending_new (const char *run,
             const char *base)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->run = g_strdup (run);
  pending->base = g_strdup (base);

  return pending;
}

static gpointer
pending_copy (gconstpointer source,
              gpointer      data)
{
  const Pending *pending = source;

  return pending_new (pending->run, pending->base);
}

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_free (pending->run);
  g_free (pending->base);
  g_free (pending);
}

/* What the replica's writer makes an edit of. */
typedef struct
{
  SheafTyped *typed;
  GPtrArray *covered; /* (element-type utf8) */
  GPtrArray *before;  /* (element-type Pending) */
} Commit;

static void
commit_free (gpointer data)
{
  Commit *commit = data;

  sheaf_typed_free (commit->typed);
  g_ptr_array_unref (commit->covered);
  g_ptr_array_unref (commit->before);
  g_free (commit);
}

/* Where the runs before this one failed to become edits, it says what they said as well. */
static gboolean
take_up_failed (SheafTransaction  *transaction,
                Commit            *commit,
                GError           **error)
{
  for (guint i = commit->before->len; i > 0; i--)
    {
      Pending *before = g_ptr_array_index (commit->before, i - 1);
      g_autoptr (GError) failure = NULL;

      if (sheaf_typed_is_known (transaction, before->run, &failure))
        break;
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_free (commit->typed->base);
      commit->typed->base = g_strdup (before->base);
      g_ptr_array_add (commit->covered, g_strdup (before->run));
    }

  return TRUE;
}

static gboolean
write_commit (SheafTransaction  *transaction,
              gpointer           data,
              GError           **error)
{
  Commit *commit = data;

  if (!take_up_failed (transaction, commit, error) ||
      !sheaf_typed_commit (transaction, commit->typed, error))
    return FALSE;

  for (guint i = 0; i < commit->covered->len; i++)
    {
      if (!sheaf_typed_note (transaction, g_ptr_array_index (commit->covered, i), error))
        return FALSE;
    }

  return TRUE;
}

static Commit *
close_log (SheafTyping *self)
{
  Commit *commit = g_new0 (Commit, 1);

  commit->typed = sheaf_typing_log_close (self->log, &commit->covered);
  commit->before = g_ptr_array_copy (self->pending, pending_copy, NULL);
  g_ptr_array_set_free_func (commit->before, pending_free);

  return commit;
}

static void
update_state (SheafTyping *self)
{
  SheafTypingState state = SHEAF_TYPING_CLEAN;

  if (!sheaf_typing_log_is_saved (self->log) || self->commits > 0)
    state = sheaf_typing_log_get_failure (self->log) != NULL ? SHEAF_TYPING_FAILED
                                                             : SHEAF_TYPING_TYPED;
  else if (sheaf_typing_is_open (self))
    state = SHEAF_TYPING_SAVED;
  if (state == self->state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gboolean
on_idle_time (gpointer user_data)
{
  SheafTyping *self = user_data;

  if (g_get_monotonic_time () - self->last_key < COMMIT_AFTER_US)
    return G_SOURCE_CONTINUE;

  self->idle_source = 0;
  sheaf_typing_commit_async (self, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
await_idle (SheafTyping *self)
{
  self->last_key = g_get_monotonic_time ();
  if (self->idle_source == 0)
    self->idle_source = g_timeout_add_seconds (1, on_idle_time, self);
}

typedef struct
{
  SheafTypingLog *log;
  char *run;
} LetGo;

static void
on_let_go (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  LetGo *let_go = user_data;

  /* What could not be made an edit is left in the journal for the next start. */
  if (sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL))
    sheaf_typing_log_forget (let_go->log, let_go->run);
  g_object_unref (let_go->log);
  g_free (let_go->run);
  g_free (let_go);
}

static void
sheaf_typing_dispose (GObject *object)
{
  SheafTyping *self = SHEAF_TYPING (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);
  if (self->log != NULL)
    g_signal_handlers_disconnect_by_data (self->log, self);

  /* Who lets go of the field has left it. */
  if (self->log != NULL && sheaf_typing_is_open (self))
    {
      Commit *commit = close_log (self);
      LetGo *let_go = g_new0 (LetGo, 1);

      let_go->log = g_object_ref (self->log);
      let_go->run = g_strdup (commit->typed->run);
      sheaf_replica_write_async (self->replica, write_commit, commit, commit_free, on_let_go,
                                 let_go);
    }
  g_clear_object (&self->log);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (sheaf_typing_parent_class)->dispose (object);
}

static void
sheaf_typing_finalize (GObject *object)
{
  SheafTyping *self = SHEAF_TYPING (object);

  g_free (self->id);
  g_free (self->field);
  g_ptr_array_unref (self->pending);
  g_clear_pointer (&self->missed, sheaf_entity_unref);

  G_OBJECT_CLASS (sheaf_typing_parent_class)->finalize (object);
}

static void
sheaf_typing_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SheafTyping *self = SHEAF_TYPING (object);

  switch ((SheafTypingProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_typing_class_init (SheafTypingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_typing_dispose;
  object_class->finalize = sheaf_typing_finalize;
  object_class->get_property = sheaf_typing_get_property;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, SHEAF_TYPING_CLEAN, SHEAF_TYPING_FAILED,
                      SHEAF_TYPING_CLEAN,
                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_REBASED] =
    g_signal_new ("rebased", SHEAF_TYPE_TYPING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sheaf_typing_init (SheafTyping *self)
{
  self->pending = g_ptr_array_new_with_free_func (pending_free);
}

SheafTyping *
sheaf_typing_new (SheafReplica *replica,
                  SheafKind     kind,
                  const char   *id,
                  const char   *field)
{
  SheafTyping *self = g_object_new (SHEAF_TYPE_TYPING, NULL);

  self->replica = g_object_ref (replica);
  self->kind = kind;
  self->id = g_strdup (id);
  self->field = g_strdup (field);
  self->log = sheaf_typing_log_new (replica, kind, id, field);
  g_signal_connect_swapped (self->log, "changed", G_CALLBACK (update_state), self);

  return self;
}

SheafKind
sheaf_typing_get_kind (SheafTyping *self)
{
  return self->kind;
}

const char *
sheaf_typing_get_id (SheafTyping *self)
{
  return self->id;
}

const char *
sheaf_typing_get_field (SheafTyping *self)
{
  return self->field;
}

gboolean
sheaf_typing_is_open (SheafTyping *self)
{
  return sheaf_typing_log_is_open (self->log);
}

SheafTypingState
sheaf_typing_get_state (SheafTyping *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPING (self), SHEAF_TYPING_CLEAN);

  return self->state;
}

const GError *
sheaf_typing_get_failure (SheafTyping *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPING (self), NULL);

  return sheaf_typing_log_get_failure (self->log);
}

const char *
sheaf_typing_get_text (SheafTyping *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPING (self), NULL);

  return sheaf_typing_log_get_text (self->log);
}

void
sheaf_typing_splice (SheafTyping *self,
                     guint        offset,
                     guint        n_removed,
                     const char  *inserted)
{
  g_return_if_fail (SHEAF_IS_TYPING (self) && inserted != NULL);

  sheaf_typing_log_splice (self->log, offset, n_removed, inserted);
  await_idle (self);
  update_state (self);
}

static void
take_theirs (SheafTyping *self,
             const char  *theirs)
{
  g_autofree char *text = g_strdup (sheaf_typing_get_text (self));
  g_autofree char *merged = NULL;

  /* Where the two overlap, typing goes on upon what it began with; the edit clashes then, and the
   * person is asked. */
  if (!sheaf_typing_is_open (self))
    merged = g_strdup (theirs);
  else if (!sheaf_merge_text (sheaf_typing_log_get_base (self->log), text, theirs, &merged))
    return;

  sheaf_typing_log_set (self->log, theirs, merged);
  if (!g_str_equal (merged, text))
    g_signal_emit (self, signals[SIGNAL_REBASED], 0, merged);
  update_state (self);
}

void
sheaf_typing_rebase (SheafTyping *self,
                     SheafEntity *entity)
{
  const char *theirs;

  g_return_if_fail (SHEAF_IS_TYPING (self));

  /* While an edit is being made, what comes may not have it yet. */
  if (self->commits > 0)
    {
      SheafEntity *missed = sheaf_entity_ref (entity);

      g_clear_pointer (&self->missed, sheaf_entity_unref);
      self->missed = missed;
      return;
    }

  theirs = sheaf_entity_get_string (entity, self->field);
  theirs = theirs == NULL ? "" : theirs;
  if (!g_str_equal (theirs, sheaf_typing_log_get_base (self->log)))
    take_theirs (self, theirs);
}

/* @run is an edit now, with all that was before it. */
static void
settle_pending (SheafTyping *self,
                const char  *run)
{
  for (guint i = 0; i < self->pending->len; i++)
    {
      Pending *pending = g_ptr_array_index (self->pending, i);

      if (g_str_equal (pending->run, run))
        {
          g_ptr_array_remove_range (self->pending, 0, i + 1);
          break;
        }
    }
  sheaf_typing_log_forget (self->log, run);
}

/* Typing goes on from where the first of the runs that failed began. */
static void
resume_pending (SheafTyping *self)
{
  Pending *first = g_ptr_array_index (self->pending, 0);
  g_autofree char *text = g_strdup (sheaf_typing_get_text (self));

  for (guint i = 0; i < self->pending->len; i++)
    sheaf_typing_log_cover (self->log, ((Pending *) g_ptr_array_index (self->pending, i))->run);
  sheaf_typing_log_set (self->log, first->base, text);
  g_ptr_array_set_size (self->pending, 0);
  await_idle (self);
}

static void
on_committed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafTyping *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->commits--;
  if (sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error))
    settle_pending (self, g_task_get_task_data (task));

  if (self->commits == 0)
    {
      g_autoptr (SheafEntity) missed = g_steal_pointer (&self->missed);

      if (self->pending->len > 0)
        resume_pending (self);
      if (missed != NULL)
        sheaf_typing_rebase (self, missed);
    }
  update_state (self);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
sheaf_typing_commit_async (SheafTyping         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Commit *commit;

  g_return_if_fail (SHEAF_IS_TYPING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, sheaf_typing_commit_async);
  if (!sheaf_typing_is_open (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  commit = close_log (self);
  g_task_set_task_data (task, g_strdup (commit->typed->run), g_free);
  g_ptr_array_add (self->pending, pending_new (commit->typed->run, commit->typed->base));
  self->commits++;
  sheaf_replica_write_async (self->replica, write_commit, commit, commit_free, on_committed,
                             g_steal_pointer (&task));
  update_state (self);
}

gboolean
sheaf_typing_commit_finish (SheafTyping   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
