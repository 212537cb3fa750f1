/* sheaf-spell-words.c: the desk's own words, which are never misspelled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-spell-words.h"

/* What a person can sensibly have added; a file beyond it is not ours. */
#define LARGEST_FILE (4 * 1024 * 1024)

struct _SheafSpellWords
{
  GObject parent_instance;

  GFile *file;
  GFileMonitor *monitor;
  GHashTable *words;
  GHashTable *capitals; /* the same in capitals */
  GCancellable *cancellable;
  gboolean loaded;
  gboolean saving;
  gboolean unsaved;
};

G_DEFINE_FINAL_TYPE (SheafSpellWords, sheaf_spell_words, G_TYPE_OBJECT)

static guint changed_signal;

static void save (SheafSpellWords *self);

static gboolean
take_word (SheafSpellWords *self,
           char            *word)
{
  g_hash_table_add (self->capitals, g_utf8_strup (word, -1));

  return g_hash_table_add (self->words, word);
}

static void
take_lines (SheafSpellWords *self,
            const char      *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_normalize (g_strstrip (lines[i]), -1, G_NORMALIZE_NFC);

      if (word != NULL && *word != '\0')
        take_word (self, g_steal_pointer (&word));
    }
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SheafSpellWords) self = data;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return;
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_warning ("Cannot read the desk's words: %s", error->message);
    }
  else if (length <= LARGEST_FILE && g_utf8_validate (contents, length, NULL))
    {
      /* What was added while the file was being read, or is not written yet, stays. */
      if (!self->unsaved && !self->saving)
        {
          g_hash_table_remove_all (self->words);
          g_hash_table_remove_all (self->capitals);
        }
      take_lines (self, contents);
    }

  self->loaded = TRUE;
  if (self->unsaved)
    save (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
load (SheafSpellWords *self)
{
  g_file_load_contents_async (self->file, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_file_changed (GFileMonitor     *monitor,
                 GFile            *file,
                 GFile            *other,
                 GFileMonitorEvent event,
                 SheafSpellWords  *self)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT && event != G_FILE_MONITOR_EVENT_RENAMED &&
      event != G_FILE_MONITOR_EVENT_CREATED && event != G_FILE_MONITOR_EVENT_MOVED_IN)
    return;

  if (!self->saving && !self->unsaved)
    load (self);
}

static void
on_saved (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (SheafSpellWords) self = data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_warning ("Cannot write the desk's words: %s", error->message);
      self->unsaved = TRUE;
      return;
    }

  if (self->unsaved)
    save (self);
}

static void
on_folder_made (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (SheafSpellWords) self = data;
  g_auto (GStrv) words = sheaf_spell_words_list (self);
  g_autofree char *joined = g_strjoinv ("\n", words);
  g_autofree char *text = g_strconcat (joined, *joined != '\0' ? "\n" : "", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  text = NULL;
  g_task_propagate_boolean (G_TASK (result), NULL);

  self->unsaved = FALSE;
  g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       on_saved, g_object_ref (self));
}

static void
make_folder (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_get_parent (G_FILE (data));

  if (folder != NULL)
    g_file_make_directory_with_parents (folder, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
save (SheafSpellWords *self)
{
  g_autoptr (GTask) task = NULL;

  self->unsaved = TRUE;
  if (self->saving || !self->loaded)
    return;

  self->saving = TRUE;
  task = g_task_new (self, NULL, on_folder_made, g_object_ref (self));
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, g_object_ref (self->file), g_object_unref);
  g_task_run_in_thread (task, make_folder);
}

static void
sheaf_spell_words_dispose (GObject *object)
{
  SheafSpellWords *self = SHEAF_SPELL_WORDS (object);

  g_cancellable_cancel (self->cancellable);
  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (sheaf_spell_words_parent_class)->dispose (object);
}

static void
sheaf_spell_words_finalize (GObject *object)
{
  SheafSpellWords *self = SHEAF_SPELL_WORDS (object);

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->words, g_hash_table_unref);
  g_clear_pointer (&self->capitals, g_hash_table_unref);

  G_OBJECT_CLASS (sheaf_spell_words_parent_class)->finalize (object);
}

static void
sheaf_spell_words_class_init (SheafSpellWordsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sheaf_spell_words_dispose;
  G_OBJECT_CLASS (class)->finalize = sheaf_spell_words_finalize;

  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sheaf_spell_words_init (SheafSpellWords *self)
{
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->capitals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

SheafSpellWords *
sheaf_spell_words_new (GFile *file)
{
  SheafSpellWords *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (SHEAF_TYPE_SPELL_WORDS, NULL);
  self->file = g_object_ref (file);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_changed), self, 0);
  load (self);

  return self;
}

GFile *
sheaf_spell_words_get_user_file (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "sheaf", "words.txt", NULL);
}

gboolean
sheaf_spell_words_contains (SheafSpellWords *self,
                            const char      *word)
{
  g_autofree char *normal = NULL;
  g_autofree char *small = NULL;
  g_autofree char *first = NULL;

  g_return_val_if_fail (SHEAF_IS_SPELL_WORDS (self), FALSE);

  normal = g_utf8_normalize (word, -1, G_NORMALIZE_NFC);
  if (normal == NULL || *normal == '\0')
    return FALSE;
  if (g_hash_table_contains (self->words, normal) ||
      g_hash_table_contains (self->capitals, normal))
    return TRUE;

  /* The other way about, a name that was added with its capital is misspelled without it. */
  first = g_utf8_strdown (normal, g_utf8_next_char (normal) - normal);
  small = g_strconcat (first, g_utf8_next_char (normal), NULL);
  return g_unichar_isupper (g_utf8_get_char (normal)) && g_hash_table_contains (self->words, small);
}

void
sheaf_spell_words_add (SheafSpellWords *self,
                       const char      *word)
{
  g_autofree char *normal = NULL;

  g_return_if_fail (SHEAF_IS_SPELL_WORDS (self));

  normal = g_utf8_normalize (word, -1, G_NORMALIZE_NFC);
  if (normal == NULL || *normal == '\0' || strchr (normal, '\n') != NULL)
    return;
  if (!take_word (self, g_steal_pointer (&normal)))
    return;

  save (self);
  g_signal_emit (self, changed_signal, 0);
}

void
sheaf_spell_words_remove (SheafSpellWords *self,
                          const char      *word)
{
  g_autofree char *capitals = NULL;

  g_return_if_fail (SHEAF_IS_SPELL_WORDS (self));

  if (!g_hash_table_contains (self->words, word))
    return;

  capitals = g_utf8_strup (word, -1);
  g_hash_table_remove (self->capitals, capitals);
  g_hash_table_remove (self->words, word);
  save (self);
  g_signal_emit (self, changed_signal, 0);
}

gboolean
sheaf_spell_words_is_saved (SheafSpellWords *self)
{
  g_return_val_if_fail (SHEAF_IS_SPELL_WORDS (self), FALSE);

  return !self->saving && !self->unsaved;
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

GStrv
sheaf_spell_words_list (SheafSpellWords *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SHEAF_IS_SPELL_WORDS (self), NULL);

  g_hash_table_iter_init (&iter, self->words);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (list, g_strdup (key));
  g_ptr_array_sort (list, compare_words);
  g_ptr_array_add (list, NULL);

  return (GStrv) g_ptr_array_free (list, FALSE);
}
