/* sheaf-link.c: the addresses in a text, checked and made absolute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-link.h"

#include <string.h>

/* Longer than any browser's address bar takes; images in the address itself have their own. */
#define MAX_ADDRESS 8192
#define MAX_DATA (256 * 1024)

#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED)

static gboolean
must_be_encoded (guchar c)
{
  return c <= ' ' || c >= 0x7f || strchr ("\"<>\\^`{|}", c) != NULL;
}

/* What only looks like the start of an encoded byte: once a neighbour is decoded, it might be one. */
static char *
encode_stray_percents (const char *address)
{
  GString *out = g_string_sized_new (strlen (address) + 16);

  for (const char *p = address; *p != '\0'; p++)
    if (*p == '%' && !(g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2])))
      g_string_append (out, "%25");
    else
      g_string_append_c (out, *p);

  return g_string_free (out, FALSE);
}

/* Strips, drops and encodes. */
static char *
clean (const char *reference,
       gsize       max)
{
  static const char hex[] = "0123456789ABCDEF";
  const guchar *from = (const guchar *) reference;
  gsize length = strlen (reference);
  gboolean opaque, in_path = TRUE;
  g_autoptr(GString) out = NULL;

  while (length > 0 && from[0] <= ' ')
    from++, length--;
  while (length > 0 && from[length - 1] <= ' ')
    length--;
  if (length == 0 || length > max)
    return NULL;

  /* A backslash is a slash in what is or may become http, but not in mailto: and the like. */
  opaque = g_ascii_strncasecmp ((const char *) from, "mailto:", 7) == 0
           || g_ascii_strncasecmp ((const char *) from, "tel:", 4) == 0;
  out = g_string_sized_new (length + 16);
  for (gsize i = 0; i < length; i++)
    {
      guchar c = from[i];

      if (c == '\t' || c == '\n' || c == '\r')
        continue;
      if (c == '?' || c == '#')
        in_path = FALSE;
      if (c == '\\' && in_path && !opaque)
        g_string_append_c (out, '/');
      else if (must_be_encoded (c))
        {
          g_string_append_c (out, '%');
          g_string_append_c (out, hex[c >> 4]);
          g_string_append_c (out, hex[c & 15]);
        }
      else
        g_string_append_c (out, (char) c);
    }

  return encode_stray_percents (out->str);
}

/* A host that no resolver could mean, after decoding and IDNA. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;
  for (const char *p = host; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x7f || strchr ("\"#%/<>?@\\^`{|}", *p) != NULL)
      return FALSE;

  return TRUE;
}

/* Whether @uri is of a page of the web. GLib ends a host at ';', too, and takes what then follows for
 * a path. */
static gboolean
is_web (GUri *uri)
{
  return g_str_has_prefix (g_uri_get_scheme (uri), "http") && is_host (g_uri_get_host (uri))
         && (*g_uri_get_path (uri) == '\0' || *g_uri_get_path (uri) == '/');
}

/* What else has an address is nothing that others could be relative to. */
static GUri *
parse_base (const char *base_url)
{
  g_autofree char *address = base_url != NULL ? clean (base_url, MAX_ADDRESS) : NULL;
  g_autoptr(GUri) base = address != NULL ? g_uri_parse (address, URI_FLAGS, NULL) : NULL;

  return base != NULL && is_web (base) ? g_steal_pointer (&base) : NULL;
}

static char *
resolve_data (const char *address)
{
  static const char *const types[] = { "png", "jpeg", "jpg", "gif", "webp", "avif" };
  const char *type, *data;

  if (g_ascii_strncasecmp (address, "data:image/", 11) != 0)
    return NULL;
  type = address + 11;
  data = strchr (type, ',');
  if (data == NULL)
    return NULL;
  data++;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autofree char *prefix = g_strconcat (types[i], ";base64,", NULL);

      if (g_ascii_strncasecmp (type, prefix, strlen (prefix)) == 0
          && strspn (data, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
                 == strlen (data))
        return g_strconcat ("data:image/", prefix, data, NULL);
    }

  return NULL;
}

static gboolean
is_scheme (const char   *scheme,
           SheafLinkUse  use)
{
  if (g_ascii_strcasecmp (scheme, "http") == 0 || g_ascii_strcasecmp (scheme, "https") == 0)
    return TRUE;

  return use == SHEAF_LINK_PAGE
         && (g_ascii_strcasecmp (scheme, "mailto") == 0 || g_ascii_strcasecmp (scheme, "tel") == 0);
}

/* "http:page" and "http:/page" are relative to a base of the same scheme and otherwise, for the
 * URL Standard, "http://page". */
static char *
mend_slashes (char       *address,
              const char *scheme,
              const char *base_scheme)
{
  const char *rest = address + strlen (scheme) + 1;
  gsize slashes = strspn (rest, "/");

  if (slashes == 2)
    return address;
  if (slashes < 2 && base_scheme != NULL && g_ascii_strcasecmp (scheme, base_scheme) == 0)
    {
      char *relative = g_strdup (*rest == '\0' ? "." : rest);

      g_free (address);
      return relative;
    }

  {
    char *mended = g_strconcat (scheme, "://", rest + slashes, NULL);

    g_free (address);
    return mended;
  }
}

char *
sheaf_link_resolve (const char   *reference,
                    const char   *base_url,
                    SheafLinkUse  use)
{
  g_autofree char *address = NULL;
  g_autofree char *scheme = NULL;
  g_autoptr(GUri) base = NULL;
  g_autoptr(GUri) uri = NULL;

  if (reference == NULL)
    return NULL;

  address = clean (reference, use == SHEAF_LINK_IMAGE ? MAX_DATA : MAX_ADDRESS);
  if (address == NULL)
    return NULL;
  if (g_ascii_strncasecmp (address, "data:", 5) == 0)
    return use == SHEAF_LINK_IMAGE ? resolve_data (address) : NULL;
  if (strlen (address) > MAX_ADDRESS)
    return NULL;

  base = parse_base (base_url);
  scheme = g_uri_parse_scheme (address);
  if (scheme != NULL)
    {
      if (!is_scheme (scheme, use))
        return NULL;
      if (g_ascii_strncasecmp (scheme, "http", 4) == 0)
        address = mend_slashes (g_steal_pointer (&address), scheme,
                                base != NULL ? g_uri_get_scheme (base) : NULL);
    }

  uri = base != NULL ? g_uri_parse_relative (base, address, URI_FLAGS, NULL)
                     : g_uri_parse (address, URI_FLAGS, NULL);
  if (uri == NULL || !is_scheme (g_uri_get_scheme (uri), use))
    return NULL;
  if (g_str_has_prefix (g_uri_get_scheme (uri), "http"))
    {
      if (!is_web (uri))
        return NULL;
    }
  else if (*g_uri_get_path (uri) == '\0' || g_uri_get_host (uri) != NULL)
    return NULL;

  return g_uri_to_string (uri);
}

char *
sheaf_link_get_host (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, URI_FLAGS, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return NULL;

  return g_ascii_strdown (g_str_has_prefix (host, "www.") ? host + 4 : host, -1);
}
