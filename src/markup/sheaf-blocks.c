/* sheaf-blocks.c: safe HTML as blocks of text for a reader without a browser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-blocks.h"

#include <stdlib.h>
#include <string.h>

#include "markup/sheaf-element.h"
#include "markup/sheaf-gate.h"
#include "markup/sheaf-inline.h"
#include "markup/sheaf-parse.h"
#include "markup/sheaf-picture.h"

#define MAX_DEPTH 320

typedef struct
{
  GPtrArray *blocks;
  SheafInline line;
  guint quote;
  guint lists;
  gboolean item;   /* the next text starts an item */
  int ordinal;     /* of that item */
  guint level;     /* of the heading that is open, or 0 */
  guint nesting;
  const char *language;
  const char *direction;
} Walk;

static void walk_children (Walk            *walk,
                           const GumboNode *node);

void
sheaf_block_free (SheafBlock *block)
{
  g_free (block->text);
  g_clear_pointer (&block->spans, g_array_unref);
  g_free (block->url);
  g_free (block->alt);
  g_free (block->href);
  g_free (block->caption);
  g_clear_pointer (&block->cells, g_ptr_array_unref);
  g_free (block->language);
  g_free (block->direction);
  g_free (block);
}

static void
cell_free (SheafCell *cell)
{
  g_free (cell->text);
  g_array_unref (cell->spans);
  g_free (cell);
}

static SheafBlock *
add_block (Walk           *walk,
           SheafBlockKind  kind)
{
  SheafBlock *block = g_new0 (SheafBlock, 1);

  block->kind = kind;
  block->quote = walk->quote;
  block->depth = walk->lists;
  block->language = g_strdup (walk->language);
  block->direction = g_strdup (walk->direction);
  g_ptr_array_add (walk->blocks, block);

  return block;
}

/* Makes a block of the text that was gathered. */
static void
flush (Walk *walk)
{
  GArray *spans;
  char *text = sheaf_inline_take (&walk->line, &spans);
  SheafBlock *block;

  if (text == NULL)
    return;

  if (walk->level > 0)
    {
      block = add_block (walk, SHEAF_BLOCK_HEADING);
      block->level = walk->level;
    }
  else if (walk->item)
    {
      block = add_block (walk, SHEAF_BLOCK_ITEM);
      block->ordinal = walk->ordinal;
    }
  else
    block = add_block (walk, SHEAF_BLOCK_PARAGRAPH);
  walk->item = FALSE;
  block->text = text;
  block->spans = spans;
}

/* An item whose number must be seen although it starts with no text. */
static void
flush_item (Walk *walk)
{
  SheafBlock *block;

  flush (walk);
  if (!walk->item)
    return;

  block = add_block (walk, SHEAF_BLOCK_ITEM);
  block->ordinal = walk->ordinal;
  block->text = g_strdup ("");
  block->spans = sheaf_inline_spans_new ();
  walk->item = FALSE;
}

static int
number_of (const GumboNode *node,
           const char      *name,
           int              otherwise)
{
  const char *value = sheaf_picture_attribute (node, name);

  return value != NULL && *value != '\0' ? atoi (value) : otherwise;
}

static void
walk_image (Walk            *walk,
            const GumboNode *node)
{
  SheafBlock *block;

  flush_item (walk);
  block = add_block (walk, SHEAF_BLOCK_IMAGE);
  block->url = g_strdup (sheaf_picture_attribute (node, "src"));
  block->alt = g_strdup (sheaf_picture_attribute (node, "alt"));
  if (block->alt == NULL)
    block->alt = g_strdup ("");
  block->href = g_strdup (walk->line.href);
  block->width = number_of (node, "width", 0);
  block->height = number_of (node, "height", 0);
}

static gboolean
is_element (const GumboNode *node,
            GumboTag         tag)
{
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

static guint
count_items (const GumboNode *list)
{
  guint items = 0;

  for (guint i = 0; i < list->v.element.children.length; i++)
    items += is_element (list->v.element.children.data[i], GUMBO_TAG_LI);

  return items;
}

static void
walk_list (Walk            *walk,
           const GumboNode *node)
{
  gboolean ordered = node->v.element.tag == GUMBO_TAG_OL;
  gboolean reversed = ordered && sheaf_picture_attribute (node, "reversed") != NULL;
  int step = reversed ? -1 : 1;
  int ordinal = number_of (node, "start", reversed ? (int) count_items (node) : 1);

  flush_item (walk);
  walk->lists++;
  for (guint i = 0; i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];

      if (is_element (child, GUMBO_TAG_LI))
        {
          ordinal = number_of (child, "value", ordinal);
          walk->item = TRUE;
          walk->ordinal = ordered ? ordinal : 0;
          walk_children (walk, child);
          flush (walk);
          walk->item = FALSE;
          ordinal += step;
        }
      else if (child->type == GUMBO_NODE_ELEMENT)
        walk_children (walk, child);
    }
  flush (walk);
  walk->lists--;
}

