/* sheaf-language-button.h: chooses the language that something is written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_LANGUAGE_BUTTON (sheaf_language_button_get_type ())
G_DECLARE_FINAL_TYPE (SheafLanguageButton, sheaf_language_button, SHEAF, LANGUAGE_BUTTON, GtkWidget)

/* Signal "chosen" (const char *language): by the user; a BCP 47 tag. */
GtkWidget *sheaf_language_button_new (void);

/* @language: (nullable): one that is not listed is added. */
void sheaf_language_button_set_language (SheafLanguageButton *self, const char *language);

/* What a language calls itself; its tag if that is not known. Returns: (transfer none) */
const char *sheaf_language_to_words (const char *language);

G_END_DECLS
