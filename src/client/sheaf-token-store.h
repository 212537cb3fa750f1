/* sheaf-token-store.h: the tokens of backends, kept between starts in the user's keyring
 *
 * Through libsecret: the Secret Service of the desktop, or in the sandbox a file encrypted with
 * the secret that the portal gives. There is one token for an address; what is asked with it is
 * given to no other. Where there is no such service every call fails with its error.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* @address: of the backend, "https://HOST[:PORT]"; a slash at its end makes no difference.
 *
 * Finish returns the token (transfer full), or NULL: without an error if none is kept, with the
 * error of libsecret or of D-Bus if it cannot be told. The keyring may ask for its password first,
 * so this may take as long as a person does. */
void sheaf_token_store_lookup_async (const char *address, GCancellable *cancellable,
                                     GAsyncReadyCallback callback, gpointer user_data);
char *sheaf_token_store_lookup_finish (GAsyncResult *result, GError **error);

/* @token: (nullable): NULL or "" forgets it. @label: what a person reads of it in the keyring. */
void sheaf_token_store_save_async (const char *address, const char *token, const char *label,
                                   GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sheaf_token_store_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
