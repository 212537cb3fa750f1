/* bench-desk.h: the work of the main loop while the desk is used, and of frames while it is scrolled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-data.h"

G_BEGIN_DECLS

typedef enum
{
  BENCH_PART_START = 1 << 0,  /* not of this process: see bench-start.h */
  BENCH_PART_USE = 1 << 1,    /* scrolling, reading, searching, going about */
  BENCH_PART_FRAMES = 1 << 2, /* the list against a bare one */
  BENCH_PART_ACTS = 1 << 3,   /* on all articles at once; leaves the data changed */
  BENCH_PART_ALL = (1 << 4) - 1,
} BenchParts;

/* Opens the window on @data in this process, uses it as an editor would, and prints the work of the
 * main loop in each phase. */
void bench_desk (BenchData *data, BenchParts parts);

G_END_DECLS
