/* client-backend.h: a real backend for the client's tests, and a bad line to it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "store/sheaf-store.h"

G_BEGIN_DECLS

/* --- the backend, on a Unix socket ---------------------------------------------------------- */

typedef struct _TestBackend TestBackend;

/* Serves the store @folder/@name at @folder/run/socket. */
TestBackend *test_backend_start (const char *folder, const char *name);
void test_backend_stop (TestBackend *backend);
const char *test_backend_get_address (TestBackend *backend);
SheafStore *test_backend_get_store (TestBackend *backend);

/* Takes @n articles into the store, as a source gives them; numbered from @first. */
void test_backend_ingest (TestBackend *backend, guint first, guint n);

/* --- the line ------------------------------------------------------------------------------- */

typedef struct _TestLine TestLine;

/* Listens on a port of its own and passes all on to the backend's socket. */
TestLine *test_line_new (const char *backend_address);
void test_line_free (TestLine *line);
const char *test_line_get_address (TestLine *line);

/* A line that is cut refuses everybody, and drops who is connected. */
void test_line_cut (TestLine *line, gboolean cut);

/* Loses the answers to the next @n requests that begin with @request ("POST /v1/edits"): the
 * backend has done them, nobody is told. */
void test_line_lose (TestLine *line, const char *request, guint n);
guint test_line_get_lost (TestLine *line);

G_END_DECLS
