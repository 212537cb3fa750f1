/* sheaf-picture.c: which image an element means, and which page a player
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-picture.h"

#include <string.h>

#include "markup/sheaf-link.h"

/* Where scripts for lazy loading keep the real address. */
static const char *const lazy_attributes[] = {
  "data-src",      "data-lazy-src",  "data-original", "data-orig-file", "data-large-file",
  "data-lazy",     "data-url",       "data-image",    "data-hi-res-src", "data-full-url",
  "data-actualsrc", "data-echo",
};

static const char *const srcset_attributes[] = {
  "data-srcset", "data-lazy-srcset", "srcset",
};

/* Parts of addresses of images that are shown until the real one is there. */
static const char *const placeholders[] = {
  "/blank.gif", "/spacer.gif", "/transparent.gif", "/placeholder.", "/lazy.gif", "/grey.gif",
  "/clear.gif", "/pixel.png",  "/1x1.png",         "/loading.gif",
};

/* Parts of addresses of images that are there to count readers. */
static const char *const counters[] = {
  "//feeds.feedburner.com/~r/", "//feeds.feedburner.com/~ff/", "//pixel.", "//pixel.wp.com/",
  "//stats.wordpress.com/",     "//b.scorecardresearch.com/",  "//www.facebook.com/tr",
  "//www.google-analytics.com/", "//ad.doubleclick.net/",      "//pixel.quantserve.com/",
  "//counter.",                 "/pixel.gif",                  "/1x1.gif",
  "/tracking-pixel",            "/track/open",                 "//ssl.gstatic.com/ui/v1/icons/mail",
};

/* An image in its own address is a stand-in if it is smaller than any picture. */
#define MIN_DATA 160

typedef struct
{
  const char *host;
  const char *path;   /* where the player's address starts */
  const char *target; /* where the page's does; NULL: the player's address is the page's */
} Player;

static const Player players[] = {
  { "youtube.com", "/embed/", "https://www.youtube.com/watch?v=" },
  { "youtube-nocookie.com", "/embed/", "https://www.youtube.com/watch?v=" },
  { "player.vimeo.com", "/video/", "https://vimeo.com/" },
  { "dailymotion.com", "/embed/video/", "https://www.dailymotion.com/video/" },
  { "open.spotify.com", "/embed/", "https://open.spotify.com/" },
  { "embed.podcasts.apple.com", "/", "https://podcasts.apple.com/" },
  { "embed.ted.com", "/", "https://www.ted.com/" },
  { "archive.org", "/embed/", "https://archive.org/details/" },
  { "w.soundcloud.com", "/player", NULL },
  { "streamable.com", "/", NULL },
  { "player.twitch.tv", "/", NULL },
  { "arte.tv", "/", NULL },
  { "bandcamp.com", "/EmbeddedPlayer", NULL },
  { "rumble.com", "/embed/", NULL },
  { "players.brightcove.net", "/", NULL },
};

const char *
sheaf_picture_attribute (const GumboNode *node,
                         const char      *name)
{
  const GumboAttribute *attribute = gumbo_get_attribute (&node->v.element.attributes, name);

  return attribute != NULL ? attribute->value : NULL;
}

