/* sheaf-base.c: what a document says its addresses are relative to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-base.h"

#include <string.h>

#include "markup/sheaf-link.h"
#include "markup/sheaf-parse.h"
#include "markup/sheaf-tokens.h"

/* More are for show. */
#define MAX_TAGS 16
#define MAX_TAG 16384

/* The first "<" and @name, in any case, or NULL. */
static const char *
find_tag (const char *html,
          gsize       length,
          const char *name)
{
  const char *end = html + length;
  gsize name_length = strlen (name);

  for (const char *p = memchr (html, '<', length); p != NULL; p = memchr (p, '<', end - p))
    {
      p++;
      if ((gsize) (end - p) <= name_length)
        return NULL;
      if (g_ascii_strncasecmp (p, name, name_length) == 0 && !g_ascii_isalnum (p[name_length]))
        return p - 1;
    }

  return NULL;
}

static const char *
find_href (const GumboNode *node)
{
  const GumboVector *children;

  if (node->type != GUMBO_NODE_ELEMENT)
    return NULL;

  if (node->v.element.tag == GUMBO_TAG_BASE)
    {
      const GumboAttribute *href = gumbo_get_attribute (&node->v.element.attributes, "href");

      return href != NULL ? href->value : NULL;
    }

  children = &node->v.element.children;
  for (guint i = 0; i < children->length; i++)
    {
      const char *href = find_href (children->data[i]);

      if (href != NULL)
        return href;
    }

  return NULL;
}

static char *
read_tag (const SheafToken *token,
          const char       *base_url)
{
  g_autoptr(SheafParse) parse = sheaf_parse_new (token->bytes, token->length);

  return sheaf_link_resolve (find_href (parse->output->root), base_url, SHEAF_LINK_WEB);
}

char *
sheaf_base_find (const char *html,
                 gsize       length,
                 const char *base_url)
{
  const char *end = html + length;
  const char *head;
  SheafTokens tokens;
  SheafToken token;
  guint tags = 0;

  if (find_tag (html, length, "base") == NULL)
    return NULL;

  /* The head is otherwise passed over as a whole. */
  head = find_tag (html, length, "head");
  if (head != NULL)
    html = head + strlen ("<head");

  sheaf_tokens_init (&tokens, html, end - html);
  while (tags < MAX_TAGS && sheaf_tokens_next (&tokens, &token))
    {
      char *base = NULL;

      if (token.kind != SHEAF_TOKEN_START || token.tag != GUMBO_TAG_BASE || token.length > MAX_TAG)
        continue;

      base = read_tag (&token, base_url);
      if (base != NULL)
        return base;
      tags++;
    }

  return NULL;
}
