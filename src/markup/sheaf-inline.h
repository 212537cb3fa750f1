/* sheaf-inline.h: text with spans, while it is gathered from a tree
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gumbo.h>

#include "markup/sheaf-blocks.h"

G_BEGIN_DECLS

typedef struct
{
  GString *text;
  GArray *spans;
  SheafStyle style;
  const char *href;  /* (unowned): in the tree */
  gboolean preserve; /* white space as it is */
} SheafInline;

void sheaf_inline_init (SheafInline *self);
void sheaf_inline_clear (SheafInline *self);

/* Appends @text in the current style; white space is collapsed unless it is preserved. */
void sheaf_inline_append (SheafInline *self, const char *text);
void sheaf_inline_append_line_end (SheafInline *self);

/* Gives up what was gathered, without white space around it, and starts anew in the same style.
 * Returns: (transfer full): NULL if it was blank. */
char *sheaf_inline_take (SheafInline *self, GArray **spans);

/* The style that the element @tag adds to its content. */
SheafStyle sheaf_inline_style_of (GumboTag tag);

GArray *sheaf_inline_spans_new (void);

G_END_DECLS
