/* sheaf-kind.h: the kinds of entity that the desk talks about
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_KIND_ARTICLE,
  SHEAF_KIND_TAG,
  SHEAF_KIND_SET,
  SHEAF_KIND_EDITORIAL,
  SHEAF_KIND_BUNDLE,
  SHEAF_KIND_SOURCE,
  SHEAF_KIND_DESTINATION,
  SHEAF_KIND_STORY,
} SheafKind;

#define SHEAF_N_KINDS (SHEAF_KIND_STORY + 1)

/* The name as it stands in JSON: "article". */
const char *sheaf_kind_to_string (SheafKind kind);

/* The name as it stands in an address: "articles". */
const char *sheaf_kind_to_plural (SheafKind kind);

/* Both return FALSE, and leave @kind alone, for a name that is no kind's. */
gboolean sheaf_kind_from_string (const char *name, SheafKind *kind);
gboolean sheaf_kind_from_plural (const char *name, SheafKind *kind);

G_END_DECLS
