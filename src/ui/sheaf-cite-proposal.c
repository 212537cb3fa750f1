/* sheaf-cite-proposal.c: an article that completion offers to cite
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-cite-proposal.h"

struct _SheafCiteProposal
{
  GObject parent_instance;

  char *id;
  char *headline;
  char *publisher;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SheafCiteProposal, sheaf_cite_proposal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL, NULL))

static void
sheaf_cite_proposal_finalize (GObject *object)
{
  SheafCiteProposal *self = SHEAF_CITE_PROPOSAL (object);

  g_free (self->id);
  g_free (self->headline);
  g_free (self->publisher);

  G_OBJECT_CLASS (sheaf_cite_proposal_parent_class)->finalize (object);
}

static void
sheaf_cite_proposal_class_init (SheafCiteProposalClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sheaf_cite_proposal_finalize;
}

static void
sheaf_cite_proposal_init (SheafCiteProposal *self)
{
}

SheafCiteProposal *
sheaf_cite_proposal_new (const char *id,
                         const char *headline,
                         const char *publisher)
{
  SheafCiteProposal *self = g_object_new (SHEAF_TYPE_CITE_PROPOSAL, NULL);

  self->id = g_strdup (id);
  self->headline = g_strdup (headline != NULL ? headline : "");
  self->publisher = g_strdup (publisher != NULL ? publisher : "");

  return self;
}

const char *
sheaf_cite_proposal_get_id (SheafCiteProposal *self)
{
  return self->id;
}

const char *
sheaf_cite_proposal_get_headline (SheafCiteProposal *self)
{
  return self->headline;
}

const char *
sheaf_cite_proposal_get_publisher (SheafCiteProposal *self)
{
  return self->publisher;
}

gboolean
sheaf_cite_proposal_matches (SheafCiteProposal *self,
                             const char        *typed)
{
  g_autofree char *all = g_strjoin (" ", self->headline, self->publisher, NULL);

  return *typed == '\0' || g_str_match_string (typed, all, TRUE);
}
