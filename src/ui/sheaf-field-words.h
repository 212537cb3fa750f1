/* sheaf-field-words.h: what a field of an entity is called
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* “the title”; "" is whether the entity is there at all. A field that is never shown is called as it
 * is. (transfer none) */
const char *sheaf_field_words (const char *field);

G_END_DECLS
