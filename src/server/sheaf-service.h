/* sheaf-service.h: what the routes work on
 *
 * Filled by SheafServer before it serves, outlives every request. What is marked as the server's
 * thread's is touched by no worker.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/sheaf-store.h"

G_BEGIN_DECLS

typedef struct _SheafIngester SheafIngester;

typedef struct
{
  SheafStore *store;
  gboolean embedded;       /* serves its own user on a socket: no tokens, no public pages */
  char *public_url;        /* what the public pages' addresses begin with, ending in "/"; NULL if
                              there are none */
  char *title;             /* what the public pages and feeds are called */
  GPtrArray *folders;      /* where folder destinations may lie; embedded, none: anywhere */
  GMutex publishing;       /* one publish at a time: a key used twice at once is one release */
  SheafIngester *ingester; /* the server's thread's */
} SheafService;

G_END_DECLS
