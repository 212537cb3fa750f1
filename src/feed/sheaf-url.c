/* sheaf-url.c: one address for one article
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-url.h"

#include <string.h>

#include "markup/sheaf-link.h"

#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED)

/* Parameters that say how a reader came, never what is read. Compared without regard to case. */
static const char *const campaign_parameters[] = {
  "fbclid",      "gclid",       "gclsrc",     "dclid",       "gbraid",     "wbraid",
  "msclkid",     "yclid",       "twclid",     "ttclid",      "li_fat_id",  "igshid",
  "igsh",        "mc_cid",      "mc_eid",     "_hsenc",      "_hsmi",      "__hstc",
  "__hssc",      "__hsfp",      "hsctatracking", "mkt_tok",  "ref_src",    "ref_url",
  "cmpid",       "cmp",         "ocid",       "s_cid",       "icid",       "ncid",
  "xtor",        "oly_anon_id", "oly_enc_id", "vero_id",     "vero_conv",  "wickedid",
  "at_medium",   "at_campaign", "at_custom1", "at_custom2",  "at_custom3", "at_custom4",
  "ns_mchannel", "ns_source",   "ns_campaign", "ns_linkname", "ns_fee",    "wt_mc",
  "wt_zmc",      "_ga",         "_gl",        "epik",        "guccounter", "guce_referrer",
  "guce_referrer_sig", "amp",   "__twitter_impression", "rss",
};

static const char *const campaign_prefixes[] = { "utm_", "mtm_", "pk_", "piwik_", "hsa_", "stm_" };

/* Hosts that are the same site dressed for another screen. */
static const char *const host_prefixes[] = { "www.", "m.", "mobile.", "amp.", "wap." };

#define MAX_ROUNDS 16

typedef struct
{
  const char *host;
  const char *const *only; /* the parameters that say what is read; NULL: any */
  const char *to_host;     /* the host it is another name of */
  const char *to_path;     /* put before the path's last segment */
} Site;

static const char *const youtube_only[] = { "v", "list", NULL };
static const char *const none_only[] = { NULL };

/* What holds for single sites, by host as it is after the rules for all. */
static const Site sites[] = {
  { "youtube.com", youtube_only, NULL, NULL },
  { "youtu.be", none_only, "youtube.com", "/watch?v=" },
  { "twitter.com", none_only, "x.com", NULL },
  { "x.com", none_only, NULL, NULL },
  { "old.reddit.com", none_only, "reddit.com", NULL },
  { "reddit.com", none_only, NULL, NULL },
};

/* Puts an address that a cache of AMP pages gives for another into that other. */
static char *
leave_cache (char *url)
{
  static const char *const caches[] = {
    "https://www.google.com/amp/", "https://google.com/amp/", "https://cdn.ampproject.org/c/",
    "https://cdn.ampproject.org/v/",
  };
  const char *rest = NULL;
  const char *project = strstr (url, ".cdn.ampproject.org/");

  for (gsize i = 0; i < G_N_ELEMENTS (caches); i++)
    if (g_str_has_prefix (url, caches[i]))
      rest = url + strlen (caches[i]);
  if (rest == NULL && project != NULL)
    {
      rest = project + strlen (".cdn.ampproject.org/");
      if ((*rest == 'c' || *rest == 'v') && rest[1] == '/')
        rest += 2;
    }
  if (rest == NULL)
    return url;

  {
    char *other = g_strconcat ("https://", g_str_has_prefix (rest, "s/") ? rest + 2 : rest, NULL);

    g_free (url);
    return other;
  }
}

static char *
canonical_host (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host, -1);
  const char *start = lower;
  gsize length = strlen (lower);

  if (length > 0 && lower[length - 1] == '.')
    lower[length - 1] = '\0';
  for (gsize i = 0; i < G_N_ELEMENTS (host_prefixes); i++)
    {
      const char *rest = start + strlen (host_prefixes[i]);

      if (g_str_has_prefix (start, host_prefixes[i]) && strchr (rest, '.') != NULL)
        start = rest;
    }

  {
    /* "en.m.wikipedia.org" */
    const char *mobile = strstr (start, ".m.");

    if (mobile != NULL && strchr (mobile + 3, '.') != NULL)
      return g_strdup_printf ("%.*s%s", (int) (mobile - start), start, mobile + 2);
  }

  return g_strdup (start);
}

/* RFC 3986, 6.2.2: unreserved characters as they are, hexadecimal digits in upper case. */
static char *
normalise_encoding (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '%' && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          char c = (char) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));

          if (g_ascii_isalnum (c) || (c != '\0' && strchr ("-._~", c) != NULL))
            g_string_append_c (out, c);
          else
            {
              g_string_append_c (out, '%');
              g_string_append_c (out, g_ascii_toupper (p[1]));
              g_string_append_c (out, g_ascii_toupper (p[2]));
            }
          p += 2;
        }
      else
        g_string_append_c (out, *p);
    }

  return g_string_free (out, FALSE);
}

