/* sheaf-sanitise.c: hostile HTML made safe
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "markup/sheaf-sanitise.h"

#include <string.h>

#include "markup/sheaf-base.h"
#include "markup/sheaf-gate.h"
#include "markup/sheaf-parse.h"
#include "markup/sheaf-reduce.h"
#include "markup/sheaf-utf8.h"

/* Beyond this nothing is read at all: no article is so long. */
#define MAX_READ (32 * 1024 * 1024)

/* Once through the gate, the parser and the allow-list. Returns: NULL if over a bound. */
static char *
reduce_once (const char *html,
             gsize       length,
             const char *base_url)
{
  g_autoptr(SheafParse) parse = NULL;
  g_autoptr(GString) passed = sheaf_gate_pass (html, length);

  if (passed == NULL)
    return NULL;

  parse = sheaf_parse_new (passed->str, passed->len);

  return sheaf_reduce (parse->body, base_url, length + 16);
}

static char *
text_alone (const char *html,
            gsize       length)
{
  g_autofree char *text = sheaf_gate_text (html, length, G_MAXSIZE);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_sized_new (length < SHEAF_GATE_MAX_BYTES ? length : 1024);

  for (char **line = lines; *line != NULL; line++)
    {
      g_strstrip (*line);
      if (**line == '\0' || out->len > SHEAF_GATE_MAX_BYTES / 2)
        continue;
      g_string_append (out, "<p>");
      sheaf_reduce_escape (out, *line, strlen (*line), FALSE);
      g_string_append (out, "</p>");
    }

  return g_string_free (out, FALSE);
}

static inline gboolean
is_control (char c)
{
  return ((guchar) c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || c == 0x7f;
}

/* @html as valid UTF-8 without controls. Returns: (transfer full): NULL if it already is. */
static char *
make_clean (const char *html,
            gsize       length)
{
  guint controls = 0;
  g_autofree char *clean = NULL;
  gsize left = 0;

  for (gsize i = 0; i < length; i++)
    controls |= is_control (html[i]);
  if (!controls)
    return sheaf_utf8_is_valid (html, length) ? NULL : g_utf8_make_valid (html, length);

  clean = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    if (!is_control (html[i]))
      clean[left++] = html[i];
  clean[left] = '\0';

  return sheaf_utf8_is_valid (clean, left) ? g_steal_pointer (&clean)
                                                 : g_utf8_make_valid (clean, left);
}

static char *
sanitise (const char *html,
          gssize      length,
          const char *base_url,
          gboolean    prove)
{
  g_autofree char *clean = NULL;
  g_autofree char *base = NULL;
  g_autofree char *once = NULL;

  if (html == NULL)
    return g_strdup ("");
  if (length < 0)
    length = strlen (html);
  length = MIN (length, MAX_READ);
  clean = make_clean (html, length);
  if (clean != NULL)
    {
      html = clean;
      length = strlen (clean);
    }

  base = sheaf_base_find (html, length, base_url);
  once = reduce_once (html, length, base != NULL ? base : base_url);
  if (once != NULL && prove)
    {
      /* Against no base: what is safe holds absolute addresses only. */
      g_autofree char *twice = reduce_once (once, strlen (once), NULL);

      if (g_strcmp0 (once, twice) != 0)
        g_clear_pointer (&once, g_free);
    }

  return once != NULL ? g_steal_pointer (&once) : text_alone (html, length);
}

char *
sheaf_sanitise_html (const char *html,
                     gssize      length,
                     const char *base_url)
{
  return sanitise (html, length, base_url, TRUE);
}

char *
sheaf_sanitise_html_unproven (const char *html,
                              gssize      length,
                              const char *base_url)
{
  return sanitise (html, length, base_url, FALSE);
}

char *
sheaf_sanitise_text (const char *text)
{
  GString *out = g_string_new (NULL);

  sheaf_reduce_escape (out, text, strlen (text), TRUE);

  return g_string_free (out, FALSE);
}
