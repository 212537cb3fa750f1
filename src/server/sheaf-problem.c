/* sheaf-problem.c: what the API says when it cannot do what it was asked (RFC 9457)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-problem.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "connect/sheaf-fetcher.h"
#include "feed/sheaf-feed.h"
#include "model/sheaf-edit.h"
#include "store/sheaf-store.h"

G_DEFINE_QUARK (sheaf-problem-quark, sheaf_problem)

static const struct
{
  const char *name;
  guint status;
  const char *title;
} problems[SHEAF_N_PROBLEMS] = {
  [SHEAF_PROBLEM_BAD_JSON] = { "bad-json", 400, N_("This is not the JSON that was expected") },
  [SHEAF_PROBLEM_BAD_REQUEST] = { "bad-request", 400, N_("The request cannot be understood") },
  [SHEAF_PROBLEM_UNKNOWN_FIELD] = { "unknown-field", 422, N_("There is no such field") },
  [SHEAF_PROBLEM_BAD_EDIT] = { "bad-request", 422, N_("An edit cannot be applied") },
  [SHEAF_PROBLEM_TOO_LARGE] = { "too-large", 413, N_("The request is too large") },
  [SHEAF_PROBLEM_TOO_MANY_EDITS] = { "too-many-edits", 422, N_("Too many edits in one call") },
  [SHEAF_PROBLEM_UNAUTHORIZED] = { "unauthorized", 401, N_("A valid token is needed") },
  [SHEAF_PROBLEM_FORBIDDEN] = { "forbidden", 403, N_("This token may only read") },
  [SHEAF_PROBLEM_NOT_FOUND] = { "not-found", 404, N_("There is nothing here") },
  [SHEAF_PROBLEM_METHOD_NOT_ALLOWED]
  = { "method-not-allowed", 405, N_("This cannot be done here") },
  [SHEAF_PROBLEM_CHANGED] = { "changed", 409, N_("It has changed since it was seen") },
  [SHEAF_PROBLEM_CHECKS] = { "checks", 422, N_("Something stands in the way of publishing") },
  [SHEAF_PROBLEM_KEY_USED] = { "key-used", 422, N_("The key was used for another request") },
  [SHEAF_PROBLEM_KEY_MISSING] = { "key-missing", 400, N_("An Idempotency-Key is needed") },
  [SHEAF_PROBLEM_CURSOR] = { "cursor", 400, N_("This cursor is not of this list") },
  [SHEAF_PROBLEM_STORE_FULL] = { "store-full", 507, N_("There is no room left to store this") },
  [SHEAF_PROBLEM_SOURCE_FAILED] = { "source-failed", 502, N_("The source could not be read") },
  [SHEAF_PROBLEM_NO_DESTINATION] = { "no-destination", 422, N_("There is nowhere to publish to") },
  [SHEAF_PROBLEM_STOPPING] = { "stopping", 503, N_("The backend is stopping") },
  [SHEAF_PROBLEM_INTERNAL] = { "internal", 500, N_("Something went wrong in the backend") },
};

const char *
sheaf_problem_to_string (SheafProblem problem)
{
  return problems[problem].name;
}

guint
sheaf_problem_get_status (SheafProblem problem)
{
  return problems[problem].status;
}

static SheafProblem
problem_from_store_error (int code)
{
  switch (code)
    {
    case SHEAF_STORE_ERROR_NOT_FOUND:
      return SHEAF_PROBLEM_NOT_FOUND;
    case SHEAF_STORE_ERROR_CHANGED:
      return SHEAF_PROBLEM_CHANGED;
    case SHEAF_STORE_ERROR_KEY_USED:
      return SHEAF_PROBLEM_KEY_USED;
    case SHEAF_STORE_ERROR_CURSOR:
      return SHEAF_PROBLEM_CURSOR;
    case SHEAF_STORE_ERROR_FULL:
      return SHEAF_PROBLEM_STORE_FULL;
    default:
      return SHEAF_PROBLEM_INTERNAL;
    }
}

SheafProblem
sheaf_problem_from_error (const GError *error)
{
  if (error->domain == SHEAF_PROBLEM)
    return (SheafProblem) error->code;
  if (error->domain == SHEAF_STORE_ERROR)
    return problem_from_store_error (error->code);
  if (error->domain == SHEAF_EDIT_ERROR)
    return error->code == SHEAF_EDIT_ERROR_FIELD ? SHEAF_PROBLEM_UNKNOWN_FIELD
                                                 : SHEAF_PROBLEM_BAD_EDIT;
  if (error->domain == SHEAF_CONNECT_ERROR || error->domain == SHEAF_FEED_ERROR)
    return SHEAF_PROBLEM_SOURCE_FAILED;

  /* A client that went hears nothing: who is told was cut short by the end of the backend. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return SHEAF_PROBLEM_STOPPING;

  return SHEAF_PROBLEM_INTERNAL;
}

JsonObject *
sheaf_problem_to_json (SheafProblem  problem,
                       const char   *detail)
{
  g_autofree char *type = g_strconcat ("urn:sheaf:problem:", problems[problem].name, NULL);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type);
  json_object_set_string_member (object, "title", _(problems[problem].title));
  json_object_set_int_member (object, "status", problems[problem].status);
  if (detail != NULL)
    json_object_set_string_member (object, "detail", detail);

  return object;
}
