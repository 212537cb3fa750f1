/* sheaf-composing.h: bundles composed from what stands in the store
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bundle/sheaf-checks.h"
#include "bundle/sheaf-release.h"
#include "server/sheaf-service.h"

G_BEGIN_DECLS

typedef struct
{
  SheafService *service; /* borrowed */
  SheafEntity *bundle;
  char *base_url;        /* NULL where there are no public pages */
  SheafCompose compose;  /* for the functions of bundle/ */
} SheafComposing;

/* Reads the bundle and, for when it was first published, its newest release.
 * Returns: (transfer full) (nullable): NULL with SHEAF_PROBLEM or SHEAF_STORE_ERROR */
SheafComposing *sheaf_composing_new (SheafService *service, const char *bundle, GError **error);
void sheaf_composing_free (SheafComposing *composing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafComposing, sheaf_composing_free)

/* [{"kind", "blocks", "entity"?, "entity_id"?, "time"?}, …]. @blocked: (out) (optional): whether
 * one of them stands in the way. Returns: (transfer full) */
JsonArray *sheaf_composing_check (SheafComposing *composing, gboolean *blocked);

G_END_DECLS
