/* sheaf-dictionary.c: a spelling dictionary that is opened and asked for suggestions on a thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-dictionary.h"

#include <enchant.h>
#include <string.h>

struct _SheafDictionary
{
  GObject parent_instance;

  /* A broker and its dictionaries serve one thread at a time. */
  GMutex mutex;
  EnchantBroker *broker;
  GPtrArray *dicts; /* (element-type EnchantDict): a word is right if it is in any */
};

G_DEFINE_FINAL_TYPE (SheafDictionary, sheaf_dictionary, G_TYPE_OBJECT)

static void
add_tag (const char *tag,
         const char *provider,
         const char *description,
         const char *file,
         void       *data)
{
  GPtrArray *tags = data;

  if (!g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, NULL))
    g_ptr_array_add (tags, g_strdup (tag));
}

static int
compare_tags (gconstpointer a,
              gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "_GB", as the locale has it, or NULL. */
static char *
get_region (void)
{
  const char *const *locales = g_get_language_names_with_category ("LC_MESSAGES");
  g_autofree char *locale = g_strdup (locales[0]);
  const char *region;

  locale[strcspn (locale, ".@")] = '\0';
  region = strchr (locale, '_');

  return g_strdup (region);
}

/* How well a dictionary fits: 0 if it is of another language. */
static int
rate_tag (const char *tag,
          const char *wanted,
          const char *region)
{
  gsize length = strcspn (wanted, "_");

  if (strcspn (tag, "_-") != length || g_ascii_strncasecmp (tag, wanted, length) != 0)
    return 0;

  if (g_ascii_strcasecmp (tag, wanted) == 0)
    return 4;

  if (region != NULL && g_str_has_suffix (tag, region))
    return 3;

  return strlen (tag) == length ? 2 : 1;
}

/* The best first. Who names a region means its spelling; who names a language alone is content with
 * any of its spellings. */
static GPtrArray *
choose_tags (EnchantBroker *broker,
             const char    *language)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *wanted = g_strdelimit (g_strdup (language), "-", '_');
  g_autofree char *region = get_region ();
  gboolean any = strchr (wanted, '_') == NULL;

  enchant_broker_list_dicts (broker, add_tag, tags);
  g_ptr_array_sort (tags, compare_tags);

  for (int rate = 4; rate > 0 && (any || chosen->len == 0); rate--)
    {
      for (guint i = 0; i < tags->len && (any || chosen->len == 0); i++)
        {
          const char *tag = g_ptr_array_index (tags, i);

          if (rate_tag (tag, wanted, region) == rate)
            g_ptr_array_add (chosen, g_strdup (tag));
        }
    }

  return g_steal_pointer (&chosen);
}

static void
sheaf_dictionary_finalize (GObject *object)
{
  SheafDictionary *self = SHEAF_DICTIONARY (object);

  for (guint i = 0; i < self->dicts->len; i++)
    enchant_broker_free_dict (self->broker, g_ptr_array_index (self->dicts, i));
  g_ptr_array_unref (self->dicts);
  g_clear_pointer (&self->broker, enchant_broker_free);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (sheaf_dictionary_parent_class)->finalize (object);
}

static void
sheaf_dictionary_class_init (SheafDictionaryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sheaf_dictionary_finalize;
}

static void
sheaf_dictionary_init (SheafDictionary *self)
{
  g_mutex_init (&self->mutex);
  self->dicts = g_ptr_array_new ();
}

/* Aspell, which Enchant may ask, keeps a list of what is installed for the whole process and guards
 * it by nothing: two dictionaries opened at once have ended in a crash there. */
static GMutex opening;
static gboolean stopped; /* guarded by it */

static void
open_dicts (SheafDictionary *self,
            const char      *language)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&opening);
  g_autoptr (GPtrArray) tags = NULL;

  if (stopped)
    return;

  self->broker = enchant_broker_init ();
  tags = choose_tags (self->broker, language);
  for (guint i = 0; i < tags->len; i++)
    {
      EnchantDict *dict = enchant_broker_request_dict (self->broker, g_ptr_array_index (tags, i));

      if (dict != NULL)
        g_ptr_array_add (self->dicts, dict);
    }
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr (SheafDictionary) self = g_object_new (SHEAF_TYPE_DICTIONARY, NULL);
  const char *language = data;

  open_dicts (self, language);
  if (self->dicts->len == 0)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "No dictionary is installed for “%s”", language);
  else
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

void
sheaf_dictionary_stop (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&opening);

  stopped = TRUE;
}

void
sheaf_dictionary_open_async (const char          *language,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (language != NULL);

  g_task_set_source_tag (task, sheaf_dictionary_open_async);
  g_task_set_task_data (task, g_strdup (language), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

SheafDictionary *
sheaf_dictionary_open_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

SheafSpellingAnswer
sheaf_dictionary_check (SheafDictionary *self,
                        const char      *word)
{
  gboolean wrong = TRUE;

  g_return_val_if_fail (SHEAF_IS_DICTIONARY (self), SHEAF_SPELLING_RIGHT);

  if (!g_mutex_trylock (&self->mutex))
    return SHEAF_SPELLING_BUSY;

  for (guint i = 0; wrong && i < self->dicts->len; i++)
    wrong = enchant_dict_check (g_ptr_array_index (self->dicts, i), word, strlen (word)) > 0;
  g_mutex_unlock (&self->mutex);

  return wrong ? SHEAF_SPELLING_WRONG : SHEAF_SPELLING_RIGHT;
}

typedef struct
{
  char *word;
  guint n;
} Question;

static void
question_free (Question *question)
{
  g_free (question->word);
  g_free (question);
}

/* Each dictionary's best before any's second best. */
static GStrv
interleave (GPtrArray *lists,
            guint      n)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  gboolean more = TRUE;

  for (guint at = 0; more && words->len < n; at++)
    {
      more = FALSE;
      for (guint i = 0; i < lists->len && words->len < n; i++)
        {
          const char *const *list = g_ptr_array_index (lists, i);

          if (at >= g_strv_length ((char **) list))
            continue;

          more = TRUE;
          if (!g_ptr_array_find_with_equal_func (words, list[at], g_str_equal, NULL))
            g_ptr_array_add (words, g_strdup (list[at]));
        }
    }

  g_ptr_array_add (words, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&words), FALSE);
}

static void
suggest_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  SheafDictionary *self = source;
  const Question *question = data;
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->dicts->len; i++)
    {
      EnchantDict *dict = g_ptr_array_index (self->dicts, i);
      size_t n_found = 0;
      char **found;

      found = enchant_dict_suggest (dict, question->word, strlen (question->word), &n_found);
      if (found == NULL)
        continue;

      g_ptr_array_add (lists, g_strdupv (found));
      enchant_dict_free_string_list (dict, found);
    }
  g_mutex_unlock (&self->mutex);

  g_task_return_pointer (task, interleave (lists, question->n), (GDestroyNotify) g_strfreev);
}

void
sheaf_dictionary_suggest_async (SheafDictionary     *self,
                                const char          *word,
                                guint                n,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  Question *question;

  g_return_if_fail (SHEAF_IS_DICTIONARY (self));

  question = g_new0 (Question, 1);
  question->word = g_strdup (word);
  question->n = n;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sheaf_dictionary_suggest_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, suggest_in_thread);
}

GStrv
sheaf_dictionary_suggest_finish (SheafDictionary  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