static gboolean
contains_any (const char        *address,
              const char *const *parts,
              gsize              n_parts)
{
  for (gsize i = 0; i < n_parts; i++)
    if (strstr (address, parts[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* The widest or densest candidate (HTML Living Standard, 4.8.4.2). */
static char *
choose_of_srcset (const char *srcset,
                  const char *base_url)
{
  g_autofree char *best = NULL;
  double best_width = -1;
  const char *p = srcset;

  while (*p != '\0')
    {
      g_autofree char *candidate = NULL;
      const char *url;
      gsize length;
      double width = 1;

      p += strspn (p, " \t\n\r\f,");
      url = p;
      length = strcspn (p, " \t\n\r\f");
      if (length == 0)
        break;
      p += length;
      if (url[length - 1] == ',')
        while (length > 0 && url[length - 1] == ',')
          length--;
      else
        {
          p += strspn (p, " \t\n\r\f");
          if (g_ascii_isdigit (*p))
            width = g_ascii_strtod (p, NULL);
          p += strcspn (p, ",");
        }
      candidate = g_strndup (url, length);
      if (width > best_width && g_ascii_strncasecmp (candidate, "data:", 5) != 0)
        {
          best_width = width;
          g_free (best);
          best = g_steal_pointer (&candidate);
        }
    }

  return sheaf_link_resolve (best, base_url, SHEAF_LINK_IMAGE);
}

static char *
choose_of_attributes (const GumboNode *node,
                      const char      *base_url)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lazy_attributes); i++)
    {
      const char *value = sheaf_picture_attribute (node, lazy_attributes[i]);
      g_autofree char *url = sheaf_link_resolve (value, base_url, SHEAF_LINK_IMAGE);

      if (url != NULL)
        return g_steal_pointer (&url);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (srcset_attributes); i++)
    {
      const char *value = sheaf_picture_attribute (node, srcset_attributes[i]);
      g_autofree char *url = value != NULL ? choose_of_srcset (value, base_url) : NULL;

      if (url != NULL)
        return g_steal_pointer (&url);
    }

  return NULL;
}

/* The source elements that stand before the img of a picture. */
static char *
choose_of_sources (const GumboNode *node,
                   const char      *base_url)
{
  const GumboVector *siblings = &node->parent->v.element.children;

  for (int i = (int) node->index_within_parent - 1; i >= 0; i--)
    {
      const GumboNode *sibling = siblings->data[i];

      if (sibling->type == GUMBO_NODE_WHITESPACE)
        continue;
      if (sibling->type == GUMBO_NODE_ELEMENT && sibling->v.element.tag == GUMBO_TAG_SOURCE)
        {
          g_autofree char *url = choose_of_attributes (sibling, base_url);

          if (url != NULL)
            return g_steal_pointer (&url);
          continue;
        }
      break;
    }

  return NULL;
}

static gboolean
is_tiny (const char *size)
{
  char *end;
  guint64 pixels;

  if (size == NULL || !g_ascii_isdigit (*size))
    return FALSE;
  pixels = g_ascii_strtoull (size, &end, 10);

  return pixels <= 1 && *end != '%' && *end != '.';
}

/* Whether a style rule sets @property to 0, 1 or none. */
static gboolean
style_hides (const char *style,
             const char *property,
             const char *value)
{
  const char *p = style;

  while ((p = strstr (p, property)) != NULL)
    {
      const char *v = p + strlen (property);

      v += strspn (v, " \t");
      if (*v == ':' && (p == style || strchr ("; \t\n", p[-1]) != NULL))
        {
          v++;
          v += strspn (v, " \t");
          if (value != NULL ? g_str_has_prefix (v, value) : is_tiny (v))
            return TRUE;
        }
      p++;
    }

  return FALSE;
}

static gboolean
is_counter (const GumboNode *node,
            const char      *url)
{
  const char *style = sheaf_picture_attribute (node, "style");

  if (is_tiny (sheaf_picture_attribute (node, "width"))
      || is_tiny (sheaf_picture_attribute (node, "height")))
    return TRUE;
  if (style != NULL)
    {
      g_autofree char *folded = g_ascii_strdown (style, -1);

      if (style_hides (folded, "display", "none") || style_hides (folded, "visibility", "hidden")
          || style_hides (folded, "width", NULL) || style_hides (folded, "height", NULL))
        return TRUE;
    }

  return contains_any (url, counters, G_N_ELEMENTS (counters));
}

char *
sheaf_picture_choose (const GumboNode *node,
                      const char      *base_url)
{
  const char *src = sheaf_picture_attribute (node, "src");
  g_autofree char *url = sheaf_link_resolve (src, base_url, SHEAF_LINK_IMAGE);
  gboolean stand_in = url == NULL || g_str_has_prefix (url, "data:")
                      || contains_any (url, placeholders, G_N_ELEMENTS (placeholders));

  if (stand_in)
    {
      char *real = choose_of_attributes (node, base_url);

      if (real == NULL)
        real = choose_of_sources (node, base_url);
      if (real != NULL)
        {
          g_free (url);
          url = real;
        }
    }
  if (url == NULL || is_counter (node, url))
    return NULL;
  /* The one transparent pixel that stands where an image will be. */
  if (g_str_has_prefix (url, "data:") && strlen (url) < MIN_DATA)
    return NULL;

  return g_steal_pointer (&url);
}

static char *
player_page (const char *url)
{
  g_autofree char *host = sheaf_link_get_host (url);
  const char *path = strstr (url, "://");

  path = path != NULL ? strchr (path + 3, '/') : NULL;
  if (host == NULL || path == NULL)
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (players); i++)
    {
      const Player *player = &players[i];
      const char *rest;

      if (strcmp (host, player->host) != 0 || !g_str_has_prefix (path, player->path))
        continue;
      if (player->target == NULL)
        return g_strdup (url);
      rest = path + strlen (player->path);
      if (*rest == '\0')
        return NULL;

      /* What follows "?" is for the player. */
      return g_strdup_printf ("%s%.*s", player->target, (int) strcspn (rest, "?#&"), rest);
    }

  return NULL;
}

char *
sheaf_picture_player (const GumboNode *node,
                      const char      *base_url)
{
  const char *src = sheaf_picture_attribute (node, "src");
  g_autofree char *url = NULL;

  if (src == NULL || *src == '\0' || g_str_has_prefix (src, "about:"))
    src = sheaf_picture_attribute (node, "data-src");
  url = sheaf_link_resolve (src, base_url, SHEAF_LINK_WEB);

  if (node->v.element.tag == GUMBO_TAG_IFRAME)
    return url != NULL ? player_page (url) : NULL;

  for (guint i = 0; url == NULL && i < node->v.element.children.length; i++)
    {
      const GumboNode *child = node->v.element.children.data[i];

      if (child->type == GUMBO_NODE_ELEMENT && child->v.element.tag == GUMBO_TAG_SOURCE)
        url = sheaf_link_resolve (sheaf_picture_attribute (child, "src"), base_url,
                                  SHEAF_LINK_WEB);
    }

  return g_steal_pointer (&url);
}
