/* sheaf-prefetch.h: reads the bodies of what was gathered into sets before anybody asks
 *
 * So that a set can be worked on, and a bundle previewed, without the network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-backend.h"
#include "client/sheaf-replica.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_PREFETCH (sheaf_prefetch_get_type ())
G_DECLARE_FINAL_TYPE (SheafPrefetch, sheaf_prefetch, SHEAF, PREFETCH, GObject)

SheafPrefetch *sheaf_prefetch_new (SheafReplica *replica, SheafBackend *backend);

/* Looks for what is missing, and reads one body after the other until none is, or one cannot be
 * read. */
void sheaf_prefetch_kick (SheafPrefetch *self);
void sheaf_prefetch_stop (SheafPrefetch *self);

G_END_DECLS
