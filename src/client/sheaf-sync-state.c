/* sheaf-sync-state.c: how the desk stands with its backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-sync-state.h"

GType
sheaf_sync_state_get_type (void)
{
  static const GEnumValue values[] = {
    { SHEAF_SYNC_STATE_CONNECTING, "SHEAF_SYNC_STATE_CONNECTING", "connecting" },
    { SHEAF_SYNC_STATE_CATCHING_UP, "SHEAF_SYNC_STATE_CATCHING_UP", "catching-up" },
    { SHEAF_SYNC_STATE_SYNCED, "SHEAF_SYNC_STATE_SYNCED", "synced" },
    { SHEAF_SYNC_STATE_OFFLINE, "SHEAF_SYNC_STATE_OFFLINE", "offline" },
    { SHEAF_SYNC_STATE_REFUSED, "SHEAF_SYNC_STATE_REFUSED", "refused" },
    { SHEAF_SYNC_STATE_TOO_OLD, "SHEAF_SYNC_STATE_TOO_OLD", "too-old" },
    { 0, NULL, NULL },
  };
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("SheafSyncState", values));

  return type;
}
