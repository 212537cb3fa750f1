/* bench-start.h: from starting the application to its painted list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-data.h"

G_BEGIN_DECLS

/* Starts @application @n_runs times on @data, with @probe in it; prints how long it takes. */
void bench_start (BenchData *data, const char *application, const char *probe, guint n_runs);

G_END_DECLS
