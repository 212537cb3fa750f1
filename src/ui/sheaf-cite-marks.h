/* sheaf-cite-marks.h: shows citations in a Markdown text as what they say
 *
 * Of "[[id|words]]" the words stand out and the rest is small and dim, so that a text full of them
 * can still be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_CITE_MARKS (sheaf_cite_marks_get_type ())
G_DECLARE_FINAL_TYPE (SheafCiteMarks, sheaf_cite_marks, SHEAF, CITE_MARKS, GObject)

/* Must be held as long as it shall work. */
SheafCiteMarks *sheaf_cite_marks_new (GtkTextBuffer *buffer);

G_END_DECLS
