/* sheaf-parse.h: a tree of HTML and the memory it lies in
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

typedef struct _SheafParse SheafParse;

struct _SheafParse
{
  const GumboNode *body; /* an element */

  /*< private >*/
  GumboOutput *output;
  GumboOptions options;
  struct _SheafParseChunk *chunks;
};

/* Parses what sheaf_gate_pass() let through; @html must outlive the tree. All memory of the tree
 * is taken in large pieces and given back at once. Returns: (transfer full) */
SheafParse *sheaf_parse_new (const char *html, gsize length);
void sheaf_parse_free (SheafParse *parse);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafParse, sheaf_parse_free)

G_END_DECLS
