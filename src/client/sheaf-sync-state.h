/* sheaf-sync-state.h: how the desk stands with its backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_SYNC_STATE_CONNECTING,
  SHEAF_SYNC_STATE_CATCHING_UP, /* reading a backlog */
  SHEAF_SYNC_STATE_SYNCED,
  SHEAF_SYNC_STATE_OFFLINE,     /* not reached; tried again by itself */
  SHEAF_SYNC_STATE_REFUSED,     /* the token is missing, wrong or revoked: a person must act */
  SHEAF_SYNC_STATE_TOO_OLD,     /* the backend speaks another version of the API */
} SheafSyncState;

#define SHEAF_TYPE_SYNC_STATE (sheaf_sync_state_get_type ())
GType sheaf_sync_state_get_type (void) G_GNUC_CONST;

G_END_DECLS
