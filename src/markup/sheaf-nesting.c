/* sheaf-nesting.c: how deep a parser would nest, told from the tags alone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-nesting.h"

#include <string.h>

/* The list of active formatting elements grows past the stack only by what is never closed. */
#define MAX_FORMATTING SHEAF_NESTING_MAX
#define MARKER GUMBO_TAG_LAST

typedef struct
{
  guint8 tag;
  guint id; /* of a formatting element */
} Open;

typedef struct
{
  guint8 tag;
  gboolean open;
  guint id;
  guint hash;
} Formatting;

struct _SheafNesting
{
  Open open[SHEAF_NESTING_MAX];
  guint depth;
  Formatting formatting[MAX_FORMATTING];
  guint n_formatting;
  guint ids;
  guint elements;
  gboolean overflow;
};

SheafNesting *
sheaf_nesting_new (void)
{
  return g_new0 (SheafNesting, 1);
}

void
sheaf_nesting_free (SheafNesting *nesting)
{
  g_free (nesting);
}

static inline SheafElementFlags
flags_of (guint tag)
{
  return sheaf_element_get (tag)->flags;
}

static inline gboolean
is_heading (guint tag)
{
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

static void
push (SheafNesting *self,
      guint         tag,
      guint         id)
{
  self->elements++;
  if (self->depth == SHEAF_NESTING_MAX || self->elements > SHEAF_NESTING_MAX_ELEMENTS)
    {
      self->overflow = TRUE;
      return;
    }
  self->open[self->depth++] = (Open){ tag, id };
}

static void
add_formatting (SheafNesting *self,
                guint         tag,
                guint         id,
                guint         hash)
{
  if (self->n_formatting == MAX_FORMATTING)
    {
      self->overflow = TRUE;
      return;
    }
  self->formatting[self->n_formatting++] = (Formatting){ tag, TRUE, id, hash };
}

static void
remove_formatting (SheafNesting *self,
                   guint         i)
{
  self->n_formatting--;
  memmove (self->formatting + i, self->formatting + i + 1,
           (self->n_formatting - i) * sizeof (Formatting));
}

static void
pop (SheafNesting *self)
{
  Open open = self->open[--self->depth];

  if (open.id != 0)
    {
      for (guint i = self->n_formatting; i > 0; i--)
        if (self->formatting[i - 1].id == open.id)
          {
            self->formatting[i - 1].open = FALSE;
            break;
          }
    }
  else if (open.tag == GUMBO_TAG_TD || open.tag == GUMBO_TAG_TH || open.tag == GUMBO_TAG_CAPTION)
    {
      while (self->n_formatting > 0)
        if (self->formatting[--self->n_formatting].tag == MARKER)
          break;
    }
}

static void
pop_to (SheafNesting *self,
        guint         depth)
{
  while (self->depth > depth)
    pop (self);
}

/* The index of the innermost open @tag that no element of @stop encloses, or -1. */
static int
find_open (SheafNesting      *self,
           guint              tag,
           SheafElementFlags  stop)
{
  for (int i = (int) self->depth - 1; i >= 0; i--)
    {
      if (self->open[i].tag == tag)
        return i;
      if (flags_of (self->open[i].tag) & stop)
        return -1;
    }

  return -1;
}

static int
find_table (SheafNesting *self)
{
  return find_open (self, GUMBO_TAG_TABLE, 0);
}

static int
find_in_table (SheafNesting *self,
               guint         tag)
{
  for (int i = (int) self->depth - 1; i >= 0 && self->open[i].tag != GUMBO_TAG_TABLE; i--)
    if (self->open[i].tag == tag)
      return i;

  return -1;
}

/* Formatting that was open when its block ended opens again before text and inline elements. */
static void
reconstruct (SheafNesting *self)
{
  guint i = self->n_formatting;

  while (i > 0 && !self->formatting[i - 1].open && self->formatting[i - 1].tag != MARKER)
    i--;
  for (; i < self->n_formatting && !self->overflow; i++)
    {
      push (self, self->formatting[i].tag, self->formatting[i].id);
      self->formatting[i].open = TRUE;
    }
}

static int
find_formatting (SheafNesting *self,
                 guint         tag)
{
  for (int i = (int) self->n_formatting - 1; i >= 0; i--)
    {
      if (self->formatting[i].tag == MARKER)
        return -1;
      if (self->formatting[i].tag == tag)
        return i;
    }

  return -1;
}

/* 13.2.6.4.7, "any other end tag". */
static void
end_any_other (SheafNesting *self,
               guint         tag)
{
  int i = find_open (self, tag, SHEAF_ELEMENT_SPECIAL);

  if (i >= 0)
    pop_to (self, i);
}

/* The adoption agency. Where a block stands between, the parser wraps its content anew: as deep as
 * before. Each of its rounds, eight at most, may make four elements. */
static void
end_formatting (SheafNesting *self,
                guint         tag)
{
  int f = find_formatting (self, tag);
  guint blocks = 0;
  int i;

  if (f < 0)
    {
      end_any_other (self, tag);
      return;
    }
  if (!self->formatting[f].open)
    {
      remove_formatting (self, f);
      return;
    }
  for (i = (int) self->depth - 1; i >= 0 && self->open[i].id != self->formatting[f].id; i--)
    {
      if (flags_of (self->open[i].tag) & SHEAF_ELEMENT_SCOPE)
        return;
      if (flags_of (self->open[i].tag) & SHEAF_ELEMENT_SPECIAL)
        blocks++;
    }
  if (i < 0)
    return;

  if (blocks == 0)
    pop_to (self, i);
  else
    {
      self->elements += 4 * MIN (blocks, 8);
      self->open[i] = (Open){ GUMBO_TAG_UNKNOWN, 0 };
    }
  if (blocks < 8)
    {
      f = find_formatting (self, tag);
      if (f >= 0)
        remove_formatting (self, f);
    }
}

static void
start_formatting (SheafNesting     *self,
                  const SheafToken *token)
{
  guint hash = 5381, same = 0, earliest = 0;

  if (token->tag == GUMBO_TAG_A && find_formatting (self, GUMBO_TAG_A) >= 0)
    end_formatting (self, GUMBO_TAG_A);
  reconstruct (self);

  for (gsize i = 0; i < token->length; i++)
    hash = hash * 33 + (guchar) token->bytes[i];
  for (guint i = self->n_formatting; i > 0 && self->formatting[i - 1].tag != MARKER; i--)
    if (self->formatting[i - 1].hash == hash && self->formatting[i - 1].tag == token->tag)
      {
        same++;
        earliest = i - 1;
      }
  /* "Noah's Ark": of the same, three at most. */
  if (same >= 3)
    remove_formatting (self, earliest);

  self->ids++;
  push (self, token->tag, self->ids);
  add_formatting (self, token->tag, self->ids, hash);
}

static void
start_table_part (SheafNesting *self,
                  guint         tag)
{
  int table = find_table (self);

  if (table < 0)
    return;

  if (tag == GUMBO_TAG_TR || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH)
    {
      gboolean cell = tag != GUMBO_TAG_TR;

      while (self->depth > (guint) table + 1)
        {
          guint top = self->open[self->depth - 1].tag;

          if (top == GUMBO_TAG_TBODY || top == GUMBO_TAG_THEAD || top == GUMBO_TAG_TFOOT
              || (cell && top == GUMBO_TAG_TR))
            break;
          pop (self);
        }
      if (self->depth == (guint) table + 1)
        push (self, GUMBO_TAG_TBODY, 0);
      if (cell && !self->overflow && self->open[self->depth - 1].tag != GUMBO_TAG_TR)
        push (self, GUMBO_TAG_TR, 0);
    }
  else
    pop_to (self, table + 1);

  push (self, tag, 0);
  if (tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_CAPTION)
    {
      add_formatting (self, MARKER, 0, 0);
    }
}

/* An item ends the item before it, up to the list that they are in. */
static void
start_item (SheafNesting *self,
            guint         tag)
{
  for (int i = (int) self->depth - 1; i >= 0; i--)
    {
      guint open = self->open[i].tag;
      gboolean same = tag == GUMBO_TAG_LI ? open == GUMBO_TAG_LI
                                          : open == GUMBO_TAG_DD || open == GUMBO_TAG_DT;

      if (same)
        {
          pop_to (self, i);
          return;
        }
      if ((flags_of (open) & SHEAF_ELEMENT_SPECIAL) && open != GUMBO_TAG_ADDRESS
          && open != GUMBO_TAG_DIV && open != GUMBO_TAG_P)
        return;
    }
}

static void
start_block (SheafNesting *self,
             guint         tag)
{
  int p;

  if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)
    start_item (self, tag);
  if (tag == GUMBO_TAG_TABLE)
    {
      /* A table straight in a table ends it; one in a cell does not. */
      for (int i = (int) self->depth - 1; i >= 0; i--)
        {
          guint open = self->open[i].tag;

          if (open == GUMBO_TAG_TD || open == GUMBO_TAG_TH || open == GUMBO_TAG_CAPTION)
            break;
          if (open == GUMBO_TAG_TABLE)
            {
              pop_to (self, i);
              break;
            }
        }
    }

  p = find_open (self, GUMBO_TAG_P, SHEAF_ELEMENT_SCOPE);
  if (p >= 0)
    pop_to (self, p);
  if (is_heading (tag) && self->depth > 0 && is_heading (self->open[self->depth - 1].tag))
    pop (self);
  if (flags_of (tag) & SHEAF_ELEMENT_VOID)
    self->elements++;
  else
    push (self, tag, 0);
}

