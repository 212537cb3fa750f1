/* bench-timer.c: how long a thing took, many times over
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bench-timer.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

BenchTimer *
bench_timer_new (void)
{
  BenchTimer *timer = g_new0 (BenchTimer, 1);

  timer->clock = g_array_new (FALSE, FALSE, sizeof (double));
  timer->cpu = g_array_new (FALSE, FALSE, sizeof (double));

  return timer;
}

void
bench_timer_free (BenchTimer *timer)
{
  g_array_unref (timer->clock);
  g_array_unref (timer->cpu);
  g_free (timer);
}

static double
get_ms (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

void
bench_timer_begin (BenchTimer *timer)
{
  timer->begun = get_ms (CLOCK_MONOTONIC);
  timer->begun_cpu = get_ms (CLOCK_THREAD_CPUTIME_ID);
}

void
bench_timer_end (BenchTimer *timer)
{
  double took = get_ms (CLOCK_MONOTONIC) - timer->begun;
  double took_cpu = get_ms (CLOCK_THREAD_CPUTIME_ID) - timer->begun_cpu;

  g_array_append_val (timer->clock, took);
  g_array_append_val (timer->cpu, took_cpu);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_percentile (GArray *times,
                double  percent)
{
  if (times->len == 0)
    return 0;

  g_array_sort (times, compare_doubles);

  return g_array_index (times, double, (guint) ceil ((times->len - 1) * percent / 100));
}

double
bench_timer_get (BenchTimer *timer,
                 double      percent)
{
  return get_percentile (timer->clock, percent);
}

double
bench_timer_get_cpu (BenchTimer *timer,
                     double      percent)
{
  return get_percentile (timer->cpu, percent);
}

static guint
count_over (GArray *times,
            double  limit)
{
  guint n = 0;

  for (guint i = 0; i < times->len; i++)
    n += g_array_index (times, double, i) > limit;

  return n;
}

void
bench_timer_print_head (const char *title)
{
  g_print ("\n%-28s %8s | %7s %7s %7s %6s %6s | %7s %7s %6s\n", title, "times", "p50 ms", "p99 ms",
           "max ms", ">16 ms", ">50 ms", "cpu p99", "cpu max", ">50 ms");
}

void
bench_timer_print (BenchTimer *timer,
                   const char *what)
{
  g_print ("%-28s %8u | %7.2f %7.2f %7.2f %6u %6u | %7.2f %7.2f %6u\n", what, timer->clock->len,
           bench_timer_get (timer, 50), bench_timer_get (timer, 99), bench_timer_get (timer, 100),
           count_over (timer->clock, 16), count_over (timer->clock, 50),
           bench_timer_get_cpu (timer, 99), bench_timer_get_cpu (timer, 100),
           count_over (timer->cpu, 50));
}

/* A GPollFunc has no data of its own. */
static BenchTimer *loop_timer;

static int
poll_between (GPollFD *fds,
              guint    n_fds,
              int      timeout)
{
  int n;

  if (loop_timer != NULL)
    bench_timer_end (loop_timer);
  n = g_poll (fds, n_fds, timeout);
  if (loop_timer != NULL)
    bench_timer_begin (loop_timer);

  return n;
}

void
bench_timer_watch_loop (BenchTimer *timer)
{
  loop_timer = timer;
  if (timer != NULL)
    bench_timer_begin (timer);
  g_main_context_set_poll_func (NULL, poll_between);
}
