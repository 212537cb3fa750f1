/* sheaf-client-error.h: what can go wrong between a desk and its backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SHEAF_CLIENT_ERROR (sheaf_client_error_quark ())
GQuark sheaf_client_error_quark (void);

typedef enum
{
  SHEAF_CLIENT_ERROR_REPLICA, /* the replica cannot be opened or written */
  SHEAF_CLIENT_ERROR_FULL,    /* the same, since the disk is full */
  SHEAF_CLIENT_ERROR_IN_USE,  /* somebody else has the replica open */
  SHEAF_CLIENT_ERROR_OFFLINE, /* the backend was not reached */
  SHEAF_CLIENT_ERROR_REFUSED, /* 401, 403 */
  SHEAF_CLIENT_ERROR_PROBLEM, /* any other problem; the message is its title and detail */
  SHEAF_CLIENT_ERROR_NOTHING, /* nothing to undo or redo */
  SHEAF_CLIENT_ERROR_VERSION, /* what answers speaks another version of the API */
} SheafClientError;

/* What the database says is for its layer; who acts must only know that nothing was kept, and why.
 * @error: (transfer full). Returns: (transfer full) */
GError *sheaf_client_error_from_db (GError *error);

G_END_DECLS
