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
  SHEAF_CLIENT_ERROR_REPLICA, /* the replica cannot be opened or written: a full disk, … */
  SHEAF_CLIENT_ERROR_OFFLINE, /* the backend was not reached */
  SHEAF_CLIENT_ERROR_REFUSED, /* 401, 403 */
  SHEAF_CLIENT_ERROR_PROBLEM, /* any other problem; the message is its title and detail */
  SHEAF_CLIENT_ERROR_NOTHING, /* nothing to undo or redo */
  SHEAF_CLIENT_ERROR_VERSION, /* what answers speaks another version of the API */
} SheafClientError;

G_END_DECLS
