/* sheaf-markdown.c: an editorial's Markdown
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-markdown.h"

#include <cmark-gfm.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

#include "markup/sheaf-sanitise.h"

#define MAX_MARKDOWN (2 * 1024 * 1024)
#define MAX_ID 64

static cmark_node *
parse (const char *markdown)
{
  static const char *const extensions[] = { "table", "strikethrough", "autolink" };
  static gsize registered = 0;
  cmark_parser *parser;
  cmark_node *document;

  if (g_once_init_enter (&registered))
    {
      cmark_gfm_core_extensions_ensure_registered ();
      g_once_init_leave (&registered, 1);
    }

  parser = cmark_parser_new (CMARK_OPT_VALIDATE_UTF8);
  for (gsize i = 0; i < G_N_ELEMENTS (extensions); i++)
    cmark_parser_attach_syntax_extension (parser,
                                          cmark_find_syntax_extension (extensions[i]));
  cmark_parser_feed (parser, markdown, MIN (strlen (markdown), MAX_MARKDOWN));
  document = cmark_parser_finish (parser);
  cmark_parser_free (parser);
  cmark_consolidate_text_nodes (document);

  return document;
}

/* Every text of @document, collected first: what is made of one may move others. */
static GPtrArray *
list_texts (cmark_node *document)
{
  GPtrArray *texts = g_ptr_array_new ();
  cmark_iter *iter = cmark_iter_new (document);
  cmark_event_type event;

  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    if (event == CMARK_EVENT_ENTER
        && cmark_node_get_type (cmark_iter_get_node (iter)) == CMARK_NODE_TEXT)
      g_ptr_array_add (texts, cmark_iter_get_node (iter));
  cmark_iter_free (iter);

  return texts;
}

/* The next "[[id" in @text that "|" or "]]" follows. Returns: the id (transfer full) or NULL. */
static char *
find_cite (const char  *text,
           const char **start,
           const char **after)
{
  const char *p = text;

  while ((p = strstr (p, "[[")) != NULL)
    {
      const char *id = p + 2;
      gsize length = 0;

      while (g_ascii_isalnum (id[length]) || id[length] == '-')
        length++;
      if (length > 0 && length <= MAX_ID
          && (id[length] == '|' || g_str_has_prefix (id + length, "]]")))
        {
          *start = p;
          *after = id + length;
          return g_ascii_strdown (id, length);
        }
      p += 2;
    }

  return NULL;
}

static cmark_node *
new_text (const char *text,
          gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  cmark_node *node = cmark_node_new (CMARK_NODE_TEXT);

  cmark_node_set_literal (node, copy);

  return node;
}

/* Finds where the words that start in @first end: "]]" in @first itself or in a later sibling. */
static cmark_node *
find_end (cmark_node  *first,
          const char  *from,
          const char **end)
{
  *end = strstr (from, "]]");
  if (*end != NULL)
    return first;

  for (cmark_node *node = cmark_node_next (first); node != NULL; node = cmark_node_next (node))
    {
      if (cmark_node_get_type (node) != CMARK_NODE_TEXT)
        continue;
      *end = strstr (cmark_node_get_literal (node), "]]");
      if (*end != NULL)
        return node;
      if (strstr (cmark_node_get_literal (node), "[[") != NULL)
        return NULL;
    }

  return NULL;
}

static cmark_node *
new_html (const char *html)
{
  cmark_node *node = cmark_node_new (CMARK_NODE_HTML_INLINE);

  cmark_node_set_literal (node, html);

  return node;
}

/* Puts @node, (transfer full), at the end of @link or, without one, behind @anchor. */
static void
place (cmark_node  *node,
       cmark_node  *link,
       cmark_node **anchor)
{
  gboolean placed = link != NULL ? cmark_node_append_child (link, node)
                                 : cmark_node_insert_after (*anchor, node);

  if (!placed)
    cmark_node_free (node);
  else if (link == NULL)
    *anchor = node;
}

static gboolean
is_in_link (cmark_node *node)
{
  for (; node != NULL; node = cmark_node_parent (node))
    if (cmark_node_get_type (node) == CMARK_NODE_LINK)
      return TRUE;

  return FALSE;
}

