/* sheaf-cite-marks.h: shows citations in a Markdown text as what they say
 *
 * Of "[[id|words]]" the words stand out, the brackets are dim and the id is not seen. What is not
 * seen must not be cut in two by a Backspace: a key that would take away a bracket or a part of the
 * id ends the citation instead and leaves its words. The line between two paragraphs is low.
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

/* If the character at @iter belongs to the brackets or the id of a citation, leaves only the words of
 * that citation. Returns: whether it did */
gboolean sheaf_cite_marks_unwrap (SheafCiteMarks *self, const GtkTextIter *iter);

G_END_DECLS
