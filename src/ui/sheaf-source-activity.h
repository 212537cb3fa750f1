/* sheaf-source-activity.h: how sources fare at this moment, asked of the backend now and then
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_SOURCE_ACTIVITY_DAYS 14

typedef struct
{
  gboolean reading;
  gint64 last_poll; /* SHEAF_TIME_NONE: never */
  gint64 next_poll; /* SHEAF_TIME_NONE: not by itself */
  guint days[SHEAF_SOURCE_ACTIVITY_DAYS]; /* articles a day, today last */
} SheafSourceState;

#define SHEAF_TYPE_SOURCE_ACTIVITY (sheaf_source_activity_get_type ())
G_DECLARE_FINAL_TYPE (SheafSourceActivity, sheaf_source_activity, SHEAF, SOURCE_ACTIVITY, GObject)

/* Emits "changed" whenever the backend has answered. While nobody looks it asks nothing. */
SheafSourceActivity *sheaf_source_activity_new (SheafDesk *desk);

/* Asks from now on: every half minute, every second while a source is being read. */
void sheaf_source_activity_start (SheafSourceActivity *self);
void sheaf_source_activity_stop (SheafSourceActivity *self);

/* Asks at once, as something was just done. */
void sheaf_source_activity_ask (SheafSourceActivity *self);

/* Asks in a second, once for all that turns in it. */
void sheaf_source_activity_ask_soon (SheafSourceActivity *self);

/* (transfer none) (nullable): NULL if nothing is known of the source @id. */
const SheafSourceState *sheaf_source_activity_get (SheafSourceActivity *self, const char *id);

G_END_DECLS
