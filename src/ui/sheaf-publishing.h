/* sheaf-publishing.h: publishing one bundle, from the button to the page
 *
 * Puts the command into the outbox, follows what becomes of it, and asks for a folder where the
 * backend has nowhere to publish to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PUBLISHING (sheaf_publishing_get_type ())
G_DECLARE_FINAL_TYPE (SheafPublishing, sheaf_publishing, SHEAF, PUBLISHING, GObject)

/* Signal "changed": the command, its state, or what is known of the releases. */
SheafPublishing *sheaf_publishing_new (SheafDesk *desk, SheafItem *bundle);

/* The newest publish of this bundle that was not dismissed. (transfer none) (nullable) */
SheafCommand *sheaf_publishing_get_command (SheafPublishing *self);

/* Publishes what was looked at: @seen is a preview's, or NULL for what stands now. A bundle without a destination gets those that the desk has; where it has none
 * the backend may still have its own pages. @widget: (transfer none): for dialogs and toasts. */
void sheaf_publishing_begin (SheafPublishing *self, GHashTable *seen, GtkWidget *widget);

/* Asks where pages go, makes that a destination of the desk and of the bundle, and publishes. */
void sheaf_publishing_ask_folder (SheafPublishing *self, GtkWidget *widget);

/* Whether the backend refused because there is nowhere to publish to. */
gboolean sheaf_publishing_needs_folder (SheafPublishing *self);

void sheaf_publishing_cancel (SheafPublishing *self);
void sheaf_publishing_confirm (SheafPublishing *self);
void sheaf_publishing_dismiss (SheafPublishing *self);

/* Where the newest release can be read, of those that were delivered. (transfer none) (nullable) */
const char *sheaf_publishing_get_address (SheafPublishing *self);

/* The releases, newest first, as the backend last told them: objects with "number", "published".
 * (transfer none) (nullable): NULL while it is not known. */
JsonArray *sheaf_publishing_get_releases (SheafPublishing *self);

/* Where it will go, in words: names of destinations. (transfer full) (nullable) */
char *sheaf_publishing_describe_destinations (SheafPublishing *self);

G_END_DECLS