/* Places the words between @after, in @text, and @end, in @last, with what is styled in them. */
static void
place_words (cmark_node  *text,
             const char  *after,
             cmark_node  *last,
             const char  *end,
             cmark_node  *link,
             cmark_node **anchor)
{
  cmark_node *node = cmark_node_next (*anchor);

  if (last == text)
    {
      place (new_text (after + 1, end - after - 1), link, anchor);
      return;
    }

  place (new_text (after + 1, strlen (after + 1)), link, anchor);
  while (node != last)
    {
      cmark_node *next = cmark_node_next (node);

      cmark_node_unlink (node);
      place (node, link, anchor);
      node = next;
    }
  place (new_text (cmark_node_get_literal (last), end - cmark_node_get_literal (last)), link,
         anchor);
}

/* Puts a citation, from @start in @text to @end in @last, in the tree. What is in front stays in
 * @text. Returns: what is behind, to be read on. */
static cmark_node *
put_cite (cmark_node *text,
          const char *start,
          const char *after,
          cmark_node *last,
          const char *end,
          const char *url,
          const char *title)
{
  cmark_node *rest = new_text (end + 2, strlen (end + 2));
  cmark_node *link = NULL, *anchor = text;
  g_autofree char *front = g_strndup (cmark_node_get_literal (text),
                                      start - cmark_node_get_literal (text));

  cmark_node_insert_after (last, rest);
  if (url != NULL && !is_in_link (text))
    {
      link = cmark_node_new (CMARK_NODE_LINK);
      cmark_node_set_url (link, url);
      cmark_node_insert_after (text, link);
      anchor = link;
    }
  else
    place (new_html ("<cite>"), NULL, &anchor);

  if (*after == '|')
    place_words (text, after, last, end, link, &anchor);
  else
    place (new_text (title, strlen (title)), link, &anchor);
  if (link == NULL)
    place (new_html ("</cite>"), NULL, &anchor);
  if (last != text)
    cmark_node_set_literal (last, "");
  cmark_node_set_literal (text, front);

  return rest;
}

static void
resolve_cites (cmark_node    *text,
               SheafCiteFunc  resolve,
               gpointer       data)
{
  while (text != NULL)
    {
      const char *start, *after, *end;
      g_autofree char *id = find_cite (cmark_node_get_literal (text), &start, &after);
      g_autofree char *url = NULL;
      g_autofree char *title = NULL;
      cmark_node *last;

      if (id == NULL)
        return;
      last = find_end (text, after, &end);
      if (last == NULL)
        return;
      if (resolve != NULL && !resolve (id, &url, &title, data))
        {
          g_clear_pointer (&url, g_free);
          g_clear_pointer (&title, g_free);
        }
      text = put_cite (text, start, after, last, end, url, title != NULL ? title : id);
    }
}

char *
sheaf_markdown_to_html (const char    *markdown,
                        SheafCiteFunc  resolve,
                        gpointer       data)
{
  cmark_node *document = parse (markdown);
  g_autoptr(GPtrArray) texts = list_texts (document);
  g_autofree char *html = NULL;

  for (guint i = 0; i < texts->len; i++)
    resolve_cites (texts->pdata[i], resolve, data);

  {
    char *rendered = cmark_render_html (document, CMARK_OPT_UNSAFE, NULL);

    html = g_strdup (rendered);
    cmark_get_default_mem_allocator ()->free (rendered);
  }
  cmark_node_free (document);

  return sheaf_sanitise_html (html, -1, NULL);
}

GPtrArray *
sheaf_markdown_list_cites (const char *markdown)
{
  cmark_node *document = parse (markdown);
  g_autoptr(GPtrArray) texts = list_texts (document);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < texts->len; i++)
    {
      const char *rest = cmark_node_get_literal (texts->pdata[i]);

      while (rest != NULL)
        {
          const char *start, *after;
          g_autofree char *id = find_cite (rest, &start, &after);

          rest = id != NULL ? after : NULL;
          if (id != NULL && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
            g_ptr_array_add (ids, g_steal_pointer (&id));
        }
    }
  cmark_node_free (document);

  return ids;
}
