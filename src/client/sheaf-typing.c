/* sheaf-typing.c: somebody typing in a text field
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-typing-private.h"

#include "client/sheaf-journal.h"
#include "model/sheaf-merge.h"

/* What is typed is on its way to the disk after this long, and there within the second. */
#define SAVE_AFTER_MS 500

/* Without a key for this long, what was typed becomes an edit. */
#define COMMIT_AFTER_US (30 * G_USEC_PER_SEC)

struct _SheafTyping
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafKind kind;
  char *id;
  char *field;

  char *base;           /* the field as others have it */
  char *text;           /* as typed */
  char *saved;          /* as the journal has it; NULL if there is no journal */
  GPtrArray *unsaved;   /* (element-type SheafSplice): typed since */
  SheafEntity *missed;  /* what came while an edit was being made */
  guint saves;          /* being written */
  guint commits;
  guint save_source;
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

/* What the writer does to one field's journal. */
typedef struct
{
  SheafKind kind;
  char *id;
  char *field;
  char *base;
  char *text;
  gboolean starts;
  GPtrArray *splices;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->id);
  g_free (job->field);
  g_free (job->base);
  g_free (job->text);
  g_clear_pointer (&job->splices, g_ptr_array_unref);
  g_free (job);
}

static Job *
job_new (SheafTyping *self)
{
  Job *job = g_new0 (Job, 1);

  job->kind = self->kind;
  job->id = g_strdup (self->id);
  job->field = g_strdup (self->field);
  job->base = g_strdup (self->base);

  return job;
}

static gboolean
write_save (SheafTransaction  *transaction,
            gpointer           data,
            GError           **error)
{
  Job *job = data;

  if (job->starts && !sheaf_journal_start (transaction, job->kind, job->id, job->field, job->base,
                                           job->text, error))
    return FALSE;

  return sheaf_journal_append (transaction, job->kind, job->id, job->field, job->splices, error);
}

static gboolean
write_commit (SheafTransaction  *transaction,
              gpointer           data,
              GError           **error)
{
  Job *job = data;

  return sheaf_journal_commit (transaction, job->kind, job->id, job->field, job->base, job->text,
                               error);
}

static void
update_state (SheafTyping *self)
{
  SheafTypingState state = SHEAF_TYPING_CLEAN;

  if (self->unsaved->len > 0 || self->saves > 0 || self->commits > 0)
    state = SHEAF_TYPING_TYPED;
  else if (sheaf_typing_is_open (self))
    state = SHEAF_TYPING_SAVED;
  if (state == self->state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void save (SheafTyping *self);

static gboolean
on_save_time (gpointer user_data)
{
  SheafTyping *self = user_data;

  self->save_source = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_save (SheafTyping *self)
{
  if (self->save_source == 0)
    self->save_source = g_timeout_add (SAVE_AFTER_MS, on_save_time, self);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SheafTyping) self = user_data;

  self->saves--;

  /* A full disk: all of it is tried again, from where the journal would begin. */
  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, NULL) &&
      sheaf_replica_get_db (self->replica) != NULL && sheaf_typing_is_open (self))
    {
      SheafSplice *whole = g_new0 (SheafSplice, 1);

      g_clear_pointer (&self->saved, g_free);
      whole->removed = g_utf8_strlen (self->base, -1);
      whole->inserted = g_strdup (self->text);
      g_ptr_array_set_size (self->unsaved, 0);
      g_ptr_array_add (self->unsaved, whole);
      schedule_save (self);
    }

  update_state (self);
}

static void
save (SheafTyping *self)
{
  Job *job;

  if (self->unsaved->len == 0)
    return;

  job = job_new (self);
  job->starts = self->saved == NULL;
  job->text = g_strdup (self->base);
  job->splices = g_steal_pointer (&self->unsaved);
  self->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_splice_free);
  g_free (self->saved);
  self->saved = g_strdup (self->text);
  self->saves++;
  sheaf_replica_write_async (self->replica, write_save, job, job_free, on_saved,
                             g_object_ref (self));
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
sheaf_typing_dispose (GObject *object)
{
  SheafTyping *self = SHEAF_TYPING (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_handle_id (&self->idle_source, g_source_remove);

  /* Who lets go of the field has left it. */
  if (self->replica != NULL && sheaf_typing_is_open (self))
    {
      Job *job = job_new (self);

      job->text = g_strdup (self->text);
      sheaf_replica_write_async (self->replica, write_commit, job, job_free, NULL, NULL);
    }
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (sheaf_typing_parent_class)->dispose (object);
}

static void
sheaf_typing_finalize (GObject *object)
{
  SheafTyping *self = SHEAF_TYPING (object);

  g_free (self->id);
  g_free (self->field);
  g_free (self->base);
  g_free (self->text);
  g_free (self->saved);
  g_clear_pointer (&self->missed, sheaf_entity_unref);
  g_ptr_array_unref (self->unsaved);

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
    g_param_spec_int ("state", NULL, NULL, SHEAF_TYPING_CLEAN, SHEAF_TYPING_SAVED,
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
  self->base = g_strdup ("");
  self->text = g_strdup ("");
  self->unsaved = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_splice_free);
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
  return self->saved != NULL || self->unsaved->len > 0 || !g_str_equal (self->base, self->text);
}

SheafTypingState
sheaf_typing_get_state (SheafTyping *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPING (self), SHEAF_TYPING_CLEAN);

  return self->state;
}

