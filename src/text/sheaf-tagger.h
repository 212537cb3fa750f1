/* sheaf-tagger.h: which tags a text suggests
 *
 * Names and key phrases of one to four words, as hashtags in their usual spelling; the desk's own
 * tags come first wherever the text has one, by name or by alias.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-analyser.h"
#include "text/sheaf-index.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SUGGESTED_OWN,    /* one of the desk's tags, named in the text */
  SHEAF_SUGGESTED_NAME,   /* written with capitals wherever it stands */
  SHEAF_SUGGESTED_PHRASE, /* stands there often, elsewhere seldom */
} SheafSuggestedBy;

typedef struct
{
  char *name;   /* "#PortAlma" */
  char *words;  /* "Port Alma", as the text has it most often */
  double score; /* from 0 to 1, own tags above 1 */
  guint count;  /* how often it stands in the text */
  gboolean in_title;
  SheafSuggestedBy by;
} SheafTagSuggestion;

void sheaf_tag_suggestion_free (SheafTagSuggestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTagSuggestion, sheaf_tag_suggestion_free)

/* The phrases that a text may be tagged with; ranked later, when more of the desk is known. */
typedef struct _SheafPhrases SheafPhrases;

/* @tokens: of the text that was just analysed, @title and @body its parts.
 * Returns: (transfer full) */
SheafPhrases *sheaf_phrases_new (GArray *tokens, const char *title, const char *body);
void sheaf_phrases_free (SheafPhrases *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPhrases, sheaf_phrases_free)

typedef struct _SheafTagger SheafTagger;

/* Returns: (transfer full) */
SheafTagger *sheaf_tagger_new (void);
void sheaf_tagger_free (SheafTagger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafTagger, sheaf_tagger_free)

/* Makes known that the desk has the tag @name, also called @alias (nullable: no other name), on
 * @uses articles. The most used come first. */
void sheaf_tagger_add_tag (SheafTagger *self, const char *name, const char *alias, guint uses);

/* Makes known that the desk wants @name no more. */
void sheaf_tagger_reject (SheafTagger *self, const char *name);

/* At most @max, best first. @index tells how common a term is at this desk.
 * Returns: (transfer full) (element-type SheafTagSuggestion) */
GPtrArray *sheaf_tagger_suggest (SheafTagger *self, SheafPhrases *phrases, SheafIndex *index,
                                 guint max);

G_END_DECLS
