/* sheaf-xml.h: XML as it comes from the web, read without trust
 *
 * Read in one pass by libxml2, without network, external entities or entities of the document's own
 * (RFC 7303, 10; a declaration of document type is passed over). What is not well-formed is mended
 * first: bare "&" and "<", entities of HTML, end tags that are missing or too many, attributes
 * without quotes, characters that XML does not have.
 *
 * Private to feed/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafXmlAttributes SheafXmlAttributes;

typedef struct
{
  /* Strings are valid during the call; @prefix and @uri may be NULL, @uri also where a prefix was
   * not declared. Names are equal pointers throughout one reading. */
  void (*start) (gpointer data, const char *name, const char *prefix, const char *uri,
                 const SheafXmlAttributes *attributes);
  void (*end) (gpointer data);
  void (*text) (gpointer data, const char *text, gsize length);

  /* Reading starts again on the mended document: everything so far is to be forgotten. */
  void (*reset) (gpointer data);

  /* Whether enough has been read. */
  gboolean (*is_done) (gpointer data);
} SheafXmlHandler;

/* Reads @length bytes of @text, valid UTF-8, as far as can be.
 * Returns: FALSE if it was not well-formed. Where a document type is declared, that is not told. */
gboolean sheaf_xml_read (const char *text, gsize length, const SheafXmlHandler *handler,
                         gpointer data);

/* The value of the attribute @name in no namespace or, as "xml:base" and such, by its prefix.
 * Returns: (transfer full) (nullable) */
char *sheaf_xml_get (const SheafXmlAttributes *attributes, const char *name);

guint sheaf_xml_count (const SheafXmlAttributes *attributes);

/* The name, with prefix, and value of one of them: both (transfer full). */
void sheaf_xml_get_nth (const SheafXmlAttributes *attributes, guint nth, char **name, char **value);

/* @text mended; @length bytes of valid UTF-8. Returns: (transfer full) */
GString *sheaf_xml_mend (const char *text, gsize length);

G_END_DECLS
