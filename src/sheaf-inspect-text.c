/* sheaf-inspect-text.c: what Sheaf suggests about articles, for sheaf-inspect
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "model/sheaf-fold.h"
#include "model/sheaf-time.h"
#include "sheaf-inspect-text.h"
#include "text/sheaf-analyser.h"
#include "text/sheaf-copies.h"
#include "text/sheaf-matcher.h"
#include "text/sheaf-stories.h"
#include "text/sheaf-tagger.h"

#define USUAL_RELATED 10
#define USUAL_TAGS 8
#define REASONS 4

/* Stories settle over the newest articles: a few days of a busy desk. */
#define WINDOW 20000

/* What is kept of an article beside what the matcher keeps. */
typedef struct
{
  char *id;
  char *title;     /* folded */
  char *publisher; /* folded */
  SheafFingerprint *fingerprint; /* for duplicates only */
  SheafPhrases *phrases;         /* for tags only */
} Article;

typedef struct
{
  const char *command;
  guint top;
  gint64 now;
  SheafVocabulary *vocabulary;
  SheafAnalyser *analyser;
  SheafMatcher *matcher;
  SheafStories *stories;
  SheafCopies *copies;
  SheafTagger *tagger;
  GPtrArray *articles; /* (element-type Article): by their numbers */
} Inspection;

static void
article_free (Article *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->publisher);
  g_clear_pointer (&self->fingerprint, sheaf_fingerprint_free);
  g_clear_pointer (&self->phrases, sheaf_phrases_free);
  g_free (self);
}

static const Article *
get_article (Inspection *self,
             guint32     number)
{
  return g_ptr_array_index (self->articles, number);
}

static void
inspection_clear (Inspection *self)
{
  g_ptr_array_unref (self->articles);
  sheaf_tagger_free (self->tagger);
  sheaf_copies_free (self->copies);
  sheaf_stories_free (self->stories);
  sheaf_matcher_free (self->matcher);
  sheaf_analyser_free (self->analyser);
  sheaf_vocabulary_free (self->vocabulary);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Inspection, inspection_clear)

static void
inspection_init (Inspection *self,
                 const char *command,
                 guint       top)
{
  self->command = command;
  self->top = top;
  self->now = sheaf_time_now ();
  self->vocabulary = sheaf_vocabulary_new ();
  self->analyser = sheaf_analyser_new (self->vocabulary);
  self->matcher = sheaf_matcher_new ();
  self->stories = sheaf_stories_new (self->matcher);
  self->copies = sheaf_copies_new ();
  self->tagger = sheaf_tagger_new ();
  self->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) article_free);
}

static void
print_line (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  g_print ("%s\n", text);
}

static void
add_score (JsonBuilder *builder,
           double       score)
{
  json_builder_set_member_name (builder, "score");
  json_builder_add_double_value (builder, round (score * 10000) / 10000);
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static const char *
get_string (JsonObject *object,
            const char *name,
            const char *otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return otherwise;

  return json_node_get_string (node);
}

static const char *
name_kind (SheafCopyKind kind)
{
  switch (kind)
    {
    case SHEAF_COPY_IDENTICAL:
      return "identical";
    case SHEAF_COPY_TRIMMED:
      return "trimmed";
    case SHEAF_COPY_CORRECTED:
      return "corrected";
    case SHEAF_COPY_REWRITTEN:
      return "rewritten";
    case SHEAF_COPY_NONE:
    default:
      return NULL;
    }
}

/* The one published first is named first; where both were at once, the one that came first. */
static void
print_copy (Inspection    *self,
            guint32        number,
            guint32        other,
            SheafCopyKind  kind)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  gboolean swap = sheaf_matcher_get_published (self->matcher, number)
                  < sheaf_matcher_get_published (self->matcher, other);
  SheafOverlap overlap = sheaf_fingerprint_compare (get_article (self, number)->fingerprint,
                                                    get_article (self, other)->fingerprint);

  json_builder_begin_object (builder);
  add_string (builder, "a", get_article (self, swap ? number : other)->id);
  add_string (builder, "b", get_article (self, swap ? other : number)->id);
  add_score (builder, overlap.resemblance);
  add_string (builder, "kind", name_kind (kind));
  json_builder_end_object (builder);
  print_line (builder);
}

