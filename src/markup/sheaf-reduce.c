/* sheaf-reduce.c: a tree of HTML written out as safe HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-reduce.h"

#include <string.h>

#include "markup/sheaf-element.h"
#include "markup/sheaf-link.h"
#include "markup/sheaf-picture.h"

/* The gate lets 256 through; what parsers imply (html, body, tbody, tr) comes on top. */
#define MAX_DEPTH 320

typedef struct
{
  GString *out;
  const char *base_url;
  guint8 open[MAX_DEPTH]; /* GumboTag of what is written and not yet ended */
  guint depth;
  guint links;
  gboolean too_deep;
} Reduction;

static void reduce_children (Reduction       *self,
                             const GumboNode *node);

/* Characters that HTML does not allow, or that would not be read back as they are. */
static gsize
forbidden_length (const guchar *p,
                  gsize         left)
{
  if (p[0] < 0x20)
    return p[0] == '\n' || p[0] == '\t' ? 0 : 1;
  if (p[0] == 0x7f)
    return 1;
  if (p[0] == 0xc2 && left > 1 && p[1] < 0xa0)
    return 2;
  if (p[0] == 0xef && left > 2 && p[1] == 0xbf && p[2] >= 0xbe)
    return 3;

  return 0;
}

void
sheaf_reduce_escape (GString    *out,
                     const char *text,
                     gsize       length,
                     gboolean    attribute)
{
  const guchar *p = (const guchar *) text;
  const guchar *end = p + length;
  const guchar *from = p;

  while (p < end)
    {
      const char *with = NULL;
      gsize gone = 1;

      if (*p >= 0x80 && *p != 0xc2 && *p != 0xef)
        {
          p++;
          continue;
        }
      if (*p == '&')
        with = "&amp;";
      else if (*p == '<')
        with = "&lt;";
      else if (*p == '>')
        with = "&gt;";
      else if (*p == '"' && attribute)
        with = "&quot;";
      else
        {
          gone = forbidden_length (p, end - p);
          if (gone == 0)
            {
              p++;
              continue;
            }
          with = *p == '\r' || *p == '\f' ? " " : "";
        }
      g_string_append_len (out, (const char *) from, p - from);
      g_string_append (out, with);
      p += gone;
      from = p;
    }
  g_string_append_len (out, (const char *) from, end - from);
}

static void
write_attribute (GString    *out,
                 const char *name,
                 const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  sheaf_reduce_escape (out, value, strlen (value), TRUE);
  g_string_append_c (out, '"');
}

