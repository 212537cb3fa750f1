/* sheaf-sync-words.c: how the desk stands with its backend, in a line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-sync-words.h"

#include <glib/gi18n.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-relative-time.h"

static char *
get_state_words (SheafSyncState state,
                 gint64         synced_at)
{
  g_autofree char *clock = NULL;

  switch (state)
    {
    case SHEAF_SYNC_STATE_CONNECTING:
      return g_strdup (_("Connecting…"));
    case SHEAF_SYNC_STATE_CATCHING_UP:
      return g_strdup (_("Catching up…"));
    case SHEAF_SYNC_STATE_SYNCED:
      if (synced_at == SHEAF_TIME_NONE || synced_at <= 0)
        return g_strdup (_("Synced"));
      clock = sheaf_clock_time (synced_at);
      /* Translators: %s is a time of day. */
      return g_strdup_printf (_("Synced %s"), clock);
    case SHEAF_SYNC_STATE_OFFLINE:
      return g_strdup (_("Offline: your work is kept here"));
    case SHEAF_SYNC_STATE_REFUSED:
      return g_strdup (_("The backend refuses the token: see Preferences"));
    case SHEAF_SYNC_STATE_TOO_OLD:
      return g_strdup (_("The backend speaks another version: update Sheaf or the backend"));
    default:
      g_assert_not_reached ();
    }
}

char *
sheaf_sync_words (SheafSyncState state,
                  guint          waiting,
                  gint64         synced_at)
{
  g_autofree char *words = get_state_words (state, synced_at);
  g_autofree char *rest = NULL;

  if (waiting == 0)
    return g_steal_pointer (&words);

  rest = g_strdup_printf (ngettext ("%u waiting", "%u waiting", waiting), waiting);

  return g_strconcat (words, " · ", rest, NULL);
}
