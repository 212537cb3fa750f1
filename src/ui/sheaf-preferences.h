/* sheaf-preferences.h: how the desk looks, where it publishes, which backend it works with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PREFERENCES (sheaf_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SheafPreferences, sheaf_preferences, SHEAF, PREFERENCES,
                      AdwPreferencesWindow)

GtkWidget *sheaf_preferences_new (GtkWindow *parent, SheafDesk *desk, GSettings *settings);

G_END_DECLS
