/* sheaf-exchange.c: one request and its answer on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-exchange.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/sheaf-refusal.h"
#include "server/sheaf-routes.h"

#define EXCHANGE_KEY "sheaf-exchange"
#define BEARER "Bearer "

struct _SheafExchange
{
  guint ref_count;
  SheafService *service;
  const SheafGuardLimits *limits;
  SoupServerMessage *message; /* not owned until it is handled; NULL when over */
  SheafGuard *guard;          /* NULL when over */
  SheafDispatch dispatch;
  gpointer data;

  SheafRequest *request; /* NULL where no route fits */
  SheafAnswer *problem;  /* what is wrong with the head of the request */
  GByteArray *body;
  gboolean handled;      /* it was read whole, and is kept until it is over */
  gboolean refused;      /* its connection is being taken away */
  gint64 hold_until;
};

SheafExchange *
sheaf_exchange_ref (SheafExchange *exchange)
{
  exchange->ref_count++;

  return exchange;
}

void
sheaf_exchange_unref (SheafExchange *exchange)
{
  if (--exchange->ref_count > 0)
    return;

  g_clear_pointer (&exchange->request, sheaf_request_unref);
  g_clear_pointer (&exchange->problem, sheaf_answer_free);
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  g_free (exchange);
}

SheafExchange *
sheaf_exchange_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), EXCHANGE_KEY);
}

SheafRequest *
sheaf_exchange_get_request (SheafExchange *exchange)
{
  return exchange->message != NULL ? exchange->request : NULL;
}

GSocket *
sheaf_exchange_get_socket (SheafExchange *exchange)
{
  return exchange->guard != NULL ? sheaf_guard_get_socket (exchange->guard) : NULL;
}

gint64
sheaf_exchange_hold (SheafExchange *exchange,
                     guint          seconds)
{
  if (exchange->hold_until == 0)
    exchange->hold_until = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  return exchange->hold_until;
}

static void
refuse (SheafExchange *exchange,
        SheafAnswer   *answer)
{
  exchange->refused = TRUE;
  g_clear_pointer (&exchange->body, g_byte_array_unref);
  sheaf_guard_expect (exchange->guard, 0);
  sheaf_refusal_send (exchange->message, sheaf_guard_get_socket (exchange->guard), answer,
                      exchange->limits->linger_ms);
}

static SheafAnswer *
answer_too_large (SheafExchange *exchange)
{
  g_autofree char *limit = g_format_size (exchange->request->route->body_limit);
  g_autofree char *detail = NULL;

  if (exchange->request->route->body_limit == 0)
    detail = g_strdup (_("This request takes no body."));
  else
    detail = g_strdup_printf (_("The body may have at most %s."), limit);

  return sheaf_answer_new_problem (SHEAF_PROBLEM_TOO_LARGE, detail);
}

/* Finds the route. FALSE with the exchange's problem set. */
static gboolean
find_route (SheafExchange *exchange)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (exchange->message));
  const SheafRoute *route;
  g_autoptr (GPtrArray) params = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) segments = NULL;
  g_autofree char *allow = NULL;

  route = sheaf_routes_match (soup_server_message_get_method (exchange->message), path, &segments,
                              &params, &allow, &error);
  if (route != NULL && route->role == SHEAF_ROLE_PUBLIC && exchange->service->embedded)
    {
      route = NULL;
      g_set_error_literal (&error, SHEAF_PROBLEM, SHEAF_PROBLEM_NOT_FOUND,
                           _("Nothing is served at this address."));
    }

  if (route == NULL)
    {
      exchange->problem = sheaf_answer_new_error (error);
      exchange->problem->allow = g_steal_pointer (&allow);
      return FALSE;
    }

  exchange->request = sheaf_request_new (exchange->service, route);
  exchange->request->path = g_steal_pointer (&segments);
  g_ptr_array_unref (exchange->request->params);
  exchange->request->params = g_steal_pointer (&params);

  return TRUE;
}

/* Reads the head's fields. FALSE with the exchange's problem set. */
static gboolean
read_head (SheafExchange *exchange)
{
  SheafRequest *request = exchange->request;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (exchange->message);
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  request->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  request->idempotency_key = g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key"));
  if (query != NULL)
    request->query = soup_form_decode (query);

  if (exchange->service->embedded)
    request->by = g_strdup (g_get_user_name ());
  if (exchange->service->embedded || request->route->role < SHEAF_ROLE_READER)
    return TRUE;

  if (authorization != NULL && g_ascii_strncasecmp (authorization, BEARER, strlen (BEARER)) == 0)
    {
      request->token = g_strstrip (g_strdup (authorization + strlen (BEARER)));
      return TRUE;
    }

  exchange->problem = sheaf_answer_new_problem (
      SHEAF_PROBLEM_UNAUTHORIZED, _("Send “Authorization: Bearer” and a token of this desk."));

  return FALSE;
}

