/* sheaf-xml.c: XML as it comes from the web, read without trust
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#define PIECE ((gsize) 65536)

struct _SheafXmlAttributes
{
  const xmlChar **values; /* of five: name, prefix, address, value, its end */
  guint n;
};

typedef struct
{
  xmlParserCtxtPtr context;
  const SheafXmlHandler *handler;
  gpointer data;
  gboolean mended;
  gboolean broken;
} Reading;

static void
on_start (void           *data,
          const xmlChar  *name,
          const xmlChar  *prefix,
          const xmlChar  *uri,
          int             n_namespaces,
          const xmlChar **namespaces,
          int             n_attributes,
          int             n_defaulted,
          const xmlChar **attributes)
{
  Reading *reading = data;
  SheafXmlAttributes ours = { attributes, (guint) n_attributes };

  reading->handler->start (reading->data, (const char *) name, (const char *) prefix,
                           (const char *) uri, &ours);
  if (reading->handler->is_done (reading->data))
    xmlStopParser (reading->context);
}

static void
on_end (void          *data,
        const xmlChar *name,
        const xmlChar *prefix,
        const xmlChar *uri)
{
  Reading *reading = data;

  reading->handler->end (reading->data);
}

static void
on_text (void          *data,
         const xmlChar *text,
         int            length)
{
  Reading *reading = data;

  reading->handler->text (reading->data, (const char *) text, (gsize) length);
}

static void
on_error (void        *data,
          xmlErrorPtr  error)
{
  Reading *reading = data;

  if (reading->mended || error->level != XML_ERR_FATAL || error->code == XML_ERR_USER_STOP)
    return;
  reading->broken = TRUE;
  xmlStopParser (reading->context);
}

static void
read_once (Reading    *reading,
           const char *text,
           gsize       length)
{
  xmlSAXHandler sax = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start,
    .endElementNs = on_end,
    .characters = on_text,
    .cdataBlock = on_text,
    .ignorableWhitespace = on_text,
    .serror = (xmlStructuredErrorFunc) on_error,
  };
  int options = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

  if (reading->mended)
    options |= XML_PARSE_RECOVER;

  /* In pieces: read as one, a text of more than 10 MB is an error to libxml2. */
  reading->context = xmlCreatePushParserCtxt (&sax, reading, NULL, 0, NULL);
  xmlCtxtUseOptions (reading->context, options);
  xmlSwitchEncoding (reading->context, XML_CHAR_ENCODING_UTF8);
  for (gsize at = 0; at < length && !reading->broken; at += PIECE)
    xmlParseChunk (reading->context, text + at, (int) MIN (PIECE, length - at), 0);
  if (!reading->broken)
    xmlParseChunk (reading->context, "", 0, 1);
  xmlFreeParserCtxt (reading->context);
  reading->context = NULL;
}

/* Whether the document declares its type, before its first element. */
static gboolean
has_doctype (const char *text,
             gsize       length)
{
  const char *p = text, *end = text + length;

  while ((p = memchr (p, '<', end - p)) != NULL && end - p > 2)
    {
      const char *close = NULL;

      if (p[1] != '!' && p[1] != '?')
        return FALSE;
      if (p[1] == '?')
        close = g_strstr_len (p, end - p, "?>");
      else if (g_str_has_prefix (p, "<!--"))
        close = g_strstr_len (p, end - p, "-->");
      else
        return TRUE;
      if (close == NULL)
        return FALSE;
      p = close;
    }

  return FALSE;
}

gboolean
sheaf_xml_read (const char            *text,
                gsize                  length,
                const SheafXmlHandler *handler,
                gpointer               data)
{
  Reading reading = { .handler = handler, .data = data };
  g_autoptr(GString) mended = NULL;
  gboolean doctype;

  /* White space before the XML declaration is an error that many make. */
  while (length > 0 && *text != '<')
    text++, length--;
  if (length == 0 || length > G_MAXINT)
    return FALSE;

  doctype = has_doctype (text, length);
  if (!doctype)
    {
      read_once (&reading, text, length);
      if (!reading.broken)
        return TRUE;
      handler->reset (data);
    }

  reading.mended = TRUE;
  reading.broken = FALSE;
  mended = sheaf_xml_mend (text, length);
  read_once (&reading, mended->str, mended->len);

  return doctype;
}

/* libxml2 leaves an ampersand in an attribute as "&#38;". */
static char *
value_of (const xmlChar **attribute)
{
  g_autofree char *raw = g_strndup ((const char *) attribute[3], attribute[4] - attribute[3]);
  char *from, *to;

  for (from = to = raw; *from != '\0'; to++)
    {
      *to = *from;
      from += *from == '&' && g_str_has_prefix (from, "&#38;") ? 5 : 1;
    }
  *to = '\0';

  return g_steal_pointer (&raw);
}

char *
sheaf_xml_get (const SheafXmlAttributes *attributes,
               const char               *name)
{
  const char *colon = strchr (name, ':');

  for (guint i = 0; i < attributes->n; i++)
    {
      const xmlChar **attribute = attributes->values + 5 * i;
      const char *local = (const char *) attribute[0];
      const char *prefix = (const char *) attribute[1];

      if (colon == NULL ? prefix == NULL && g_ascii_strcasecmp (local, name) == 0
                        : prefix != NULL && strcmp (local, colon + 1) == 0
                            && strncmp (prefix, name, colon - name) == 0
                            && prefix[colon - name] == '\0')
        return value_of (attribute);
    }

  return NULL;
}

guint
sheaf_xml_count (const SheafXmlAttributes *attributes)
{
  return attributes->n;
}

void
sheaf_xml_get_nth (const SheafXmlAttributes  *attributes,
                   guint                      nth,
                   char                     **name,
                   char                     **value)
{
  const xmlChar **attribute = attributes->values + 5 * nth;

  *name = attribute[1] != NULL ? g_strdup_printf ("%s:%s", attribute[1], attribute[0])
                               : g_strdup ((const char *) attribute[0]);
  *value = value_of (attribute);
}
