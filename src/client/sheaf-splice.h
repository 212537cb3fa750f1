/* sheaf-splice.h: one change of a text, as typing makes it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Characters, not bytes. */
typedef struct
{
  guint offset;
  guint removed;
  char *inserted;
} SheafSplice;

SheafSplice *sheaf_splice_new (guint offset, guint removed, const char *inserted);
void sheaf_splice_free (SheafSplice *splice);

/* Does @splice to @text. Returns: (transfer full) */
char *sheaf_splice_apply (const SheafSplice *splice, const char *text);

/* Makes @splice say what it and then the insertion @next do. FALSE, and nothing is done, where
 * that is no one splice: @next does not go on where @splice ended. */
gboolean sheaf_splice_extend (SheafSplice *splice, const SheafSplice *next);

G_END_DECLS
