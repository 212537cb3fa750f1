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

static gboolean
is_gone (SheafEntity *source)
{
  return g_strcmp0 (sheaf_entity_get_string (source, "health/state"), "gone") == 0;
}

static gboolean
is_failing (SheafEntity *source)
{
  return is_gone (source) ||
         g_strcmp0 (sheaf_entity_get_string (source, "health/state"), "failing") == 0;
}

char *
sheaf_source_get_warning (SheafEntity *source)
{
  const char *error;

  g_return_val_if_fail (source != NULL, NULL);

  if (!is_failing (source) || sheaf_source_is_paused (source))
    return NULL;

  error = sheaf_entity_get_string (source, "health/last_error");
  if (is_gone (source))
    /* Translators: %s says what the publisher's server answered. */
    return g_strdup_printf (_("The feed is gone. Look for its new address, or remove it. %s"),
                            error != NULL ? error : "");

  return g_strdup (error != NULL ? error : _("It could not be read."));
}

char *
sheaf_source_get_state (SheafEntity *source,
                        gint64       now)
{
  gint64 success, next;
  g_autofree char *read = NULL;
  g_autofree char *clock = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  if (sheaf_source_is_paused (source))
    return g_strdup (_("Paused"));

  if (sheaf_entity_get_string (source, "health/state") == NULL)
    return g_strdup (_("Not read yet"));

  if (!is_failing (source))
    return g_strdup (_("Read on schedule"));

  success = sheaf_entity_get_time (source, "health/last_success");
  next = sheaf_entity_get_time (source, "health/next_try");
  read = success != SHEAF_TIME_NONE ? sheaf_relative_time (success, now)
                                    : g_strdup (C_("last read", "never"));

  if (next == SHEAF_TIME_NONE || next < now)
    /* Translators: %s is “5 minutes ago”, a date, or “never”. */
    return g_strdup_printf (_("Last read: %s"), read);

  clock = sheaf_clock_time (next);

  /* Translators: “Last read: 5 minutes ago · tries again at 12:30” */
  return g_strdup_printf (_("Last read: %s · tries again at %s"), read, clock);
}

const char *
sheaf_source_get_advice (SheafEntity *source)
{
  static const struct
  {
    const char *problem;
    const char *advice;
  } advices[] = {
    { "address", N_("Correct its address.") },
    { "refused", N_("Ask who runs the backend to allow this address.") },
    { "redirect", N_("Look for the feed’s new address on its site.") },
    { "unreachable", N_("Compare its address with the site’s. If it is right, wait: Sheaf tries again.") },
    { "time", N_("Nothing needs to be done: Sheaf tries again.") },
    { "broken", N_("Nothing needs to be done: Sheaf tries again.") },
    { "busy", N_("Nothing needs to be done: Sheaf waits for as long as it was asked to.") },
    { "too-large", N_("Look for a shorter feed on its site.") },
    { "status", N_("Open the address in a browser; the feed may have moved.") },
    { "not-a-feed", N_("Look for the feed’s address on its site and put it here.") },
    { "malformed", N_("Tell the publisher that the feed is damaged.") },
  };
  const char *problem;

  g_return_val_if_fail (source != NULL, NULL);

  if (!is_failing (source) || sheaf_source_is_paused (source))
    return NULL;

  problem = sheaf_entity_get_string (source, "health/problem");
  for (gsize i = 0; problem != NULL && i < G_N_ELEMENTS (advices); i++)
    {
      if (g_str_equal (advices[i].problem, problem))
        return _(advices[i].advice);
    }

  return NULL;
}

char *
sheaf_source_describe (SheafEntity            *source,
                       const SheafSourceState *state,
                       gint64                  now)
{
  g_autofree char *read = NULL;
  g_autofree char *next = NULL;

  g_return_val_if_fail (source != NULL, NULL);

  if (state != NULL && state->reading)
    return g_strdup (sheaf_entity_get_string (source, "health/state") == NULL
                       ? _("Being read for the first time…")
                       : _("Being read…"));

  if (state == NULL || state->last_poll == SHEAF_TIME_NONE || sheaf_source_is_paused (source))
    return sheaf_source_get_state (source, now);

  read = sheaf_relative_time (state->last_poll, now);
  if (state->next_poll == SHEAF_TIME_NONE)
    /* Translators: %s is “5 minutes ago” or a date. */
    return g_strdup_printf (_("Checked %s, and not any more by itself"), read);

  next = sheaf_clock_time (MAX (state->next_poll, now));

  /* Translators: “Checked 5 minutes ago · next at 12:30” */
  return g_strdup_printf (_("Checked %s · next at %s"), read, next);
}