/* RFC 3986, 5.2.4, and without slashes at the end. */
static char *
canonical_path (const char *path)
{
  g_autofree char *plain = normalise_encoding (path);
  g_auto(GStrv) segments = g_strsplit (*plain == '/' ? plain + 1 : plain, "/", -1);
  g_autoptr(GPtrArray) kept = g_ptr_array_new ();
  GString *out = g_string_new (NULL);

  for (char **segment = segments; *segment != NULL; segment++)
    {
      if (strcmp (*segment, "..") == 0)
        {
          if (kept->len > 0)
            g_ptr_array_set_size (kept, kept->len - 1);
        }
      else if (strcmp (*segment, ".") != 0)
        g_ptr_array_add (kept, *segment);
    }
  while (kept->len > 0 && *(char *) kept->pdata[kept->len - 1] == '\0')
    g_ptr_array_set_size (kept, kept->len - 1);
  if (kept->len > 1 && strcmp (kept->pdata[kept->len - 1], "amp") == 0)
    g_ptr_array_set_size (kept, kept->len - 1);
  if (kept->len > 1 && strcmp (kept->pdata[0], "amp") == 0)
    g_ptr_array_remove_index (kept, 0);

  for (guint i = 0; i < kept->len; i++)
    g_string_append_printf (out, "/%s", (char *) kept->pdata[i]);
  if (out->len == 0)
    g_string_append_c (out, '/');
  if (g_str_has_suffix (out->str, ".amp.html"))
    {
      g_string_truncate (out, out->len - strlen (".amp.html"));
      g_string_append (out, ".html");
    }
  else if (g_str_has_suffix (out->str, ".amp"))
    g_string_truncate (out, out->len - strlen (".amp"));

  return g_string_free (out, FALSE);
}

static gboolean
is_campaign (const char *name,
             const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (campaign_prefixes); i++)
    if (g_ascii_strncasecmp (name, campaign_prefixes[i], strlen (campaign_prefixes[i])) == 0)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (campaign_parameters); i++)
    if (g_ascii_strcasecmp (name, campaign_parameters[i]) == 0)
      return TRUE;

  return g_ascii_strcasecmp (name, "outputType") == 0 && g_ascii_strcasecmp (value, "amp") == 0;
}

static gboolean
is_among (const char        *name,
          const char *const *names)
{
  return names == NULL || g_strv_contains (names, name);
}

static void
append_query (GString    *out,
              const char *query,
              const Site *site)
{
  g_autofree char *plain = normalise_encoding (query);
  g_auto(GStrv) parameters = g_strsplit (plain, "&", -1);
  char separator = strchr (out->str, '?') != NULL ? '&' : '?';

  for (char **parameter = parameters; *parameter != NULL; parameter++)
    {
      gsize length = strcspn (*parameter, "=");
      g_autofree char *name = g_strndup (*parameter, length);
      const char *value = (*parameter)[length] == '=' ? *parameter + length + 1 : "";

      if (**parameter == '\0' || is_campaign (name, value)
          || (site != NULL && !is_among (name, site->only)))
        continue;
      g_string_append_c (out, separator);
      g_string_append (out, *parameter);
      separator = '&';
    }
}

static const Site *
find_site (const char *host)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sites); i++)
    if (strcmp (host, sites[i].host) == 0)
      return &sites[i];

  return NULL;
}

static char *
canonicalise_once (const char *url)
{
  g_autofree char *absolute = sheaf_link_resolve (url, NULL, SHEAF_LINK_WEB);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  g_autoptr(GUri) uri = NULL;
  const Site *site;
  GString *out;
  int port;

  if (absolute == NULL)
    return NULL;
  absolute = leave_cache (g_steal_pointer (&absolute));
  uri = g_uri_parse (absolute, URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return NULL;

  host = canonical_host (g_uri_get_host (uri));
  path = canonical_path (g_uri_get_path (uri));
  port = g_uri_get_port (uri);
  site = find_site (host);
  out = g_string_new ("https://");
  if (strchr (host, ':') != NULL)
    g_string_append_printf (out, "[%s]", host);
  else
    g_string_append (out, site != NULL && site->to_host != NULL ? site->to_host : host);
  if (port > 0 && port != 80 && port != 443)
    g_string_append_printf (out, ":%d", port);
  if (site != NULL && site->to_path != NULL)
    g_string_append_printf (out, "%s%s", site->to_path, path + 1);
  else
    g_string_append (out, path);
  if (g_uri_get_query (uri) != NULL)
    append_query (out, g_uri_get_query (uri), site);
  /* A page that a script tells apart by what follows "#!" is another page. */
  if (g_uri_get_fragment (uri) != NULL && *g_uri_get_fragment (uri) == '!')
    g_string_append_printf (out, "#%s", g_uri_get_fragment (uri));

  return g_string_free (out, FALSE);
}

char *
sheaf_url_canonicalise (const char *url)
{
  g_autofree char *canonical = canonicalise_once (url);

  /* An address may be dressed more than once; what is left at the last round is refused. */
  for (guint round = 0; canonical != NULL && round < MAX_ROUNDS; round++)
    {
      g_autofree char *again = canonicalise_once (canonical);

      if (g_strcmp0 (again, canonical) == 0)
        return g_steal_pointer (&canonical);
      g_free (canonical);
      canonical = g_steal_pointer (&again);
    }

  return NULL;
}
