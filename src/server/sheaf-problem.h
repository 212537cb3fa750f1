/* sheaf-problem.h: what the API says when it cannot do what it was asked (RFC 9457)
 *
 * A problem is a GError of the domain SHEAF_PROBLEM whose message becomes the "detail". Errors of
 * the layers below are turned into one by sheaf_problem_from_error().
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SHEAF_PROBLEM (sheaf_problem_quark ())
GQuark sheaf_problem_quark (void);

typedef enum
{
  SHEAF_PROBLEM_BAD_JSON,
  SHEAF_PROBLEM_BAD_REQUEST,
  SHEAF_PROBLEM_UNKNOWN_FIELD,
  SHEAF_PROBLEM_BAD_EDIT,
  SHEAF_PROBLEM_TOO_LARGE,
  SHEAF_PROBLEM_TOO_MANY_EDITS,
  SHEAF_PROBLEM_UNAUTHORIZED,
  SHEAF_PROBLEM_FORBIDDEN,
  SHEAF_PROBLEM_NOT_FOUND,
  SHEAF_PROBLEM_METHOD_NOT_ALLOWED,
  SHEAF_PROBLEM_CHANGED,
  SHEAF_PROBLEM_CHECKS,
  SHEAF_PROBLEM_KEY_USED,
  SHEAF_PROBLEM_KEY_MISSING,
  SHEAF_PROBLEM_CURSOR,
  SHEAF_PROBLEM_STORE_FULL,
  SHEAF_PROBLEM_SOURCE_FAILED,
  SHEAF_PROBLEM_NO_DESTINATION,
  SHEAF_PROBLEM_STOPPING,
  SHEAF_PROBLEM_INTERNAL,
} SheafProblem;

#define SHEAF_N_PROBLEMS (SHEAF_PROBLEM_INTERNAL + 1)

/* The name as it stands at the end of "urn:sheaf:problem:". */
const char *sheaf_problem_to_string (SheafProblem problem);

/* The HTTP status that goes with it. */
guint sheaf_problem_get_status (SheafProblem problem);

/* Which problem an error of any layer is; INTERNAL for what nobody could have expected. */
SheafProblem sheaf_problem_from_error (const GError *error);

/* {"type", "title", "status", "detail"}; @detail may be NULL. Returns: (transfer full) */
JsonObject *sheaf_problem_to_json (SheafProblem problem, const char *detail);

G_END_DECLS
