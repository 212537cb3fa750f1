/* bench-timer.h: how long a thing took, many times over
 *
 * By the clock, which is what people wait for, and by the processor time of this thread, which does
 * not tell of what else the machine was doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  GArray *clock; /* (element-type double): milliseconds, one for each time */
  GArray *cpu;
  double begun;
  double begun_cpu;
} BenchTimer;

BenchTimer *bench_timer_new (void);
void bench_timer_free (BenchTimer *timer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchTimer, bench_timer_free)

void bench_timer_begin (BenchTimer *timer);
void bench_timer_end (BenchTimer *timer);

/* @percent of them took no longer; 100: none did. */
double bench_timer_get (BenchTimer *timer, double percent);
double bench_timer_get_cpu (BenchTimer *timer, double percent);

void bench_timer_print_head (const char *title);
void bench_timer_print (BenchTimer *timer, const char *what);

/* Measures the work of the default main context: from each return of its poll to the next call.
 * @timer: (nullable): NULL to measure no more. */
void bench_timer_watch_loop (BenchTimer *timer);

G_END_DECLS
