/* sheaf-sample-newsroom.c: invented publishers, served on the loopback interface
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-sample-newsroom.h"

#include <libsoup/soup.h>

#include "server/sheaf-sample-files.h"

G_DEFINE_QUARK (sheaf-sample-error-quark, sheaf_sample_error)

struct _SheafSampleNewsroom
{
  GObject parent_instance;

  char *address;
  GHashTable *files; /* by path; does not change once it is served */
  GPtrArray *feeds;

  SoupServer *server; /* lives on the thread */
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (SheafSampleNewsroom, sheaf_sample_newsroom, G_TYPE_OBJECT)

static void
feed_free (SheafSampleFeed *feed)
{
  g_free (feed->title);
  g_free (feed->address);
  g_free (feed);
}

static void
sheaf_sample_newsroom_finalize (GObject *object)
{
  SheafSampleNewsroom *self = SHEAF_SAMPLE_NEWSROOM (object);

  sheaf_sample_newsroom_stop (self);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->files, g_hash_table_unref);
  g_clear_pointer (&self->feeds, g_ptr_array_unref);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (sheaf_sample_newsroom_parent_class)->finalize (object);
}

static void
sheaf_sample_newsroom_class_init (SheafSampleNewsroomClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sheaf_sample_newsroom_finalize;
}

static void
sheaf_sample_newsroom_init (SheafSampleNewsroom *self)
{
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) sheaf_sample_file_free);
  self->feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) feed_free);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/* Whether If-None-Match (RFC 9110, 13.1.2) names @etag. */
static gboolean
is_known (SoupServerMessage *message,
          const char        *etag)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *known = soup_message_headers_get_list (headers, "If-None-Match");
  GSList *tags;
  gboolean found = FALSE;

  if (known == NULL)
    return FALSE;

  tags = soup_header_parse_list (known);
  for (GSList *l = tags; l != NULL && !found; l = l->next)
    {
      const char *tag = g_str_has_prefix (l->data, "W/") ? (char *) l->data + 2 : l->data;

      found = g_str_equal (tag, "*") || g_str_equal (tag, etag);
    }
  soup_header_free_list (tags);

  return found;
}

static void
handle_request (SoupServer        *server,
                SoupServerMessage *message,
                const char        *path,
                GHashTable        *query,
                gpointer           user_data)
{
  SheafSampleNewsroom *self = user_data;
  SheafSampleFile *file = g_hash_table_lookup (self->files, path);
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    {
      soup_message_headers_replace (headers, "Allow", "GET, HEAD");
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
      return;
    }

  if (file == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  soup_message_headers_replace (headers, "ETag", file->etag);
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  if (is_known (message, file->etag))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }

  soup_message_headers_replace (headers, "Content-Type", file->type);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), file->bytes);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static gpointer
run (gpointer data)
{
  SheafSampleNewsroom *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
listen_at (SheafSampleNewsroom  *self,
           guint16               port,
           GError              **error)
{
  g_autoptr (GError) taken = NULL;

  if (port != 0 && soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY,
                                             &taken))
    return TRUE;

  return soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, error);
}

/* Listens before the thread runs, so that the port is known and can be written into the feeds; a
 * request that comes that early waits for it. */
static gboolean
open_socket (SheafSampleNewsroom  *self,
             guint16               port,
             GError              **error)
{
  gboolean listens;
  g_autoslist (GUri) uris = NULL;

  g_main_context_push_thread_default (self->context);
  self->server = soup_server_new ("server-header", "Sheaf-sample", NULL);
  soup_server_add_handler (self->server, NULL, handle_request, self, NULL);
  listens = listen_at (self, port, error);
  g_main_context_pop_thread_default (self->context);

  if (!listens)
    return FALSE;

  uris = soup_server_get_uris (self->server);
  self->address = g_strdup_printf ("http://127.0.0.1:%d/", g_uri_get_port (uris->data));

  return TRUE;
}

SheafSampleNewsroom *
sheaf_sample_newsroom_start (const char  *directory,
                             guint16      port,
                             gint64       now,
                             GError     **error)
{
  g_autoptr (SheafSampleNewsroom) self = g_object_new (SHEAF_TYPE_SAMPLE_NEWSROOM, NULL);
  g_autofree char *base = NULL;

  if (!open_socket (self, port, error))
    return NULL;

  base = g_strndup (self->address, strlen (self->address) - 1);
  if (!sheaf_sample_files_load (directory != NULL ? directory : PKGDATADIR "/sample", base, now,
                                self->files, self->feeds, error))
    return NULL;

  self->thread = g_thread_new ("sample-newsroom", run, self);

  return g_steal_pointer (&self);
}

const char *
sheaf_sample_newsroom_get_address (SheafSampleNewsroom *self)
{
  g_return_val_if_fail (SHEAF_IS_SAMPLE_NEWSROOM (self), NULL);

  return self->address;
}

GPtrArray *
sheaf_sample_newsroom_get_feeds (SheafSampleNewsroom *self)
{
  g_return_val_if_fail (SHEAF_IS_SAMPLE_NEWSROOM (self), NULL);

  return self->feeds;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
sheaf_sample_newsroom_stop (SheafSampleNewsroom *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (SHEAF_IS_SAMPLE_NEWSROOM (self));

  if (self->thread == NULL)
    {
      g_clear_object (&self->server);
      return;
    }

  /* Attached rather than invoked: before the loop runs, an invoked quit would be run here and be
   * lost. */
  source = g_idle_source_new ();
  g_source_set_callback (source, quit, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
}
