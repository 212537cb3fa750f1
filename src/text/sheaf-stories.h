/* sheaf-stories.h: articles on one event, brought together as they arrive
 *
 * An article joins the story whose articles it is most like on average (average link), when that is
 * enough, or begins one. What arrives later may bring two stories together; settling looks again at
 * the newest articles one by one, once the desk knows more. What an editor decided stands: an
 * article that was moved stays, and two stories that an editor touched are never merged.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "text/sheaf-matcher.h"

G_BEGIN_DECLS

#define SHEAF_STORY_NONE G_MAXUINT32

/* How a story moves. */
typedef enum
{
  SHEAF_TREND_QUIET,  /* nothing within a day */
  SHEAF_TREND_STEADY,
  SHEAF_TREND_RISING, /* within six hours more came than the hours before let expect */
} SheafTrend;

typedef struct _SheafStories SheafStories;

/* @matcher: borrowed, must outlive it. Returns: (transfer full) */
SheafStories *sheaf_stories_new (SheafMatcher *matcher);
void sheaf_stories_free (SheafStories *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafStories, sheaf_stories_free)

/* Puts @article, which the matcher has, into a story. Returns its number. */
guint32 sheaf_stories_add (SheafStories *self, guint32 article);
void sheaf_stories_remove (SheafStories *self, guint32 article);

/* Looks again at the newest @max articles. */
void sheaf_stories_settle (SheafStories *self, guint max);

/* An editor's act: @article belongs to @story; SHEAF_STORY_NONE: to a new one of its own.
 * Returns the story's number. */
guint32 sheaf_stories_move (SheafStories *self, guint32 article, guint32 story);

/* An editor's act: all of @other belongs to @story. */
void sheaf_stories_merge (SheafStories *self, guint32 story, guint32 other);

/* An editor's act: the @n @articles, one or more, are a story of their own. Returns its number. */
guint32 sheaf_stories_split (SheafStories *self, const guint32 *articles, guint n);

/* SHEAF_STORY_NONE where it is in none. */
guint32 sheaf_stories_get_story (SheafStories *self, guint32 article);

/* Returns: (transfer none) (element-type guint32): articles as they came, until the next change */
GArray *sheaf_stories_get_articles (SheafStories *self, guint32 story);

/* The article that is most like the others of @story. */
guint32 sheaf_stories_get_central (SheafStories *self, guint32 story);

/* How @story moves as of @now, in milliseconds as in sheaf-time.h. */
SheafTrend sheaf_stories_get_trend (SheafStories *self, guint32 story, gint64 now);

G_END_DECLS
