/* sheaf-typing-log.c: a field's text as typed, and its way into the journal
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-typing-log.h"

#include "client/sheaf-journal.h"
#include "model/sheaf-id.h"

#define SAVE_AFTER_US (G_USEC_PER_SEC / 2)

/* After this long, what could not be written is tried again. */
#define RETRY_AFTER_MS 2000

/* A run of more splices than this begins anew from the text as it stands: a journal is read back
 * splice by splice. */
#define MAX_SPLICES 1000

struct _SheafTypingLog
{
  GObject parent_instance;

  SheafReplica *replica;
  SheafKind kind;
  char *id;
  char *field;

  char *base;
  char *text;
  char *run;          /* NULL: it begins with the next save */
  guint n_splices;    /* that the run has */
  GPtrArray *unsaved; /* (element-type SheafSplice): typed since the run's last save */
  GPtrArray *ended;   /* (element-type utf8): runs that the next save removes */
  gboolean dirty;     /* the journal will not have all, once all saves are done */
  gint64 dirty_since;
  guint saves;        /* on their way */
  guint save_source;
  GError *failure;
};

G_DEFINE_FINAL_TYPE (SheafTypingLog, sheaf_typing_log, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void save (SheafTypingLog *self);

static GPtrArray *
new_splices (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_splice_free);
}