const char *
sheaf_typing_get_text (SheafTyping *self)
{
  g_return_val_if_fail (SHEAF_IS_TYPING (self), NULL);

  return self->text;
}

void
sheaf_typing_splice (SheafTyping *self,
                     guint        offset,
                     guint        n_removed,
                     const char  *inserted)
{
  SheafSplice *splice;
  char *text;

  g_return_if_fail (SHEAF_IS_TYPING (self) && inserted != NULL);

  splice = g_new0 (SheafSplice, 1);
  splice->offset = offset;
  splice->removed = n_removed;
  splice->inserted = g_strdup (inserted);
  text = sheaf_splice_apply (splice, self->text);
  g_free (self->text);
  self->text = text;
  g_ptr_array_add (self->unsaved, splice);

  self->last_key = g_get_monotonic_time ();
  schedule_save (self);
  if (self->idle_source == 0)
    self->idle_source = g_timeout_add_seconds (1, on_idle_time, self);
  update_state (self);
}

/* The journal begins again, from what is typed now upon what the others have. */
static void
restart_journal (SheafTyping *self)
{
  Job *job;

  if (self->saved == NULL && g_str_equal (self->base, self->text))
    return;

  job = job_new (self);
  job->starts = TRUE;
  job->text = g_strdup (self->text);
  job->splices = g_ptr_array_new ();
  g_ptr_array_set_size (self->unsaved, 0);
  g_free (self->saved);
  self->saved = g_strdup (self->text);
  self->saves++;
  sheaf_replica_write_async (self->replica, write_save, job, job_free, on_saved,
                             g_object_ref (self));
}

static void
take_theirs (SheafTyping *self,
             const char  *theirs)
{
  const gboolean was_open = sheaf_typing_is_open (self);
  g_autofree char *merged = NULL;

  /* Where the two overlap, typing goes on upon what it began with; the edit clashes then, and the
   * person is asked. */
  if (!was_open)
    merged = g_strdup (theirs);
  else if (!sheaf_merge_text (self->base, self->text, theirs, &merged))
    return;

  g_free (self->base);
  self->base = g_strdup (theirs);
  if (!g_str_equal (merged, self->text))
    {
      g_free (self->text);
      self->text = g_steal_pointer (&merged);
      if (was_open)
        restart_journal (self);
      g_signal_emit (self, signals[SIGNAL_REBASED], 0, self->text);
    }
  else if (was_open)
    restart_journal (self);
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
  if (!g_str_equal (theirs, self->base))
    take_theirs (self, theirs);
}

static void
on_committed (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SheafTyping *self = g_task_get_source_object (task);
  const char *former = g_task_get_task_data (task);
  g_autoptr (SheafEntity) missed = g_steal_pointer (&self->missed);
  GError *error = NULL;

  self->commits--;
  if (!sheaf_replica_write_finish (SHEAF_REPLICA (source), result, &error))
    {
      if (self->commits == 0)
        {
          g_free (self->base);
          self->base = g_strdup (former);
        }
      update_state (self);
      g_task_return_error (task, error);
      return;
    }

  if (self->commits > 0)
    self->missed = g_steal_pointer (&missed);
  else if (missed != NULL)
    sheaf_typing_rebase (self, missed);
  update_state (self);
  g_task_return_boolean (task, TRUE);
}

void
sheaf_typing_commit_async (SheafTyping         *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (SHEAF_IS_TYPING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, sheaf_typing_commit_async);
  if (!sheaf_typing_is_open (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_clear_handle_id (&self->save_source, g_source_remove);
  job = job_new (self);
  job->text = g_strdup (self->text);
  g_task_set_task_data (task, g_steal_pointer (&self->base), g_free);
  self->base = g_strdup (self->text);
  g_clear_pointer (&self->saved, g_free);
  g_ptr_array_set_size (self->unsaved, 0);
  self->commits++;
  sheaf_replica_write_async (self->replica, write_commit, job, job_free, on_committed,
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
