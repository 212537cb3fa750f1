/* sheaf-typist.h: holds a text view and the field typed into it together
 *
 * What is typed in the widget goes to the SheafTyping as splices; what changes under the typist
 * comes back into the widget word by word, so that the cursor, the selection and the scroll
 * position stay with the words they were at. Leaving the widget makes an edit of what was typed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "client/sheaf-typing.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_TYPIST (sheaf_typist_get_type ())
G_DECLARE_FINAL_TYPE (SheafTypist, sheaf_typist, SHEAF, TYPIST, GObject)

/* @typing: (transfer none). The widget is filled with its text at once, outside its undo history.
 * The typist must be held as long as it shall work; letting go of it commits. */
SheafTypist *sheaf_typist_new_for_view (SheafTyping *typing, GtkTextView *view);

/* Returns: (transfer none) */
SheafTyping *sheaf_typist_get_typing (SheafTypist *self);

/* Makes what was typed an edit now, as leaving the widget does. */
void sheaf_typist_commit (SheafTypist *self);

/* How @before becomes @after with the fewest words touched, for whoever shows the one and shall
 * show the other: @insert and @remove are called in order, with offsets in characters that count
 * what was inserted and removed before. */
typedef struct
{
  void (*insert) (guint offset, const char *text, gpointer data);
  void (*remove) (guint offset, guint n_chars, gpointer data);
} SheafTypistSteps;

void sheaf_typist_change (const char *before, const char *after, const SheafTypistSteps *steps,
                          gpointer data);

G_END_DECLS
