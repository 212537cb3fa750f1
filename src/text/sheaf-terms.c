/* sheaf-terms.c: what a text is about, as weighted terms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "text/sheaf-terms.h"

SheafTerms *
sheaf_terms_new (void)
{
  return g_new0 (SheafTerms, 1);
}

void
sheaf_terms_free (SheafTerms *self)
{
  g_free (self->terms);
  g_free (self->words);
  g_free (self);
}
