/* sheaf-element.h: what Sheaf makes of each element of HTML
 *
 * Private to markup/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <gumbo.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_ELEMENT_UNWRAP, /* its tags go, its content stays */
  SHEAF_ELEMENT_KEEP,
  SHEAF_ELEMENT_DROP,   /* goes with its content, which holds elements */
  SHEAF_ELEMENT_RAW,    /* goes with its content, which is text up to its end tag */
  SHEAF_ELEMENT_TAIL,   /* goes with the rest of the document */
} SheafElementFate;

typedef enum
{
  SHEAF_ELEMENT_BLOCK = 1 << 0,      /* starts a line of its own */
  SHEAF_ELEMENT_VOID = 1 << 1,       /* has no content and no end tag */
  SHEAF_ELEMENT_SPECIAL = 1 << 2,    /* in the HTML standard's sense (13.2.4.2) */
  SHEAF_ELEMENT_CLOSES_P = 1 << 3,   /* its start tag ends an open paragraph */
  SHEAF_ELEMENT_FORMATTING = 1 << 4, /* goes on after the block that it was opened in */
  SHEAF_ELEMENT_SCOPE = 1 << 5,      /* end tags inside it do not reach outside */
  SHEAF_ELEMENT_TABLE_PART = 1 << 6, /* nothing outside a table */
  SHEAF_ELEMENT_MEDIA = 1 << 7,      /* kept up to the reduction, which makes links of it */
} SheafElementFlags;

typedef struct
{
  const char *name; /* as it is written out; NULL if it is not */
  SheafElementFate fate;
  SheafElementFlags flags;
} SheafElement;

/* Returns: (transfer none): never NULL; of an element that nobody knows, UNWRAP. */
const SheafElement *sheaf_element_get (GumboTag tag);

/* The element called @name, of @length bytes, in any case. */
GumboTag sheaf_element_find (const char *name, gsize length);

G_END_DECLS
