/* sheaf-spelling-menu.h: what can be done about a misspelled word, in the context menu of its text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "ui/sheaf-spelling.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_SPELLING_MENU (sheaf_spelling_menu_get_type ())
G_DECLARE_FINAL_TYPE (SheafSpellingMenu, sheaf_spelling_menu, SHEAF, SPELLING_MENU, GObject)

/* Becomes the extra menu of @view: empty but on a marked word. @spelling owns it and is not held. */
SheafSpellingMenu *sheaf_spelling_menu_new (SheafSpelling *spelling, GtkTextView *view,
                                            SheafSpellWords *words);

G_END_DECLS
