/* server-fixture.c: a backend on a port of its own, with a store in a folder of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "server-fixture.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "model/sheaf-id.h"
#include "store/sqlite/sheaf-sqlite-store.h"

ServerFixture *
server_fixture_new (void)
{
  ServerFixture *fixture = g_new0 (ServerFixture, 1);
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("sheaf-server-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store_path = g_build_filename (fixture->folder, "desk.db", NULL);
  fixture->store = sheaf_sqlite_store_open (fixture->store_path, TRUE, &error);
  g_assert_no_error (error);
  fixture->editor = sheaf_store_add_token (fixture->store, "Ann Editor", "editor", &error);
  g_assert_no_error (error);
  fixture->reader = sheaf_store_add_token (fixture->store, "Ray Reader", "reader", &error);
  g_assert_no_error (error);
  fixture->server = sheaf_server_new (fixture->store);
  fixture->session = soup_session_new_with_options ("max-conns-per-host", 8, NULL);

  return fixture;
}

void
server_fixture_listen (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sheaf_server_listen (fixture->server, "127.0.0.1", 0, &error));
  g_assert_no_error (error);
  fixture->port = sheaf_server_get_port (fixture->server);
  g_assert_cmpint (fixture->port, !=, 0);
}

ServerFixture *
server_fixture_start (void)
{
  ServerFixture *fixture = server_fixture_new ();

  server_fixture_listen (fixture);

  return fixture;
}

static void
remove_folder (const char *folder)
{
  const char *argv[] = { "rm", "-rf", "--", folder, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

void
server_fixture_free (ServerFixture *fixture)
{
  g_clear_object (&fixture->session);
  sheaf_server_stop (fixture->server);
  g_object_unref (fixture->server);
  g_object_unref (fixture->store);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->store_path);
  g_free (fixture->editor);
  g_free (fixture->reader);
  g_free (fixture);
}

Reply *
server_fixture_send_as (ServerFixture *fixture,
                        const char    *token,
                        const char    *method,
                        const char    *path,
                        const char    *body,
                        const char    *header,
                        const char    *value)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u%s", fixture->port, path);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  Reply *reply = g_new0 (Reply, 1);
  SoupMessageHeaders *headers;
  const char *data;
  gsize length;

  g_assert_nonnull (message);
  headers = soup_message_get_request_headers (message);
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      soup_message_headers_append (headers, "Authorization", bearer);
    }
  if (header != NULL)
    soup_message_headers_append (headers, header, value);
  if (body != NULL)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);

  reply->status = soup_message_get_status (message);
  data = g_bytes_get_data (answer, &length);
  reply->text = data != NULL ? g_strndup (data, length) : g_strdup ("");
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (reply->text[0] == '{')
    reply->json = json_from_string (reply->text, NULL);
  g_assert_cmpstr (soup_message_headers_get_one (reply->headers, "Sheaf-Api"), ==, "1");

  return reply;
}

Reply *
server_fixture_send (ServerFixture *fixture,
                     const char    *method,
                     const char    *path,
                     const char    *body)
{
  return server_fixture_send_as (fixture, fixture->editor, method, path, body, NULL, NULL);
}

void
reply_free (Reply *reply)
{
  g_clear_pointer (&reply->json, json_node_unref);
  soup_message_headers_unref (reply->headers);
  g_free (reply->text);
  g_free (reply);
}

JsonNode *
reply_get (Reply      *reply,
           const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  JsonNode *node = reply->json;

  for (guint i = 0; steps[i] != NULL && node != NULL; i++)
    {
      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          node = json_object_get_member (json_node_get_object (node), steps[i]);
        }
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          guint at = g_ascii_strtoull (steps[i], NULL, 10);
          JsonArray *array = json_node_get_array (node);

          node = at < json_array_get_length (array) ? json_array_get_element (array, at) : NULL;
        }
      else
        {
          node = NULL;
        }
    }

  return node;
}

const char *
reply_get_string (Reply      *reply,
                  const char *path)
{
  JsonNode *node = reply_get (reply, path);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : "";
}

gint64
reply_get_int (Reply      *reply,
               const char *path)
{
  JsonNode *node = reply_get (reply, path);

  g_assert_nonnull (node);

  return json_node_get_int (node);
}

guint
reply_get_length (Reply      *reply,
                  const char *path)
{
  JsonNode *node = reply_get (reply, path);

  g_assert_nonnull (node);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (node));

  return json_array_get_length (json_node_get_array (node));
}

const char *
reply_get_problem (Reply *reply)
{
  static const char prefix[] = "urn:sheaf:problem:";
  const char *type = reply_get_string (reply, "type");

  if (!g_str_has_prefix (type, prefix))
    return "";
  g_assert_cmpstr (soup_message_headers_get_content_type (reply->headers, NULL), ==,
                   "application/problem+json");
  g_assert_cmpint (reply_get_int (reply, "status"), ==, reply->status);
  g_assert_cmpstr (reply_get_string (reply, "title"), !=, "");

  return type + strlen (prefix);
}

char *
make_edit (const char *kind,
           const char *id,
           const char *change)
{
  g_autofree char *edit = sheaf_id_new ();
  g_autofree char *group = sheaf_id_new ();

  return g_strdup_printf ("{\"id\":\"%s\",\"group\":\"%s\",\"entity\":\"%s\",\"entity_id\":\"%s\","
                          "\"at\":\"2026-11-24T15:04:05.123Z\",\"undoes\":null,\"changes\":[%s]}",
                          edit, group, kind, id, change);
}

void
server_fixture_edit (ServerFixture *fixture,
                     const char    *kind,
                     const char    *id,
                     const char    *change)
{
  g_autofree char *edit = make_edit (kind, id, change);
  g_autofree char *body = g_strdup_printf ("{\"edits\":[%s]}", edit);
  g_autoptr (Reply) reply = server_fixture_send (fixture, "POST", "/v1/edits", body);

  if (reply->status != 200)
    g_test_message ("%s", reply->text);
  g_assert_cmpint (reply->status, ==, 200);
  g_assert_cmpint (reply_get_length (reply, "results/0/clashes"), ==, 0);
}

int
server_fixture_connect (ServerFixture *fixture)
{
  struct sockaddr_in address = {
    .sin_family = AF_INET,
    .sin_port = htons (fixture->port),
    .sin_addr = { htonl (INADDR_LOOPBACK) },
  };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &address, sizeof address), ==, 0);

  return fd;
}

void
write_text (int         fd,
            const char *text)
{
  gsize length = strlen (text);

  g_assert_cmpint (send (fd, text, length, MSG_NOSIGNAL), ==, length);
}

char *
read_to_end (int   fd,
             guint ms)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 deadline = g_get_monotonic_time () + ms * G_TIME_SPAN_MILLISECOND;

  for (;;)
    {
      struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
      gint64 left = (deadline - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;
      char buffer[4096];
      gssize n;

      if (left <= 0 || poll (&poll_fd, 1, left) <= 0)
        return NULL;
      n = recv (fd, buffer, sizeof buffer, 0);
      if (n <= 0)
        return g_string_free (g_steal_pointer (&text), FALSE);
      g_string_append_len (text, buffer, n);
    }
}
