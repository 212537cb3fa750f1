/* sheaf-blocks.h: safe HTML as blocks of text for a reader without a browser
 *
 * Offsets are in bytes of the block's UTF-8 text. Nothing here is markup: the text is shown as it
 * is, styled by its spans.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_BLOCK_PARAGRAPH,
  SHEAF_BLOCK_HEADING,
  SHEAF_BLOCK_ITEM,    /* the first paragraph of a list item */
  SHEAF_BLOCK_CODE,    /* text with its line ends and spaces as they are */
  SHEAF_BLOCK_IMAGE,
  SHEAF_BLOCK_TABLE,
  SHEAF_BLOCK_RULE,
} SheafBlockKind;

typedef enum
{
  SHEAF_STYLE_BOLD = 1 << 0,
  SHEAF_STYLE_ITALIC = 1 << 1,
  SHEAF_STYLE_UNDERLINE = 1 << 2,
  SHEAF_STYLE_STRIKE = 1 << 3,
  SHEAF_STYLE_CODE = 1 << 4,
  SHEAF_STYLE_SUPERSCRIPT = 1 << 5,
  SHEAF_STYLE_SUBSCRIPT = 1 << 6,
  SHEAF_STYLE_SMALL = 1 << 7,
  SHEAF_STYLE_MARK = 1 << 8,
} SheafStyle;

/* A run of one style. Runs are in order and do not overlap; plain text between has none. */
typedef struct
{
  guint start;
  guint end;
  SheafStyle style;
  char *href; /* (nullable): an absolute address */
} SheafSpan;

typedef struct
{
  char *text;
  GArray *spans; /* of SheafSpan */
  gboolean header;
  guint columns; /* how many it spans, 1 and up */
  guint rows;
} SheafCell;

typedef struct
{
  SheafBlockKind kind;
  guint level;   /* HEADING: 1 to 6 */
  guint quote;   /* how many quotations it stands in */
  guint depth;   /* how many lists it stands in; a paragraph with a depth goes on with an item */
  int ordinal;   /* ITEM: its number, 0 for a bullet */
  char *text;    /* PARAGRAPH, HEADING, ITEM, CODE; an item may be "" */
  GArray *spans; /* of SheafSpan */
  char *url;     /* IMAGE */
  char *alt;     /* IMAGE: never NULL, perhaps "" */
  char *href;    /* IMAGE (nullable): where it leads */
  char *caption; /* IMAGE, TABLE (nullable) */
  int width;     /* IMAGE: as the page says, 0 if it does not */
  int height;
  GPtrArray *cells; /* TABLE: rows, each a GPtrArray of SheafCell */
  char *language;   /* (nullable): BCP 47, if the text says so */
  char *direction;  /* (nullable): "ltr", "rtl", "auto" */
} SheafBlock;

/* @html is safe HTML (sheaf-sanitise.h). Tables that only lay out a page become their blocks.
 * Returns: (transfer full) (element-type SheafBlock): owns its blocks. */
GPtrArray *sheaf_blocks_from_html (const char *html);

void sheaf_block_free (SheafBlock *block);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafBlock, sheaf_block_free)

G_END_DECLS
