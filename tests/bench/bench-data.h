/* bench-data.h: a store and a replica with as many articles as are asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"
#include "server/sheaf-server.h"

G_BEGIN_DECLS

/* Where everything is of a desk whose backend is embedded, as the application has it in the folder
 * that it is given with --data. */
typedef struct
{
  char *folder;
  char *store;
  char *replica;
  char *socket;
} BenchData;

/* @folder: where to make them, or where they were made before. Taken in by the store as from sources,
 * and followed by a replica over the socket. Prints how long each takes. */
void bench_data_init (BenchData *data, const char *folder, guint n_articles);
void bench_data_clear (BenchData *data);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BenchData, bench_data_clear)

/* The backend and the desk of @data, opened in this process. (transfer full) */
SheafServer *bench_data_start_server (BenchData *data);
SheafDesk *bench_data_open_desk (BenchData *data);
void bench_data_close_desk (SheafDesk *desk);

/* The resident memory of the process @pid ("self"), in megabytes. */
double bench_data_get_memory (const char *pid);

/* Headline and summary of the article @n. (transfer full) */
char *bench_data_make_title (guint n);
char *bench_data_make_summary (guint n);

G_END_DECLS