static void
find_copies (Inspection *self,
             guint32     number)
{
  const Article *article = get_article (self, number);
  g_autoptr(GArray) found = sheaf_copies_find (self->copies, article->fingerprint);

  for (guint i = found->len; i > 0; i--)
    {
      guint32 other = g_array_index (found, guint32, i - 1);
      const Article *earlier = get_article (self, other);
      gboolean same_desk
        = (*article->publisher != '\0' && g_str_equal (article->publisher, earlier->publisher))
          || (*article->title != '\0' && g_str_equal (article->title, earlier->title));
      SheafCopyKind kind
        = sheaf_fingerprint_judge (article->fingerprint, earlier->fingerprint, same_desk);

      if (kind != SHEAF_COPY_NONE)
        print_copy (self, number, other, kind);
    }
  sheaf_copies_add (self->copies, number, article->fingerprint);
}

static void
add_article (Inspection *self,
             JsonObject *object)
{
  const char *title = get_string (object, "title", "");
  const char *body = get_string (object, "body", "");
  gint64 time = sheaf_time_from_string (get_string (object, "published", NULL));
  g_autoptr(SheafTerms) terms
    = sheaf_analyser_analyse (self->analyser, title, body, get_string (object, "language", NULL));
  Article *article = g_new0 (Article, 1);
  guint32 number
    = sheaf_matcher_add (self->matcher, terms, time != SHEAF_TIME_NONE ? time : self->now);

  article->id = g_strdup (get_string (object, "id", ""));
  article->title = sheaf_fold (title);
  article->publisher = sheaf_fold (get_string (object, "publisher", ""));
  g_ptr_array_add (self->articles, article);

  if (g_str_equal (self->command, "duplicates"))
    {
      article->fingerprint = sheaf_fingerprint_new (terms->words, terms->n_words);
      find_copies (self, number);
      return;
    }
  if (g_str_equal (self->command, "tags"))
    {
      article->phrases
        = sheaf_phrases_new (sheaf_analyser_get_tokens (self->analyser), title, body);
      return;
    }

  if (sheaf_matcher_needs_learning (self->matcher))
    sheaf_matcher_learn (self->matcher);
  if (g_str_equal (self->command, "stories"))
    sheaf_stories_add (self->stories, number);
}

/* Returns NULL, or what is wrong with the line. */
static const char *
read_line (Inspection *self,
           const char *line,
           gsize       length)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (!g_utf8_validate_len (line, length, NULL))
    return "it is not UTF-8";
  if (!json_parser_load_from_data (parser, line, (gssize) length, NULL))
    return "it is not JSON";
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return "it is not an object";
  object = json_node_get_object (root);
  if (get_string (object, "id", NULL) == NULL)
    return "it has no id";
  if (get_string (object, "title", NULL) == NULL && get_string (object, "body", NULL) == NULL)
    return "it has neither a title nor a body";

  add_article (self, object);

  return NULL;
}

static void
print_stories (Inspection *self)
{
  sheaf_stories_settle (self->stories, WINDOW);
  for (guint32 article = 0; article < self->articles->len; article++)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autofree char *story
        = g_strdup_printf ("s%u", sheaf_stories_get_story (self->stories, article));

      json_builder_begin_object (builder);
      add_string (builder, "id", get_article (self, article)->id);
      add_string (builder, "story", story);
      json_builder_end_object (builder);
      print_line (builder);
    }
}

/* "Osaka, expo, vice premier; same day" */
static char *
explain (Inspection *self,
         guint32     article,
         guint32     other)
{
  g_autoptr(GArray) terms = sheaf_matcher_explain (self->matcher, article, other, REASONS);
  GString *why = g_string_new (NULL);
  gint64 apart = sheaf_matcher_get_published (self->matcher, other)
                 - sheaf_matcher_get_published (self->matcher, article);
  gint64 days = llabs (apart) / (G_TIME_SPAN_DAY / 1000);

  for (guint i = 0; i < terms->len; i++)
    g_string_append_printf (why, "%s%s", i > 0 ? ", " : "",
                            sheaf_vocabulary_get_written (self->vocabulary,
                                                          g_array_index (terms, guint32, i)));
  g_string_append (why, why->len > 0 ? "; " : "");
  if (days == 0)
    g_string_append (why, "same day");
  else
    g_string_append_printf (why, "%" G_GINT64_FORMAT " %s %s", days, days == 1 ? "day" : "days",
                            apart < 0 ? "before" : "after");

  return g_string_free (why, FALSE);
}

