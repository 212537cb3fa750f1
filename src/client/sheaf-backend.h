/* sheaf-backend.h: requests to the backend over HTTP
 *
 * Embedded or remote is one code path: a Unix socket or TCP with TLS. Requests run, and answers are
 * parsed, on a thread of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_BACKEND (sheaf_backend_get_type ())
G_DECLARE_FINAL_TYPE (SheafBackend, sheaf_backend, SHEAF, BACKEND, GObject)

/* @address: "unix:/PATH", "https://HOST[:PORT]" or "http://HOST[:PORT]". @token: (nullable). */
SheafBackend *sheaf_backend_new (const char *address, const char *token);
void sheaf_backend_set_token (SheafBackend *self, const char *token);

/* Whether it is on this machine, behind a Unix socket. */
gboolean sheaf_backend_is_local (SheafBackend *self);

/* Asks for @path with @method. @body: (nullable): JSON, or what @type says (NULL: JSON). @key:
 * (nullable): the Idempotency-Key. @timeout: in seconds.
 *
 * Finish returns the answer (transfer full), or NULL with SHEAF_CLIENT_ERROR; @status and @problem
 * (out) (optional) (transfer full) tell what was answered, also then. An answer that is not JSON
 * is a string; one without content is null. */
void sheaf_backend_send_async (SheafBackend *self, const char *method, const char *path,
                               GBytes *body, const char *type, const char *key, guint timeout,
                               GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);
JsonNode *sheaf_backend_send_finish (SheafBackend *self, GAsyncResult *result, guint *status,
                                     JsonNode **problem, GError **error);

/* Whether any of the request left: if not, the backend cannot have done it. */
gboolean sheaf_backend_was_sent (GAsyncResult *result);

G_END_DECLS