static GPtrArray *
new_runs (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

static void
add_runs (GPtrArray *to,
          GPtrArray *from)
{
  g_ptr_array_extend (to, from, (GCopyFunc) (void *) g_strdup, NULL);
}

static SheafTyped *
make_typed (SheafTypingLog *self)
{
  SheafTyped *typed = g_new0 (SheafTyped, 1);

  typed->run = g_strdup (self->run);
  typed->kind = self->kind;
  typed->id = g_strdup (self->id);
  typed->field = g_strdup (self->field);
  typed->base = g_strdup (self->base);
  typed->text = g_strdup (self->text);

  return typed;
}

static gboolean
on_save_time (gpointer user_data)
{
  SheafTypingLog *self = user_data;

  self->save_source = 0;
  save (self);

  return G_SOURCE_REMOVE;
}

static void
schedule_save (SheafTypingLog *self)
{
  gint64 due;

  if (!self->dirty || self->saves > 0 || self->save_source != 0)
    return;

  due = self->dirty_since + SAVE_AFTER_US - g_get_monotonic_time ();
  self->save_source = g_timeout_add (self->failure != NULL ? RETRY_AFTER_MS : MAX (due, 0) / 1000,
                                     on_save_time, self);
}

static void
make_dirty (SheafTypingLog *self)
{
  if (!self->dirty)
    self->dirty_since = g_get_monotonic_time ();
  self->dirty = TRUE;
  schedule_save (self);
}

/* The next save says all there is to say. */
static void
begin_anew (SheafTypingLog *self)
{
  if (self->run != NULL)
    g_ptr_array_add (self->ended, g_steal_pointer (&self->run));
  g_ptr_array_set_size (self->unsaved, 0);
  make_dirty (self);
}

typedef struct
{
  SheafTypingLog *self;
  char *run;
  GPtrArray *ended;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->self);
  g_free (saving->run);
  g_ptr_array_unref (saving->ended);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

/* Nobody knows what of the run is there. */
static void
save_failed (SheafTypingLog *self,
             Saving         *saving,
             GError         *failure)
{
  g_clear_error (&self->failure);
  self->failure = failure;
  add_runs (self->ended, saving->ended);
  if (g_strcmp0 (self->run, saving->run) == 0)
    begin_anew (self);
  else if (saving->run != NULL)
    g_ptr_array_add (self->ended, g_strdup (saving->run));
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (Saving) saving = user_data;
  SheafTypingLog *self = saving->self;
  GError *failure = NULL;

  self->saves--;
  if (sheaf_journal_save_finish (SHEAF_DB (source), result, &failure))
    {
      g_clear_error (&self->failure);
      if (self->n_splices >= MAX_SPLICES)
        begin_anew (self);
    }
  else
    save_failed (self, saving, failure);

  schedule_save (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
save (SheafTypingLog *self)
{
  SheafDb *journal = sheaf_replica_get_journal (self->replica);
  SheafJournalSave *save;
  Saving *saving;

  if (journal == NULL || (!self->dirty && self->ended->len == 0))
    return;

  save = g_new0 (SheafJournalSave, 1);
  save->ended = g_steal_pointer (&self->ended);
  self->ended = new_runs ();
  if (self->dirty && self->run == NULL)
    {
      self->run = sheaf_id_new ();
      self->n_splices = 0;
      save->begins = make_typed (self);
    }
  else if (self->dirty)
    {
      self->n_splices += self->unsaved->len;
      save->run = g_strdup (self->run);
      save->splices = g_steal_pointer (&self->unsaved);
      self->unsaved = new_splices ();
    }

  saving = g_new0 (Saving, 1);
  saving->self = g_object_ref (self);
  saving->run = self->dirty ? g_strdup (self->run) : NULL;
  saving->ended = g_ptr_array_ref (save->ended);
  self->dirty = FALSE;
  self->saves++;
  sheaf_journal_save_async (journal, save, on_saved, saving);
}

static void
sheaf_typing_log_dispose (GObject *object)
{
  SheafTypingLog *self = SHEAF_TYPING_LOG (object);

  g_clear_handle_id (&self->save_source, g_source_remove);
  g_clear_object (&self->replica);

  G_OBJECT_CLASS (sheaf_typing_log_parent_class)->dispose (object);
}

static void
sheaf_typing_log_finalize (GObject *object)
{
  SheafTypingLog *self = SHEAF_TYPING_LOG (object);

  g_free (self->id);
  g_free (self->field);
  g_free (self->base);
  g_free (self->text);
  g_free (self->run);
  g_ptr_array_unref (self->unsaved);
  g_ptr_array_unref (self->ended);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (sheaf_typing_log_parent_class)->finalize (object);
}

static void
sheaf_typing_log_class_init (SheafTypingLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sheaf_typing_log_dispose;
  object_class->finalize = sheaf_typing_log_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SHEAF_TYPE_TYPING_LOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_typing_log_init (SheafTypingLog *self)
{
  self->base = g_strdup ("");
  self->text = g_strdup ("");
  self->unsaved = new_splices ();
  self->ended = new_runs ();
}

SheafTypingLog *
sheaf_typing_log_new (SheafReplica *replica,
                      SheafKind     kind,
                      const char   *id,
                      const char   *field)
{
  SheafTypingLog *self = g_object_new (SHEAF_TYPE_TYPING_LOG, NULL);

  self->replica = g_object_ref (replica);
  self->kind = kind;
  self->id = g_strdup (id);
  self->field = g_strdup (field);

  return self;
}

const char *
sheaf_typing_log_get_base (SheafTypingLog *self)
{
  return self->base;
}

const char *
sheaf_typing_log_get_text (SheafTypingLog *self)
{
  return self->text;
}

gboolean
sheaf_typing_log_is_open (SheafTypingLog *self)
{
  return self->run != NULL || self->dirty || !g_str_equal (self->base, self->text);
}

gboolean
sheaf_typing_log_is_saved (SheafTypingLog *self)
{
  return !self->dirty && self->saves == 0;
}

const GError *
sheaf_typing_log_get_failure (SheafTypingLog *self)
{
  return self->failure;
}

void
sheaf_typing_log_splice (SheafTypingLog *self,
                         guint           offset,
                         guint           n_removed,
                         const char     *inserted)
{
  SheafSplice *splice = sheaf_splice_new (offset, n_removed, inserted);
  char *text = sheaf_splice_apply (splice, self->text);
  SheafSplice *last = NULL;

  g_free (self->text);
  self->text = text;
  if (self->unsaved->len > 0)
    last = g_ptr_array_index (self->unsaved, self->unsaved->len - 1);

  /* A run that has not begun begins with the text. */
  if (self->run == NULL || (last != NULL && sheaf_splice_extend (last, splice)))
    sheaf_splice_free (splice);
  else
    g_ptr_array_add (self->unsaved, splice);

  make_dirty (self);
}

void
sheaf_typing_log_set (SheafTypingLog *self,
                      const char     *base,
                      const char     *text)
{
  const gboolean was_open = sheaf_typing_log_is_open (self);
  char *old_base = self->base;
  char *old_text = self->text;

  self->base = g_strdup (base);
  self->text = g_strdup (text);
  g_free (old_base);
  g_free (old_text);
  if (was_open || sheaf_typing_log_is_open (self))
    begin_anew (self);
}

SheafTyped *
sheaf_typing_log_close (SheafTypingLog  *self,
                        GPtrArray      **covered)
{
  SheafTyped *typed;

  *covered = new_runs ();
  add_runs (*covered, self->ended);
  g_clear_handle_id (&self->save_source, g_source_remove);
  save (self);

  /* Where there is no journal, the run still needs a name. */
  if (self->run == NULL)
    self->run = sheaf_id_new ();
  typed = make_typed (self);
  g_clear_pointer (&self->run, g_free);
  g_ptr_array_set_size (self->unsaved, 0);
  self->dirty = FALSE;
  g_free (self->base);
  self->base = g_strdup (self->text);

  return typed;
}

void
sheaf_typing_log_forget (SheafTypingLog *self,
                         const char     *run)
{
  SheafDb *journal = sheaf_replica_get_journal (self->replica);

  if (journal != NULL)
    sheaf_journal_end (journal, run);
}

void
sheaf_typing_log_cover (SheafTypingLog *self,
                        const char     *run)
{
  g_ptr_array_add (self->ended, g_strdup (run));
}