static void
print_related (Inspection *self)
{
  for (guint32 article = 0; article < self->articles->len; article++)
    g_array_unref (sheaf_matcher_find (self->matcher, article, 0));

  for (guint32 article = 0; article < self->articles->len; article++)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(GArray) hits
        = sheaf_matcher_find (self->matcher, article, self->top > 0 ? self->top : USUAL_RELATED);

      json_builder_begin_object (builder);
      add_string (builder, "id", get_article (self, article)->id);
      json_builder_set_member_name (builder, "related");
      json_builder_begin_array (builder);
      for (guint i = 0; i < hits->len; i++)
        {
          const SheafHit *hit = &g_array_index (hits, SheafHit, i);
          g_autofree char *why = explain (self, article, hit->article);

          json_builder_begin_object (builder);
          add_string (builder, "id", get_article (self, hit->article)->id);
          add_score (builder, hit->score);
          add_string (builder, "why", why);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      print_line (builder);
    }
}

/* "a name, 4 times, in the headline" */
static char *
explain_tag (const SheafTagSuggestion *tag)
{
  static const char *const by[] = {
    [SHEAF_SUGGESTED_OWN] = "one of the desk's tags",
    [SHEAF_SUGGESTED_NAME] = "a name",
    [SHEAF_SUGGESTED_PHRASE] = "a key phrase",
  };

  return g_strdup_printf ("%s, %u %s%s", by[tag->by], tag->count, tag->count == 1 ? "time" : "times",
                          tag->in_title ? ", in the headline" : "");
}

static void
print_tags (Inspection *self)
{
  for (guint32 number = 0; number < self->articles->len; number++)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();
      g_autoptr(GPtrArray) tags
        = sheaf_tagger_suggest (self->tagger, get_article (self, number)->phrases,
                                sheaf_matcher_get_index (self->matcher),
                                self->top > 0 ? self->top : USUAL_TAGS);

      json_builder_begin_object (builder);
      add_string (builder, "id", get_article (self, number)->id);
      json_builder_set_member_name (builder, "tags");
      json_builder_begin_array (builder);
      for (guint i = 0; i < tags->len; i++)
        {
          const SheafTagSuggestion *tag = g_ptr_array_index (tags, i);
          g_autofree char *why = explain_tag (tag);

          json_builder_begin_object (builder);
          add_string (builder, "name", tag->name);
          add_score (builder, tag->score);
          add_string (builder, "why", why);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      print_line (builder);
    }
}

gboolean
sheaf_inspect_text_has (const char *command)
{
  static const char *const commands[] = { "stories", "related", "duplicates", "tags", NULL };

  return g_strv_contains (commands, command);
}

gboolean
sheaf_inspect_text (const char    *command,
                    GInputStream  *input,
                    guint          top,
                    GError       **error)
{
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr(GError) failed = NULL;
  g_auto(Inspection) inspection = { 0 };
  guint number = 0;
  gsize length;
  char *line;

  inspection_init (&inspection, command, top);
  while ((line = g_data_input_stream_read_line (lines, &length, NULL, &failed)) != NULL)
    {
      g_autofree char *owned = line;
      const char *wrong;

      number++;
      if (*g_strchug (owned) == '\0')
        continue;
      wrong = read_line (&inspection, owned, strlen (owned));
      if (wrong != NULL)
        g_printerr ("sheaf-inspect: line %u is passed over: %s\n", number, wrong);
    }
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  if (g_str_equal (command, "tags"))
    print_tags (&inspection);
  else if (!g_str_equal (command, "duplicates"))
    {
      sheaf_matcher_learn (inspection.matcher);
      if (g_str_equal (command, "stories"))
        print_stories (&inspection);
      else
        print_related (&inspection);
    }

  return TRUE;
}
