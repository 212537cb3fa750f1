/* sheaf-tokens.h: the bytes of HTML as tags and text
 *
 * Reads as the HTML Living Standard, 13.2.5 says, in one pass and without building anything.
 * Comments, declarations, processing instructions and the elements that go with their content
 * (sheaf-element.h: DROP, RAW, TAIL) are passed over, so what comes out holds no content in which
 * bytes mean something else than in plain HTML.
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markup/sheaf-element.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_TOKEN_TEXT,  /* with its character references as they are written */
  SHEAF_TOKEN_LESS,  /* a "<" that starts nothing */
  SHEAF_TOKEN_START,
  SHEAF_TOKEN_END,
} SheafTokenKind;

typedef struct
{
  SheafTokenKind kind;
  GumboTag tag;       /* of START and END */
  const char *bytes;  /* from "<" to ">" */
  gsize length;
  gsize name_length;  /* of START and END: the name is at bytes + 1 or + 2 */
  guint attributes;
  gboolean self_closing;
} SheafToken;

typedef struct
{
  const char *position;
  const char *end;
  guint8 unclosed[GUMBO_TAG_LAST + 1]; /* no end tag of these is left */
} SheafTokens;

void sheaf_tokens_init (SheafTokens *tokens, const char *html, gsize length);

/* Fills @token. Returns: FALSE at the end. */
gboolean sheaf_tokens_next (SheafTokens *tokens, SheafToken *token);

G_END_DECLS