static void
on_got_headers (SoupServerMessage *message,
                SheafExchange     *exchange)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean body_follows = soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED
                          || soup_message_headers_get_content_length (headers) > 0;

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  if (soup_server_message_get_uri (message) == NULL)
    return;

  if (find_route (exchange) && read_head (exchange)
      && soup_message_headers_get_content_length (headers)
             > (goffset) exchange->request->route->body_limit)
    exchange->problem = answer_too_large (exchange);

  /* What will be refused anyway is not read first. */
  if (exchange->problem != NULL && body_follows)
    refuse (exchange, g_steal_pointer (&exchange->problem));
}

static void
on_got_chunk (SoupServerMessage *message,
              GBytes            *chunk,
              SheafExchange     *exchange)
{
  if (exchange->refused || exchange->problem != NULL || exchange->request == NULL)
    return;

  if (exchange->body->len + g_bytes_get_size (chunk) > exchange->request->route->body_limit)
    {
      refuse (exchange, answer_too_large (exchange));
      return;
    }

  g_byte_array_append (exchange->body, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
}

static void
on_got_body (SoupServerMessage *message,
             SheafExchange     *exchange)
{
  if (exchange->guard != NULL)
    sheaf_guard_expect (exchange->guard, 0);
}

static void
on_wrote_body_data (SoupServerMessage *message,
                    guint              n,
                    SheafExchange     *exchange)
{
  if (exchange->guard != NULL)
    sheaf_guard_expect (exchange->guard, exchange->limits->write_ms);
}

void
sheaf_exchange_begin (SoupServerMessage      *message,
                      SheafService           *service,
                      SheafGuard             *guard,
                      const SheafGuardLimits *limits,
                      SheafDispatch           dispatch,
                      gpointer                data)
{
  SheafExchange *exchange = g_new0 (SheafExchange, 1);

  exchange->ref_count = 1;
  exchange->service = service;
  exchange->limits = limits;
  exchange->message = message;
  exchange->guard = guard;
  exchange->dispatch = dispatch;
  exchange->data = data;
  exchange->body = g_byte_array_new ();

  sheaf_guard_expect (guard, limits->request_ms);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), exchange);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_got_chunk), exchange);
  g_signal_connect (message, "got-body", G_CALLBACK (on_got_body), exchange);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (on_wrote_body_data), exchange);
  g_object_set_data_full (G_OBJECT (message), EXCHANGE_KEY, exchange,
                          (GDestroyNotify) sheaf_exchange_unref);
}

gboolean
sheaf_exchange_handle (SheafExchange *exchange)
{
  if (exchange->refused)
    return FALSE;

  exchange->handled = TRUE;
  g_object_ref (exchange->message);
  soup_server_message_pause (exchange->message);

  if (exchange->problem != NULL)
    {
      sheaf_exchange_answer (exchange, g_steal_pointer (&exchange->problem));
      return TRUE;
    }

  exchange->request->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  exchange->dispatch (exchange, exchange->data);

  return TRUE;
}

gboolean
sheaf_exchange_end (SheafExchange *exchange)
{
  SoupServerMessage *message = g_steal_pointer (&exchange->message);
  gboolean handled = exchange->handled;

  exchange->guard = NULL;
  if (message == NULL)
    return FALSE;

  if (exchange->request != NULL)
    g_cancellable_cancel (exchange->request->cancelled);
  g_signal_handlers_disconnect_by_data (message, exchange);

  /* The message's own reference to the exchange may go with it. */
  if (handled)
    g_object_unref (message);

  return handled;
}

static void
write_headers (SheafExchange *exchange,
               SheafAnswer   *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);

  soup_message_headers_replace (headers, "Sheaf-Api", "1");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Cache-Control",
                                answer->cache != NULL ? answer->cache : "no-cache");
  if (answer->etag != NULL)
    soup_message_headers_replace (headers, "ETag", answer->etag);
  if (answer->allow != NULL)
    soup_message_headers_replace (headers, "Allow", answer->allow);
  if (answer->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer realm=\"sheaf\"");
  soup_message_headers_replace (headers, "Connection", "close");
}

void
sheaf_exchange_answer (SheafExchange *exchange,
                       SheafAnswer   *answer)
{
  g_autoptr (SheafAnswer) owned = answer;

  if (exchange->message == NULL)
    return;

  if (exchange->request != NULL)
    sheaf_answer_condition (answer, exchange->request->if_none_match);
  write_headers (exchange, answer);
  soup_server_message_set_status (exchange->message, answer->status, NULL);
  if (answer->body != NULL)
    {
      soup_message_headers_set_content_type (
          soup_server_message_get_response_headers (exchange->message), answer->content_type, NULL);
      soup_message_body_append_bytes (soup_server_message_get_response_body (exchange->message),
                                      answer->body);
    }

  sheaf_guard_expect (exchange->guard, exchange->limits->write_ms);
  soup_server_message_unpause (exchange->message);
}
