/* sheaf-wrap.h: lays children out in lines, as words in a paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_WRAP (sheaf_wrap_get_type ())
G_DECLARE_FINAL_TYPE (SheafWrap, sheaf_wrap, SHEAF, WRAP, GtkLayoutManager)

/* @spacing: pixels between two children and between two lines. */
GtkLayoutManager *sheaf_wrap_new (int spacing);

G_END_DECLS
