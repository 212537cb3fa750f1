/* sample-desk.h: a desk on a replica of its own, with a set, an editorial and a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

#define SAMPLE_SET "01930000-0000-7000-8000-000000000001"
#define SAMPLE_EDITORIAL "01930000-0000-7000-8000-000000000002"
#define SAMPLE_BUNDLE "01930000-0000-7000-8000-000000000003"

/* The id of the article @i. Returns: (transfer full) */
char *sample_desk_article (guint i);

/* Opens one in a folder of its own; no backend is reached. The set has @n_members articles.
 * Returns: (transfer full) */
SheafDesk *sample_desk_open (guint n_members);

/* Closes it and takes its folder away. */
void sample_desk_close (SheafDesk *desk);

/* Makes @edit ((transfer full)) and waits until it is shown. */
void sample_desk_edit (SheafDesk *desk, SheafEdit *edit);

G_END_DECLS
