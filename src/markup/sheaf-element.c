/* sheaf-element.c: what Sheaf makes of each element of HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-element.h"

#define BLOCK (SHEAF_ELEMENT_BLOCK | SHEAF_ELEMENT_SPECIAL | SHEAF_ELEMENT_CLOSES_P)
#define FORMATTING SHEAF_ELEMENT_FORMATTING
#define PART (SHEAF_ELEMENT_BLOCK | SHEAF_ELEMENT_SPECIAL | SHEAF_ELEMENT_TABLE_PART)
#define CELL (PART | SHEAF_ELEMENT_SCOPE)

#define KEEP(tag, out, flags) [GUMBO_TAG_##tag] = { out, SHEAF_ELEMENT_KEEP, flags }
#define GONE(tag, fate) [GUMBO_TAG_##tag] = { NULL, SHEAF_ELEMENT_##fate, 0 }

/* HTML Living Standard, 4 (the elements), 13.2.4.2 (special, formatting), 13.2.6.4.7 (which start
 * tags close a paragraph). Sections are kept as plain blocks; older names become today's. */
static const SheafElement elements[GUMBO_TAG_LAST] = {
  KEEP (A, "a", FORMATTING),
  KEEP (ABBR, "abbr", 0),
  KEEP (ADDRESS, "div", BLOCK),
  KEEP (ARTICLE, "div", BLOCK),
  KEEP (ASIDE, "div", BLOCK),
  KEEP (B, "b", FORMATTING),
  KEEP (BDI, "bdi", 0),
  KEEP (BDO, "bdo", 0),
  KEEP (BLOCKQUOTE, "blockquote", BLOCK),
  KEEP (BR, "br", SHEAF_ELEMENT_VOID),
  KEEP (CAPTION, "caption", CELL),
  KEEP (CENTER, "div", BLOCK),
  KEEP (CITE, "cite", 0),
  KEEP (CODE, "code", FORMATTING),
  KEEP (DD, "dd", BLOCK),
  KEEP (DEL, "del", 0),
  KEEP (DETAILS, "details", BLOCK),
  KEEP (DFN, "dfn", 0),
  KEEP (DIV, "div", BLOCK),
  KEEP (DL, "dl", BLOCK),
  KEEP (DT, "dt", BLOCK),
  KEEP (EM, "em", FORMATTING),
  KEEP (FIGCAPTION, "figcaption", BLOCK),
  KEEP (FIGURE, "figure", BLOCK),
  KEEP (FOOTER, "div", BLOCK),
  KEEP (H1, "h1", BLOCK),
  KEEP (H2, "h2", BLOCK),
  KEEP (H3, "h3", BLOCK),
  KEEP (H4, "h4", BLOCK),
  KEEP (H5, "h5", BLOCK),
  KEEP (H6, "h6", BLOCK),
  KEEP (HEADER, "div", BLOCK),
  KEEP (HGROUP, "div", BLOCK),
  KEEP (HR, "hr", BLOCK | SHEAF_ELEMENT_VOID),
  KEEP (I, "i", FORMATTING),
  KEEP (IMG, "img", SHEAF_ELEMENT_VOID),
  KEEP (INS, "ins", 0),
  KEEP (KBD, "kbd", 0),
  KEEP (LI, "li", BLOCK),
  KEEP (MAIN, "div", BLOCK),
  KEEP (MARK, "mark", 0),
  KEEP (NAV, "div", BLOCK),
  KEEP (OL, "ol", BLOCK),
  KEEP (P, "p", BLOCK),
  KEEP (PRE, "pre", BLOCK),
  KEEP (Q, "q", 0),
  KEEP (RP, "rp", 0),
  KEEP (RT, "rt", 0),
  KEEP (RUBY, "ruby", 0),
  KEEP (S, "s", FORMATTING),
  KEEP (SAMP, "samp", 0),
  KEEP (SECTION, "div", BLOCK),
  KEEP (SMALL, "small", FORMATTING),
  KEEP (STRIKE, "s", FORMATTING),
  KEEP (STRONG, "strong", FORMATTING),
  KEEP (SUB, "sub", 0),
  KEEP (SUMMARY, "summary", BLOCK),
  KEEP (SUP, "sup", 0),
  KEEP (TABLE, "table", BLOCK | SHEAF_ELEMENT_SCOPE),
  KEEP (TBODY, "tbody", PART),
  KEEP (TD, "td", CELL),
  KEEP (TFOOT, "tfoot", PART),
  KEEP (TH, "th", CELL),
  KEEP (THEAD, "thead", PART),
  KEEP (TIME, "time", 0),
  KEEP (TR, "tr", PART),
  KEEP (TT, "code", FORMATTING),
  KEEP (U, "u", FORMATTING),
  KEEP (UL, "ul", BLOCK),
  KEEP (VAR, "var", 0),

  /* The reduction makes links of players, and looks at sources for the image of a picture. */
  KEEP (AUDIO, NULL, SHEAF_ELEMENT_MEDIA),
  KEEP (IFRAME, NULL, SHEAF_ELEMENT_MEDIA | SHEAF_ELEMENT_VOID | SHEAF_ELEMENT_SPECIAL),
  KEEP (SOURCE, NULL, SHEAF_ELEMENT_MEDIA | SHEAF_ELEMENT_VOID | SHEAF_ELEMENT_SPECIAL),
  KEEP (VIDEO, NULL, SHEAF_ELEMENT_MEDIA),

  GONE (APPLET, DROP),
  GONE (BUTTON, DROP),
  GONE (CANVAS, DROP),
  GONE (DATALIST, DROP),
  GONE (FRAMESET, DROP),
  GONE (HEAD, DROP),
  GONE (MAP, DROP),
  GONE (MATH, DROP),
  GONE (OBJECT, DROP),
  GONE (SELECT, DROP),
  GONE (SVG, DROP),
  GONE (TEMPLATE, DROP),

  GONE (NOEMBED, RAW),
  GONE (NOFRAMES, RAW),
  GONE (NOSCRIPT, RAW),
  GONE (SCRIPT, RAW),
  GONE (STYLE, RAW),
  GONE (TEXTAREA, RAW),
  GONE (TITLE, RAW),
  GONE (XMP, RAW),

  GONE (PLAINTEXT, TAIL),
};

static const SheafElement unknown = { NULL, SHEAF_ELEMENT_UNWRAP, 0 };

const SheafElement *
sheaf_element_get (GumboTag tag)
{
  return (guint) tag < GUMBO_TAG_LAST ? &elements[tag] : &unknown;
}

GumboTag
sheaf_element_find (const char *name,
                    gsize       length)
{
  /* The longest name that the table has is "blockquote" or "figcaption". */
  if (length > 10)
    return GUMBO_TAG_UNKNOWN;

  return gumbo_tagn_enum (name, (unsigned int) length);
}
