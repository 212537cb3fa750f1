/* sheaf-override-form.h: how a set shows an article otherwise than the article itself
 *
 * Headline, kicker and excerpt, typed in place. What is typed is an edit within a second; all of
 * one bout of typing is one step of undo. The article is never touched.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_OVERRIDE_FORM (sheaf_override_form_get_type ())
G_DECLARE_FINAL_TYPE (SheafOverrideForm, sheaf_override_form, SHEAF, OVERRIDE_FORM, GtkWidget)

/* Signal "done": Escape was pressed, or “Done”. */
GtkWidget *sheaf_override_form_new (SheafDesk *desk, const char *set, const char *key);

/* Shows the member as it stands, but for a field that is being typed in. */
void sheaf_override_form_set_member (SheafOverrideForm *self, JsonObject *member);

/* What stands without overrides. (nullable) */
void sheaf_override_form_set_article (SheafOverrideForm *self, SheafEntity *article);

void sheaf_override_form_begin (SheafOverrideForm *self);

G_END_DECLS
