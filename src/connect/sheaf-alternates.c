/* sheaf-alternates.c: the feeds that a web page names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-alternates.h"

#include <string.h>

#include "markup/sheaf-link.h"
#include "markup/sheaf-plain-text.h"

#define MAX_SCANNED (1024 * 1024)
#define MAX_ALTERNATES 50
#define MAX_ATTRIBUTES 32

static const struct
{
  const char *type;
  const char *kind;
} feed_types[] = {
  { "application/rss+xml", "rss" },
  { "application/atom+xml", "atom" },
  { "application/feed+json", "json" },
  { "application/json", "json" },
};

void
sheaf_alternate_free (SheafAlternate *alternate)
{
  g_free (alternate->address);
  g_free (alternate->title);
  g_free (alternate->kind);
  g_free (alternate);
}

/* The start of @page as text that string functions may search. */
static char *
get_start (GBytes *page)
{
  gsize length;
  const char *bytes = g_bytes_get_data (page, &length);

  return g_utf8_make_valid (bytes, MIN (length, MAX_SCANNED));
}

static gboolean
begins (const char *at,
        const char *lower)
{
  return g_ascii_strncasecmp (at, lower, strlen (lower)) == 0;
}

/* Reads one attribute at *@at, which is past the tag's name; FALSE at the tag's end. */
static gboolean
next_attribute (const char **at,
                char       **name,
                char       **value)
{
  const char *p = *at;
  const char *start;

  p += strspn (p, " \t\r\n\f/");
  if (*p == '\0' || *p == '>')
    return FALSE;

  start = p++;
  p += strcspn (p, " \t\r\n\f/>=");
  *name = g_ascii_strdown (start, p - start);
  *value = NULL;

  start = p + strspn (p, " \t\r\n\f");
  if (*start == '=')
    {
      char quote;

      p = start + 1;
      p += strspn (p, " \t\r\n\f");
      quote = *p;
      start = quote == '"' || quote == '\'' ? p + 1 : p;
      p = start + (quote == '"' ? strcspn (start, "\"")
                                : quote == '\'' ? strcspn (start, "'")
                                                : strcspn (start, " \t\r\n\f>"));
      *value = g_strndup (start, p - start);
      if (start[-1] == quote && *p == quote)
        p++;
    }
  *at = p;

  return TRUE;
}

static const char *
find_kind (const char *type)
{
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (feed_types); i++)
    {
      if (begins (type, feed_types[i].type))
        return feed_types[i].kind;
    }

  return NULL;
}

static gboolean
names_alternate (const char *rel)
{
  g_autofree char *lower = rel != NULL ? g_ascii_strdown (rel, -1) : NULL;
  g_auto (GStrv) words = lower != NULL ? g_strsplit_set (lower, " \t\r\n\f", 16) : NULL;

  return words != NULL && g_strv_contains ((const char *const *) words, "alternate");
}

/* @at is past "<link". */
static SheafAlternate *
read_link (const char *at,
           const char *base_url)
{
  g_autofree char *rel = NULL;
  g_autofree char *type = NULL;
  g_autofree char *href = NULL;
  g_autofree char *title = NULL;
  g_autofree char *address = NULL;
  SheafAlternate *alternate;
  char *name, *value;

  for (guint i = 0; i < MAX_ATTRIBUTES && next_attribute (&at, &name, &value); i++)
    {
      char **slot = NULL;

      if (g_str_equal (name, "rel"))
        slot = &rel;
      else if (g_str_equal (name, "type"))
        slot = &type;
      else if (g_str_equal (name, "href"))
        slot = &href;
      else if (g_str_equal (name, "title"))
        slot = &title;
      if (slot != NULL && *slot == NULL)
        *slot = sheaf_plain_text_line (value != NULL ? value : "");
      g_free (name);
      g_free (value);
    }

  if (!names_alternate (rel) || find_kind (type) == NULL || href == NULL)
    return NULL;
  address = sheaf_link_resolve (href, base_url, SHEAF_LINK_WEB);
  if (address == NULL)
    return NULL;

  alternate = g_new0 (SheafAlternate, 1);
  alternate->address = g_steal_pointer (&address);
  alternate->title = title != NULL ? g_steal_pointer (&title) : g_strdup ("");
  alternate->kind = g_strdup (find_kind (type));

  return alternate;
}

static gboolean
is_known (GPtrArray  *alternates,
          const char *address)
{
  for (guint i = 0; i < alternates->len; i++)
    {
      if (g_str_equal (((SheafAlternate *) alternates->pdata[i])->address, address))
        return TRUE;
    }

  return FALSE;
}

GPtrArray *
sheaf_alternates_find (GBytes     *page,
                       const char *base_url)
{
  g_autofree char *html = get_start (page);
  GPtrArray *alternates = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_alternate_free);
  const char *at = html;

  while (alternates->len < MAX_ALTERNATES && (at = strchr (at, '<')) != NULL)
    {
      SheafAlternate *alternate = NULL;

      if (g_str_has_prefix (at, "<!--"))
        {
          at = strstr (at + 4, "-->");
          if (at == NULL)
            break;
          continue;
        }

      at++;
      if (begins (at, "link") && strchr (" \t\r\n\f/", at[4]) != NULL && at[4] != '\0')
        alternate = read_link (at + 4, base_url);
      if (alternate != NULL && !is_known (alternates, alternate->address))
        g_ptr_array_add (alternates, alternate);
      else
        g_clear_pointer (&alternate, sheaf_alternate_free);
    }

  return alternates;
}

char *
sheaf_alternates_find_title (GBytes *page)
{
  g_autofree char *html = get_start (page);
  const char *at = html;

  while ((at = strchr (at, '<')) != NULL)
    {
      const char *start;
      g_autofree char *title = NULL;

      at++;
      if (!begins (at, "title") || strchr (" \t\r\n\f>", at[5]) == NULL)
        continue;

      start = strchr (at, '>');
      if (start == NULL)
        return NULL;
      title = g_strndup (start + 1, strcspn (start + 1, "<"));

      return sheaf_plain_text_line (title);
    }

  return NULL;
}