static void
take_start (SheafNesting     *self,
            const SheafToken *token)
{
  SheafElementFlags flags = flags_of (token->tag);

  if (flags & SHEAF_ELEMENT_FORMATTING)
    start_formatting (self, token);
  else if (flags & SHEAF_ELEMENT_TABLE_PART)
    start_table_part (self, token->tag);
  else if (flags & SHEAF_ELEMENT_CLOSES_P)
    start_block (self, token->tag);
  else
    {
      reconstruct (self);
      if (flags & SHEAF_ELEMENT_VOID)
        self->elements++;
      else
        push (self, token->tag, 0);
    }
}

static void
take_end (SheafNesting     *self,
          const SheafToken *token)
{
  SheafElementFlags flags = flags_of (token->tag);
  int i = -1;

  if (flags & SHEAF_ELEMENT_FORMATTING)
    {
      end_formatting (self, token->tag);
      return;
    }
  if ((flags & SHEAF_ELEMENT_VOID) || !(flags & SHEAF_ELEMENT_SPECIAL))
    {
      self->elements++;
      end_any_other (self, token->tag);
      return;
    }

  if (token->tag == GUMBO_TAG_TABLE)
    i = find_table (self);
  else if (flags & SHEAF_ELEMENT_TABLE_PART)
    i = find_in_table (self, token->tag);
  else if (is_heading (token->tag))
    {
      for (guint tag = GUMBO_TAG_H1; tag <= GUMBO_TAG_H6; tag++)
        i = MAX (i, find_open (self, tag, SHEAF_ELEMENT_SCOPE));
    }
  else
    i = find_open (self, token->tag, SHEAF_ELEMENT_SCOPE);

  if (token->tag == GUMBO_TAG_LI && i >= 0)
    {
      int list = MAX (find_open (self, GUMBO_TAG_UL, SHEAF_ELEMENT_SCOPE),
                      find_open (self, GUMBO_TAG_OL, SHEAF_ELEMENT_SCOPE));

      if (list > i)
        return;
    }
  if (i >= 0)
    pop_to (self, i);
  else if (token->tag == GUMBO_TAG_P)
    self->elements++;
}

gboolean
sheaf_nesting_take (SheafNesting     *nesting,
                    const SheafToken *token)
{
  switch (token->kind)
    {
    case SHEAF_TOKEN_START:
      take_start (nesting, token);
      break;
    case SHEAF_TOKEN_END:
      take_end (nesting, token);
      break;
    case SHEAF_TOKEN_TEXT:
    case SHEAF_TOKEN_LESS:
    default:
      reconstruct (nesting);
      break;
    }

  return !nesting->overflow && nesting->elements <= SHEAF_NESTING_MAX_ELEMENTS;
}