static gboolean
is_language (const char *value)
{
  gsize length = strspn (value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

  return length > 0 && length <= 35 && value[length] == '\0';
}

static gboolean
is_direction (const char *value)
{
  return g_ascii_strcasecmp (value, "ltr") == 0 || g_ascii_strcasecmp (value, "rtl") == 0
         || g_ascii_strcasecmp (value, "auto") == 0;
}

static gboolean
is_number (const char *value)
{
  gsize length = strspn (value, "0123456789");

  return length > 0 && length <= 5 && value[length] == '\0';
}

static gboolean
is_integer (const char *value)
{
  return is_number (*value == '-' ? value + 1 : value);
}

static gboolean
is_time (const char *value)
{
  gsize length = strspn (value, "0123456789-+:.TZWPDHMS ");

  return length > 0 && length <= 40 && value[length] == '\0';
}

/* Whether an attribute that says nothing of addresses is kept. */
static gboolean
is_allowed (GumboTag    tag,
            const char *name,
            const char *value)
{
  if (strcmp (name, "lang") == 0)
    return is_language (value);
  if (strcmp (name, "dir") == 0)
    return is_direction (value);

  switch (tag)
    {
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
      return (strcmp (name, "colspan") == 0 || strcmp (name, "rowspan") == 0) && is_number (value);
    case GUMBO_TAG_OL:
      return (strcmp (name, "start") == 0 && is_integer (value))
             || (strcmp (name, "reversed") == 0 && strlen (value) < 10);
    case GUMBO_TAG_LI:
      return strcmp (name, "value") == 0 && is_integer (value);
    case GUMBO_TAG_TIME:
      return strcmp (name, "datetime") == 0 && is_time (value);
    case GUMBO_TAG_IMG:
      return ((strcmp (name, "width") == 0 || strcmp (name, "height") == 0) && is_number (value))
             || strcmp (name, "title") == 0;
    case GUMBO_TAG_A:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_DFN:
      return strcmp (name, "title") == 0;
    default:
      return FALSE;
    }
}

static void
write_attributes (Reduction       *self,
                  const GumboNode *node)
{
  const GumboVector *attributes = &node->v.element.attributes;

  for (guint i = 0; i < attributes->length; i++)
    {
      const GumboAttribute *attribute = attributes->data[i];

      if (is_allowed (node->v.element.tag, attribute->name, attribute->value))
        write_attribute (self->out, attribute->name, attribute->value);
    }
}

static void
reduce_image (Reduction       *self,
              const GumboNode *node)
{
  g_autofree char *url = sheaf_picture_choose (node, self->base_url);
  const char *alt = sheaf_picture_attribute (node, "alt");

  if (url == NULL)
    return;

  g_string_append (self->out, "<img");
  write_attribute (self->out, "src", url);
  write_attribute (self->out, "alt", alt != NULL ? alt : "");
  write_attributes (self, node);
  g_string_append_c (self->out, '>');
}

/* A player becomes a link to what it plays, by its title or by where that is. */
static void
reduce_player (Reduction       *self,
               const GumboNode *node)
{
  g_autofree char *url = sheaf_picture_player (node, self->base_url);
  g_autofree char *host = url != NULL ? sheaf_link_get_host (url) : NULL;
  const char *title = sheaf_picture_attribute (node, "title");
  g_autofree char *words = NULL;

  if (host == NULL || self->links > 0)
    return;

  words = g_strstrip (g_strdup (title != NULL ? title : ""));
  if (*words == '\0')
    {
      g_free (words);
      words = g_strdup (host);
    }
  g_string_append (self->out, "<a");
  write_attribute (self->out, "href", url);
  g_string_append_c (self->out, '>');
  sheaf_reduce_escape (self->out, words, strlen (words), FALSE);
  g_string_append (self->out, "</a>");
}

/* Whether an item would, when read back, end an item that it stands in: some of what parted them
 * is written as a plain block. */
static gboolean
would_end_item (Reduction *self,
                GumboTag   tag)
{
  for (int i = (int) self->depth - 1; i >= 0; i--)
    {
      GumboTag open = self->open[i];

      if (tag == GUMBO_TAG_LI ? open == GUMBO_TAG_LI
                              : open == GUMBO_TAG_DD || open == GUMBO_TAG_DT)
        return TRUE;
      if ((sheaf_element_get (open)->flags & SHEAF_ELEMENT_SPECIAL) && open != GUMBO_TAG_DIV
          && open != GUMBO_TAG_P)
        return FALSE;
    }

  return FALSE;
}

static gboolean
is_unwrapped (Reduction *self,
              GumboTag   tag)
{
  if (tag == GUMBO_TAG_A)
    return self->links > 0;
  if (tag == GUMBO_TAG_LI || tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)
    return would_end_item (self, tag);

  return FALSE;
}

static gboolean
is_blank (const char *text)
{
  return text[strspn (text, " \t\n")] == '\0';
}

/* Ends the element whose start tag was written at @start and its content at @content. One without
 * content goes; white space in a line stays for the words around it. */
static void
end_element (Reduction          *self,
             const SheafElement *element,
             GumboTag            tag,
             gsize               start,
             gsize               content)
{
  gboolean cell = (element->flags & SHEAF_ELEMENT_TABLE_PART) != 0;

  if (!cell && is_blank (self->out->str + content))
    {
      if (element->flags & SHEAF_ELEMENT_BLOCK)
        g_string_truncate (self->out, start);
      else
        g_string_erase (self->out, start, content - start);
      return;
    }
  /* The first line end in pre is not part of it. */
  if (tag == GUMBO_TAG_PRE && self->out->str[content] == '\n')
    g_string_insert_c (self->out, content, '\n');
  g_string_append (self->out, "</");
  g_string_append (self->out, element->name);
  g_string_append_c (self->out, '>');
}

static void
reduce_kept (Reduction          *self,
             const GumboNode    *node,
             const SheafElement *element)
{
  GumboTag tag = node->v.element.tag;
  gsize start = self->out->len;
  gsize content;

  g_string_append_c (self->out, '<');
  g_string_append (self->out, element->name);
  if (tag == GUMBO_TAG_A)
    {
      g_autofree char *url = sheaf_link_resolve (sheaf_picture_attribute (node, "href"),
                                                 self->base_url, SHEAF_LINK_PAGE);

      if (url == NULL)
        {
          g_string_truncate (self->out, start);
          reduce_children (self, node);
          return;
        }
      write_attribute (self->out, "href", url);
      self->links++;
    }
  write_attributes (self, node);
  g_string_append_c (self->out, '>');
  if (element->flags & SHEAF_ELEMENT_VOID)
    return;

  content = self->out->len;
  self->open[self->depth++] = strcmp (element->name, "div") == 0 ? GUMBO_TAG_DIV : tag;
  reduce_children (self, node);
  self->depth--;
  if (tag == GUMBO_TAG_A)
    self->links--;
  end_element (self, element, tag, start, content);
}

static void
reduce_element (Reduction       *self,
                const GumboNode *node)
{
  GumboTag tag = node->v.element.tag;
  const SheafElement *element = sheaf_element_get (tag);

  if (node->v.element.tag_namespace != GUMBO_NAMESPACE_HTML)
    return;
  if (self->depth == MAX_DEPTH)
    {
      self->too_deep = TRUE;
      return;
    }

  if (tag == GUMBO_TAG_IMG)
    reduce_image (self, node);
  else if (element->flags & SHEAF_ELEMENT_MEDIA)
    reduce_player (self, node);
  else if (element->fate == SHEAF_ELEMENT_KEEP && !is_unwrapped (self, tag))
    reduce_kept (self, node, element);
  else if (element->fate == SHEAF_ELEMENT_KEEP || element->fate == SHEAF_ELEMENT_UNWRAP)
    reduce_children (self, node);
}

static void
reduce_children (Reduction       *self,
                 const GumboNode *node)
{
  const GumboVector *children = &node->v.element.children;

  for (guint i = 0; i < children->length && !self->too_deep; i++)
    {
      const GumboNode *child = children->data[i];

      if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_WHITESPACE)
        sheaf_reduce_escape (self->out, child->v.text.text, strlen (child->v.text.text), FALSE);
      else if (child->type == GUMBO_NODE_ELEMENT)
        reduce_element (self, child);
    }
}

char *
sheaf_reduce (const GumboNode *body,
              const char      *base_url,
              gsize            size_hint)
{
  Reduction self = { .base_url = base_url };
  gsize lead;

  self.out = g_string_sized_new (size_hint);
  reduce_children (&self, body);
  if (self.too_deep)
    {
      g_string_free (self.out, TRUE);
      return NULL;
    }

  /* White space at the start of a document is not read back. */
  lead = strspn (self.out->str, " \t\n");
  g_string_erase (self.out, 0, lead);
  while (self.out->len > 0 && strchr (" \t\n", self.out->str[self.out->len - 1]) != NULL)
    g_string_truncate (self.out, self.out->len - 1);

  return g_string_free (self.out, FALSE);
}
