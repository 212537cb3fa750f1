/* sheaf-id.h: ids of entities and edits
 *
 * UUIDs as RFC 9562 has them, in lower-case text form (36 characters).
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A new UUIDv7 (RFC 9562, 5.7). Two ids made in one process sort in the order in which
 * they were made, also within one millisecond. Returns: (transfer full) */
char *sheaf_id_new (void);

/* A tag's id: the UUIDv5 (RFC 9562, 5.5) of its folded name in Sheaf's own namespace, so
 * that two who make the same tag make one. @name need not be folded.
 * Returns: (transfer full) (nullable): NULL if nothing of @name is left when folded. */
char *sheaf_id_for_tag (const char *name);

/* A name-based id for other things that must come out alike wherever they are made: an
 * article of a source by its external id, for instance. Returns: (transfer full) */
char *sheaf_id_for_name (const char *space, const char *name);

/* Whether @id is a UUID in lower-case text form; NULL is not. */
gboolean sheaf_id_is_valid (const char *id);

G_END_DECLS
