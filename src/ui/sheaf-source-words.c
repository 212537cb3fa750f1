/* sheaf-source-words.c: how a source fares, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-source-words.h"

#include <glib/gi18n.h>

#include "model/sheaf-time.h"
#include "ui/sheaf-relative-time.h"

gboolean
sheaf_source_is_paused (SheafEntity *source)
{
  g_return_val_if_fail (source != NULL, FALSE);

  return sheaf_entity_get_boolean (source, "paused");
}

char *
sheaf_source_get_warning (SheafEntity *source)
{
  const char *error;

  g_return_val_if_fail (source != NULL, NULL);

  error = sheaf_entity_get_string (source, "health/error");
  if (error == NULL || *error == '\0' || sheaf_source_is_paused (source))
    return NULL;

  return g_strdup (error);
}

char *
sheaf_source_get_state (SheafEntity *source,
                        gint64       now)
{
  gint64 success, next;
  g_autofree char *read = NULL;
  g_autofree char *clock = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  success = sheaf_entity_get_time (source, "health/success");
  next = sheaf_entity_get_time (source, "health/next");

  if (sheaf_source_is_paused (source))
    return g_strdup (_("Paused"));

  if (success == SHEAF_TIME_NONE)
    return g_strdup (_("Not read yet"));

  read = sheaf_relative_time (success, now);
  if (next == SHEAF_TIME_NONE || next < now)
    /* Translators: %s is “5 minutes ago”, or a date. */
    return g_strdup_printf (_("Read %s"), read);

  clock = sheaf_clock_time (next);

  /* Translators: “Read 5 minutes ago · next at 12:30” */
  return g_strdup_printf (_("Read %s · next at %s"), read, clock);
}
