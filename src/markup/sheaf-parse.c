/* sheaf-parse.c: a tree of HTML and the memory it lies in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-parse.h"

#define CHUNK (64 * 1024)
#define ALIGNMENT 16

typedef struct _SheafParseChunk
{
  struct _SheafParseChunk *next;
  gsize used;
  gsize size;
  _Alignas (ALIGNMENT) char bytes[];
} Chunk;

static void *
take (void   *data,
      size_t  size)
{
  SheafParse *self = data;
  Chunk *chunk = self->chunks;
  void *bytes;

  size = (size + ALIGNMENT - 1) & ~(gsize) (ALIGNMENT - 1);
  if (chunk == NULL || chunk->size - chunk->used < size)
    {
      gsize room = MAX (size, CHUNK);

      chunk = g_malloc (sizeof (Chunk) + room);
      chunk->used = 0;
      chunk->size = room;
      chunk->next = self->chunks;
      self->chunks = chunk;
    }
  bytes = chunk->bytes + chunk->used;
  chunk->used += size;

  return bytes;
}

static void
give_back (void *data,
           void *memory)
{
}

SheafParse *
sheaf_parse_new (const char *html,
                 gsize       length)
{
  SheafParse *self = g_new0 (SheafParse, 1);
  const GumboVector *children;

  self->options = kGumboDefaultOptions;
  self->options.allocator = take;
  self->options.deallocator = give_back;
  self->options.userdata = self;
  self->options.max_errors = 0;
  self->output = gumbo_parse_with_options (&self->options, html, length);

  self->body = self->output->root;
  children = &self->output->root->v.element.children;
  for (guint i = 0; i < children->length; i++)
    {
      const GumboNode *child = children->data[i];

      if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_BODY)
        self->body = child;
    }

  return self;
}

void
sheaf_parse_free (SheafParse *parse)
{
  Chunk *chunk = parse->chunks;

  while (chunk != NULL)
    {
      Chunk *next = chunk->next;

      g_free (chunk);
      chunk = next;
    }
  g_free (parse);
}