static void
walk_code (Walk            *walk,
           const GumboNode *node)
{
  SheafBlock *block;
  GArray *spans;
  char *text;

  flush_item (walk);
  walk->line.preserve = TRUE;
  walk_children (walk, node);
  walk->line.preserve = FALSE;
  text = sheaf_inline_take (&walk->line, &spans);
  if (text == NULL)
    return;

  block = add_block (walk, SHEAF_BLOCK_CODE);
  block->text = text;
  block->spans = spans;
}

/* The text of @node on its own, as one run; blocks in it are parted by line ends. */
static char *
gather (const GumboNode  *node,
        guint             nesting,
        GArray          **spans)
{
  g_autoptr(GPtrArray) blocks = NULL;
  GString *text = g_string_new (NULL);
  Walk walk = { .nesting = nesting };

  *spans = sheaf_inline_spans_new ();
  blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_block_free);
  walk.blocks = blocks;
  sheaf_inline_init (&walk.line);
  walk_children (&walk, node);
  flush (&walk);
  sheaf_inline_clear (&walk.line);

  for (guint i = 0; i < blocks->len; i++)
    {
      SheafBlock *block = blocks->pdata[i];
      const char *words = block->kind == SHEAF_BLOCK_IMAGE ? block->alt : block->text;

      if (words == NULL || *words == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      for (guint j = 0; block->spans != NULL && j < block->spans->len; j++)
        {
          SheafSpan span = g_array_index (block->spans, SheafSpan, j);

          span.start += text->len;
          span.end += text->len;
          span.href = g_strdup (span.href);
          g_array_append_val (*spans, span);
        }
      g_string_append (text, words);
    }

  return g_string_free (text, FALSE);
}

static char *
gather_text (const GumboNode *node,
             guint            nesting)
{
  g_autoptr(GArray) spans = NULL;
  g_autofree char *text = gather (node, nesting, &spans);

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* A figure's caption belongs to the last of its images; without any it is a paragraph. */
static void
walk_figure (Walk            *walk,
             const GumboNode *node)
{
  const GumboNode *caption = NULL;
  guint first;

  flush_item (walk);
  first = walk->blocks->len;
  for (guint i = 0; i < node->v.element.children.length; i++)
    if (is_element (node->v.element.children.data[i], GUMBO_TAG_FIGCAPTION))
      caption = node->v.element.children.data[i];

  walk_children (walk, node);
  flush (walk);
  if (caption == NULL)
    return;

  for (guint i = walk->blocks->len; i > first; i--)
    {
      SheafBlock *block = walk->blocks->pdata[i - 1];

      if (block->kind == SHEAF_BLOCK_IMAGE || block->kind == SHEAF_BLOCK_TABLE)
        {
          g_free (block->caption);
          block->caption = gather_text (caption, walk->nesting);
          return;
        }
    }
  walk_children (walk, caption);
  flush (walk);
}

static void
add_row (GPtrArray       *rows,
         const GumboNode *node,
         guint            nesting)
{
  GPtrArray *row = g_ptr_array_new_with_free_func ((GDestroyNotify) cell_free);

  for (guint i = 0; i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];
      SheafCell *cell;

      if (!is_element (child, GUMBO_TAG_TD) && !is_element (child, GUMBO_TAG_TH))
        continue;
      cell = g_new0 (SheafCell, 1);
      cell->text = gather (child, nesting, &cell->spans);
      cell->header = child->v.element.tag == GUMBO_TAG_TH;
      cell->columns = CLAMP (number_of (child, "colspan", 1), 1, 1000);
      cell->rows = CLAMP (number_of (child, "rowspan", 1), 1, 1000);
      g_ptr_array_add (row, cell);
    }
  g_ptr_array_add (rows, row);
}

/* Calls for the rows of a table itself, not of those in its cells. */
static void
list_rows (const GumboNode *node,
           GPtrArray       *rows)
{
  for (guint i = 0; i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];

      if (is_element (child, GUMBO_TAG_TR))
        g_ptr_array_add (rows, (gpointer) child);
      else if (is_element (child, GUMBO_TAG_TBODY) || is_element (child, GUMBO_TAG_THEAD)
               || is_element (child, GUMBO_TAG_TFOOT))
        list_rows (child, rows);
    }
}

static gboolean
has_images_or_tables (const GumboNode *node,
                      guint            depth)
{
  if (depth == MAX_DEPTH)
    return FALSE;

  for (guint i = 0; i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];

      if (child->type == GUMBO_NODE_ELEMENT
          && (child->v.element.tag == GUMBO_TAG_IMG || child->v.element.tag == GUMBO_TAG_TABLE
              || has_images_or_tables (child, depth + 1)))
        return TRUE;
    }

  return FALSE;
}

/* Data has rows of more than one cell, and no pictures or tables in them. */
static gboolean
is_data (GPtrArray *rows)
{
  guint widest = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const GumboNode *row = rows->pdata[i];
      guint cells = 0;

      for (guint j = 0; j < row->v.element.children.length; j++)
        {
          const GumboNode *child = row->v.element.children.data[j];

          cells += is_element (child, GUMBO_TAG_TD) || is_element (child, GUMBO_TAG_TH);
        }
      widest = MAX (widest, cells);
      if (has_images_or_tables (row, 0))
        return FALSE;
    }

  return widest > 1;
}

