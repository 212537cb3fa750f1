/* sheaf-fetcher.h: one resource over HTTP, with bounds on everything
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SHEAF_CONNECT_ERROR (sheaf_connect_error_quark ())
GQuark sheaf_connect_error_quark (void);

/* The messages are words for people. */
typedef enum
{
  SHEAF_CONNECT_ERROR_ADDRESS,     /* not an http or https address */
  SHEAF_CONNECT_ERROR_REFUSED,     /* it leads to a machine that may not be asked */
  SHEAF_CONNECT_ERROR_REDIRECT,    /* too many, or to nowhere */
  SHEAF_CONNECT_ERROR_UNREACHABLE, /* no such host, no connection, no TLS */
  SHEAF_CONNECT_ERROR_TIME,        /* it took too long */
  SHEAF_CONNECT_ERROR_TOO_LARGE,   /* more bytes than asked for, after decompression */
  SHEAF_CONNECT_ERROR_BROKEN,      /* it broke off */
  SHEAF_CONNECT_ERROR_STATUS,      /* an HTTP status that is no success */
  SHEAF_CONNECT_ERROR_BUSY,        /* 429, 503: later */
  SHEAF_CONNECT_ERROR_GONE,        /* 410: for good */
  SHEAF_CONNECT_ERROR_CONTENT,     /* nothing in it that can be used */
  SHEAF_CONNECT_ERROR_FOLDER,      /* a folder that cannot be written as it should */
} SheafConnectError;

typedef struct
{
  const char *etag;          /* as it came last time, or NULL */
  const char *last_modified; /* likewise */
  const char *accept;        /* the Accept header; NULL for any */
  gsize max_bytes;           /* of the body, decompressed; 0 for 8 MB */
} SheafFetchOptions;

typedef struct
{
  gboolean not_modified; /* 304; there is no body */
  GBytes *body;
  char *address;         /* where it was found in the end */
  char *moved_to;        /* as far as permanent redirects (301, 308) led, before any other; or NULL */
  char *content_type;    /* as sent, with its parameters; or NULL */
  char *etag;
  char *last_modified;
  gint64 max_age;        /* seconds, from Cache-Control; 0 if it says nothing */
} SheafFetch;

void sheaf_fetch_free (SheafFetch *fetch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafFetch, sheaf_fetch_free)

#define SHEAF_TYPE_FETCHER (sheaf_fetcher_get_type ())
G_DECLARE_FINAL_TYPE (SheafFetcher, sheaf_fetcher, SHEAF, FETCHER, GObject)

/* @strict: loopback, link-local and private addresses are refused unless allowed; otherwise an
 * address may name its own. Either way a redirect leads to none that the first address did not
 * name. Belongs to the thread-default main context that it is made in. */
SheafFetcher *sheaf_fetcher_new (gboolean strict);
void sheaf_fetcher_allow (SheafFetcher *self, GInetAddressMask *mask);

/* How many connections there may be at once, to one host and in all; 2 and 32 if it is not set. To be
 * called before the first fetch. */
void sheaf_fetcher_set_connections (SheafFetcher *self, guint per_host, guint all);

/* The longest that a fetch may take, redirects included; 30 s if it is not set. */
void sheaf_fetcher_set_time_limit (SheafFetcher *self, guint ms);

/* Gets @address. @options may be NULL; its strings are copied. */
void sheaf_fetcher_fetch_async (SheafFetcher *self, const char *address,
                                const SheafFetchOptions *options, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer user_data);

/* @retry_after: (out) (optional): with an error, in how many seconds the server wants to be asked
 * again, a day at most (RFC 9110, 10.2.3: seconds or a date); 0 if it does not say.
 * Returns: (transfer full) (nullable): NULL with SHEAF_CONNECT_ERROR or G_IO_ERROR_CANCELLED. */
SheafFetch *sheaf_fetcher_fetch_finish (SheafFetcher *self, GAsyncResult *result,
                                        gint64 *retry_after, GError **error);

/* Whether @address is one of this machine or its surroundings: loopback, link-local, private (RFC
 * 1918, RFC 4193), shared (RFC 6598), multicast, unspecified; an IPv4 address inside an IPv6 one
 * (mapped, RFC 4291; NAT64, RFC 6052; 6to4, RFC 3056) counts as itself. */
gboolean sheaf_fetcher_is_private (GInetAddress *address);

G_END_DECLS
