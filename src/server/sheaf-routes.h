/* sheaf-routes.h: everything that the backend answers to, in one table
 *
 * data/openapi.yaml describes the same; a test holds one against the other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "server/sheaf-request.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_ROLE_PUBLIC, /* without sign-in, and only where there are public pages */
  SHEAF_ROLE_ANYONE, /* without sign-in */
  SHEAF_ROLE_READER,
  SHEAF_ROLE_EDITOR,
} SheafRole;

struct _SheafRoute
{
  const char *method;
  const char *pattern;                  /* "/v1/sets/{id}", "/b/{slug}.json" */
  SheafRole role;
  gsize body_limit;                     /* bytes; 0 takes no body */
  SheafWork work;                       /* in a worker, or */
  void (*begin) (SheafRequest *request); /* on the server's thread; ends in a respond */
};

/* All of them, ended by one without a method. Where two patterns fit, the first counts. */
const SheafRoute *sheaf_routes_list (void);

/* Finds the route for @method and the encoded path @path ("/v1/sets/0193…").
 * @segments: (out) (transfer full): the path's segments, decoded.
 * @params: (out) (transfer full) (element-type utf8): what stands for the pattern's {…}.
 * @allow: (out) (transfer full): the path's methods ("GET, HEAD"), with METHOD_NOT_ALLOWED.
 * Returns: (transfer none) (nullable): NULL with SHEAF_PROBLEM set. */
const SheafRoute *sheaf_routes_match (const char *method, const char *path, char ***segments,
                                      GPtrArray **params, char **allow, GError **error);

G_END_DECLS
