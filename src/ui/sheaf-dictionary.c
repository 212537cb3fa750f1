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
  EnchantDict *dict;
};

G_DEFINE_FINAL_TYPE (SheafDictionary, sheaf_dictionary, G_TYPE_OBJECT)

typedef struct
{
  char *wanted; /* "pt_BR" */
  char *region; /* "_GB", the locale's, or NULL */
  char *best;
  int score;
} Choice;

static void
choose (const char *tag,
        const char *provider,
        const char *description,
        const char *file,
        void       *data)
{
  Choice *choice = data;
  gsize length = strcspn (choice->wanted, "_");
  int score = 1;

  if (strcspn (tag, "_-") != length || g_ascii_strncasecmp (tag, choice->wanted, length) != 0)
    return;

  if (g_ascii_strcasecmp (tag, choice->wanted) == 0)
    score = 4;
  else if (choice->region != NULL && g_str_has_suffix (tag, choice->region))
    score = 3;
  else if (strlen (tag) == length)
    score = 2;

  if (score > choice->score || (score == choice->score && g_strcmp0 (tag, choice->best) < 0))
    {
      g_free (choice->best);
      choice->best = g_strdup (tag);
      choice->score = score;
    }
}

static char *
choose_tag (EnchantBroker *broker,
            const char    *language)
{
  const char *const *locales = g_get_language_names_with_category ("LC_MESSAGES");
  g_autofree char *locale = g_strdup (locales[0]);
  Choice choice = { 0 };
  const char *region;

  locale[strcspn (locale, ".@")] = '\0';
  region = strchr (locale, '_');

  choice.wanted = g_strdelimit (g_strdup (language), "-", '_');
  choice.region = region != NULL ? g_strdup (region) : NULL;
  enchant_broker_list_dicts (broker, choose, &choice);

  g_free (choice.wanted);
  g_free (choice.region);
  return choice.best;
}

static void
sheaf_dictionary_finalize (GObject *object)
{
  SheafDictionary *self = SHEAF_DICTIONARY (object);

  if (self->dict != NULL)
    enchant_broker_free_dict (self->broker, self->dict);
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
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  g_autoptr (SheafDictionary) self = g_object_new (SHEAF_TYPE_DICTIONARY, NULL);
  const char *language = data;
  g_autofree char *tag = NULL;

  self->broker = enchant_broker_init ();
  tag = choose_tag (self->broker, language);
  if (tag != NULL)
    self->dict = enchant_broker_request_dict (self->broker, tag);

  if (self->dict == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "No dictionary is installed for “%s”", language);
  else
    g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
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
  int answer;

  g_return_val_if_fail (SHEAF_IS_DICTIONARY (self), SHEAF_SPELLING_RIGHT);

  if (!g_mutex_trylock (&self->mutex))
    return SHEAF_SPELLING_BUSY;

  answer = enchant_dict_check (self->dict, word, strlen (word));
  g_mutex_unlock (&self->mutex);

  return answer > 0 ? SHEAF_SPELLING_WRONG : SHEAF_SPELLING_RIGHT;
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

static void
suggest_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  SheafDictionary *self = source;
  const Question *question = data;
  GStrvBuilder *builder = g_strv_builder_new ();
  size_t n_found = 0;
  char **found;

  g_mutex_lock (&self->mutex);
  found = enchant_dict_suggest (self->dict, question->word, strlen (question->word), &n_found);
  for (size_t i = 0; found != NULL && i < n_found && i < question->n; i++)
    g_strv_builder_add (builder, found[i]);
  if (found != NULL)
    enchant_dict_free_string_list (self->dict, found);
  g_mutex_unlock (&self->mutex);

  g_task_return_pointer (task, g_strv_builder_end (builder), (GDestroyNotify) g_strfreev);
  g_strv_builder_unref (builder);
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
