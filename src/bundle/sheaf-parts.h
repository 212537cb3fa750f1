/* sheaf-parts.h: what a bundle names, found and followed
 *
 * Found through a SheafCompose. An article that was found to be another (`same_as`) and a tag that
 * was merged into another (`merged_into`) stand for that other one. What is missing or deleted is
 * passed over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bundle/sheaf-release.h"

G_BEGIN_DECLS

typedef struct
{
  SheafEntity *article;
  JsonObject *item; /* the member of the set, as the set has it */
  gboolean leads;
} SheafMember;

/* The sets and editorials of @bundle in order. @n_missing: (out) (optional): how many are named but
 * not there. Returns: (transfer full) (element-type SheafEntity) */
GPtrArray *sheaf_parts_sections (SheafEntity *bundle, const SheafCompose *compose,
                                 guint *n_missing);

/* The members of @set whose articles are there, the one that leads first, the others in order.
 * An article that two members turn out to be is there once. The items live as long as @set.
 * Returns: (transfer full) (element-type SheafMember) */
GPtrArray *sheaf_parts_members (SheafEntity *set, const SheafCompose *compose, guint *n_missing);

/* The article @id, or the one it was found to be. Returns: (transfer full) (nullable) */
SheafEntity *sheaf_parts_find_article (const SheafCompose *compose, const char *id);

/* The tags of @entity, each once, sorted by name.
 * Returns: (transfer full) (element-type SheafEntity) */
GPtrArray *sheaf_parts_tags (SheafEntity *entity, const SheafCompose *compose);

/* Where a reader finds @article: what an editor wrote, or what its page calls itself, or where it
 * was seen first. Returns: (transfer none) (nullable) */
const char *sheaf_parts_article_address (SheafEntity *article);

/* @editorial's text as safe HTML, each article it cites a link to it. Returns: (transfer full) */
char *sheaf_parts_editorial_body (SheafEntity *editorial, const SheafCompose *compose);

/* The articles that @editorial cites, each once, in order.
 * Returns: (transfer full) (element-type SheafEntity) */
GPtrArray *sheaf_parts_cited (SheafEntity *editorial, const SheafCompose *compose);

/* How many words @html has for those who read it, in any language. */
guint sheaf_parts_count_words (const char *html);

G_END_DECLS
