/* sheaf-request.h: a request that has been read whole, and who made it
 *
 * Immutable once its route runs, but for what a route that does not end in a worker keeps of it;
 * counted by atomic references.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "server/sheaf-answer.h"
#include "server/sheaf-service.h"

G_BEGIN_DECLS

typedef struct _SheafRequest SheafRequest;
typedef struct _SheafRoute SheafRoute;

/* Called once, on the server's thread. @answer: (transfer full) */
typedef void (*SheafRespond) (SheafRequest *request, SheafAnswer *answer, gpointer data);

struct _SheafRequest
{
  gint ref_count;
  SheafService *service;
  const SheafRoute *route;
  char **path;             /* its segments, percent-decoded */
  GPtrArray *params;       /* (element-type utf8): what the pattern's {…} stand for, in order */
  GHashTable *query;       /* (nullable): name to value */
  GBytes *body;
  char *if_none_match;
  char *idempotency_key;
  char *token;             /* as sent, until it is checked; NULL on the embedded socket */
  char *by;                /* the name that goes into the log */
  GCancellable *cancelled; /* when the client went or the server stops; the server's thread's */

  SheafRespond respond;
  gpointer respond_data;
};

SheafRequest *sheaf_request_new (SheafService *service, const SheafRoute *route);
SheafRequest *sheaf_request_ref (SheafRequest *request);
void sheaf_request_unref (SheafRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafRequest, sheaf_request_unref)

/* The @i-th {…} of the route's pattern. Returns: (transfer none) */
const char *sheaf_request_get_param (SheafRequest *request, guint i);

/* The value of @name in the query. Returns: (transfer none) (nullable) */
const char *sheaf_request_get_query (SheafRequest *request, const char *name);

/* A whole number in the query between @min and @max; @fallback if it is not there.
 * FALSE with SHEAF_PROBLEM_BAD_REQUEST. */
gboolean sheaf_request_get_number (SheafRequest *request, const char *name, gint64 min, gint64 max,
                                   gint64 fallback, gint64 *value, GError **error);

/* That the query names nothing but @known (ended by NULL). */
gboolean sheaf_request_check_query (SheafRequest *request, const char *const *known,
                                    GError **error);

/* The kind that the path's second segment names ("/v1/articles/…"): the route's table holds it to
 * one. */
SheafKind sheaf_request_get_kind (SheafRequest *request);

/* Hands over the answer, from the server's thread; only once. @answer: (transfer full) */
void sheaf_request_respond (SheafRequest *request, SheafAnswer *answer);

/* The same with an error's problem. */
void sheaf_request_respond_error (SheafRequest *request, const GError *error);

/* Runs @work with the request in a worker and hands over what it returns. */
typedef SheafAnswer *(*SheafWork) (SheafRequest *request, GError **error);
void sheaf_request_run (SheafRequest *request, SheafWork work);

G_END_DECLS