static void
walk_table (Walk            *walk,
            const GumboNode *node)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  SheafBlock *block;

  flush_item (walk);
  list_rows (node, rows);
  if (!is_data (rows))
    {
      walk_children (walk, node);
      flush (walk);
      return;
    }

  block = add_block (walk, SHEAF_BLOCK_TABLE);
  block->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < rows->len; i++)
    add_row (block->cells, rows->pdata[i], walk->nesting);
  /* Of several, the first that says something. */
  for (guint i = 0; block->caption == NULL && i < node->v.element.children.length; i++)
    if (is_element (node->v.element.children.data[i], GUMBO_TAG_CAPTION))
      block->caption = gather_text (node->v.element.children.data[i], walk->nesting);
}

static gboolean
is_line_of_its_own (GumboTag tag)
{
  switch (tag)
    {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
    case GUMBO_TAG_LI:
      return TRUE;
    default:
      return FALSE;
    }
}

/* An element in a line, or a block that only parts its text from the rest. */
static void
walk_plain (Walk            *walk,
            const GumboNode *node)
{
  GumboTag tag = node->v.element.tag;
  SheafStyle style = walk->line.style;
  const char *href = walk->line.href;
  gboolean block = is_line_of_its_own (tag);
  gboolean quoted = tag == GUMBO_TAG_Q, ruby = tag == GUMBO_TAG_RT;

  if (block)
    flush (walk);
  if (tag == GUMBO_TAG_DD)
    walk->lists++;
  walk->line.style |= sheaf_inline_style_of (tag);
  if (tag == GUMBO_TAG_A)
    walk->line.href = sheaf_picture_attribute (node, "href");
  if (quoted || ruby)
    sheaf_inline_append (&walk->line, quoted ? "“" : "(");

  walk_children (walk, node);

  if (quoted || ruby)
    sheaf_inline_append (&walk->line, quoted ? "”" : ")");
  walk->line.style = style;
  walk->line.href = href;
  if (block)
    flush (walk);
  if (tag == GUMBO_TAG_DD)
    walk->lists--;
}

static void
walk_element (Walk            *walk,
              const GumboNode *node)
{
  GumboTag tag = node->v.element.tag;

  switch (tag)
    {
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
      flush_item (walk);
      walk->level = tag - GUMBO_TAG_H1 + 1;
      walk_children (walk, node);
      flush (walk);
      walk->level = 0;
      break;
    case GUMBO_TAG_BLOCKQUOTE:
      flush_item (walk);
      walk->quote++;
      walk_children (walk, node);
      flush (walk);
      walk->quote--;
      break;
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
      walk_list (walk, node);
      break;
    case GUMBO_TAG_PRE:
      walk_code (walk, node);
      break;
    case GUMBO_TAG_FIGURE:
      walk_figure (walk, node);
      break;
    case GUMBO_TAG_TABLE:
      walk_table (walk, node);
      break;
    case GUMBO_TAG_IMG:
      walk_image (walk, node);
      break;
    case GUMBO_TAG_HR:
      flush_item (walk);
      add_block (walk, SHEAF_BLOCK_RULE);
      break;
    case GUMBO_TAG_BR:
      sheaf_inline_append_line_end (&walk->line);
      break;
    case GUMBO_TAG_RP:
      break;
    default:
      walk_plain (walk, node);
      break;
    }
}

static void
walk_children (Walk            *walk,
               const GumboNode *node)
{
  const char *language = walk->language;
  const char *direction = walk->direction;
  const char *own_language = sheaf_picture_attribute (node, "lang");
  const char *own_direction = sheaf_picture_attribute (node, "dir");

  if (walk->nesting == MAX_DEPTH)
    return;

  walk->nesting++;
  walk->language = own_language != NULL ? own_language : language;
  walk->direction = own_direction != NULL ? own_direction : direction;
  for (guint i = 0; i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];

      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE)
        sheaf_inline_append (&walk->line, child->v.text.text);
      else if (child->type == GUMBO_NODE_ELEMENT
               && !(child->v.element.tag == GUMBO_TAG_FIGCAPTION
                    && is_element (node, GUMBO_TAG_FIGURE)))
        walk_element (walk, child);
    }
  if ((own_language != NULL || own_direction != NULL) && node->v.element.tag != GUMBO_TAG_PRE
      && (sheaf_element_get (node->v.element.tag)->flags & SHEAF_ELEMENT_BLOCK))
    flush (walk);
  walk->language = language;
  walk->direction = direction;
  walk->nesting--;
}

GPtrArray *
sheaf_blocks_from_html (const char *html)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_block_free);
  g_autoptr(GString) passed = sheaf_gate_pass (html, strlen (html));
  g_autoptr(SheafParse) parse = NULL;
  Walk walk = { .blocks = blocks };

  /* Safe HTML is within the bounds by its making. */
  if (passed == NULL)
    return blocks;

  parse = sheaf_parse_new (passed->str, passed->len);
  sheaf_inline_init (&walk.line);
  walk_children (&walk, parse->body);
  flush (&walk);
  sheaf_inline_clear (&walk.line);

  return blocks;
}
