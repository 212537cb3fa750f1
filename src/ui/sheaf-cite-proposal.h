/* sheaf-cite-proposal.h: an article that completion offers to cite
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_CITE_PROPOSAL (sheaf_cite_proposal_get_type ())
G_DECLARE_FINAL_TYPE (SheafCiteProposal, sheaf_cite_proposal, SHEAF, CITE_PROPOSAL, GObject)

SheafCiteProposal *sheaf_cite_proposal_new (const char *id, const char *headline,
                                            const char *publisher);

const char *sheaf_cite_proposal_get_id (SheafCiteProposal *self);
const char *sheaf_cite_proposal_get_headline (SheafCiteProposal *self);
const char *sheaf_cite_proposal_get_publisher (SheafCiteProposal *self); /* perhaps "" */

/* Whether every word of @typed begins a word of the headline or the publisher, folded. */
gboolean sheaf_cite_proposal_matches (SheafCiteProposal *self, const char *typed);

G_END_DECLS
