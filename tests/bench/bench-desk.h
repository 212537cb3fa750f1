/* bench-desk.h: the work of the main loop while the desk is used, and of frames while it is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-data.h"

G_BEGIN_DECLS

/* Opens the window on @data in this process, uses it as an editor would, and prints the work of the
 * main loop in each phase. Leaves @data changed. */
void bench_desk (BenchData *data);

G_END_DECLS
