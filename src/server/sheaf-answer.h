/* sheaf-answer.h: what a route answers, before it is on the wire
 *
 * Made in a worker, written on the server's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "server/sheaf-problem.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;
  char *content_type; /* NULL for an answer without a body */
  GBytes *body;       /* NULL likewise */
  char *etag;         /* with its quotes, or NULL */
  char *allow;        /* the methods of a 405, or NULL */
  char *cache;        /* Cache-Control; "no-cache" if NULL */
  guint hold;         /* for how many seconds it may be held back for want of news, and */
  gint64 head;        /* the seq that the store had reached when there was none */
  gboolean wrote;     /* the store may have reached a new seq */
  gboolean sources;   /* sources may have changed */
} SheafAnswer;

/* @node: (transfer full). Returns: (transfer full) */
SheafAnswer *sheaf_answer_new_json (guint status, JsonNode *node);

/* @object: (transfer full) */
SheafAnswer *sheaf_answer_new_object (guint status, JsonObject *object);

/* @text: (transfer full) */
SheafAnswer *sheaf_answer_new_text (const char *content_type, char *text);

SheafAnswer *sheaf_answer_new_bytes (const char *content_type, GBytes *body);

/* 204. */
SheafAnswer *sheaf_answer_new_empty (void);

SheafAnswer *sheaf_answer_new_problem (SheafProblem problem, const char *detail);

/* @object: (transfer full): from sheaf_problem_to_json(), with members of the problem's own. */
SheafAnswer *sheaf_answer_new_problem_object (SheafProblem problem, JsonObject *object);

/* An internal error is logged and its words are kept from the client. */
SheafAnswer *sheaf_answer_new_error (const GError *error);

/* @etag: (transfer full) */
SheafAnswer *sheaf_answer_with_etag (SheafAnswer *answer, char *etag);

/* An entity tag that is the digest of the answer's body (a strong one). */
SheafAnswer *sheaf_answer_with_digest (SheafAnswer *answer);

/* Makes it a 304 without a body if @if_none_match (an If-None-Match header's value, or NULL) lists
 * its tag; compared weakly, as RFC 9110, 13.1.2, says. */
void sheaf_answer_condition (SheafAnswer *answer, const char *if_none_match);

void sheaf_answer_free (SheafAnswer *answer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafAnswer, sheaf_answer_free)

G_END_DECLS
