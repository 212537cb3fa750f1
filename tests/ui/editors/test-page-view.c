/* test-page-view.c: a page that tries each way out of the preview finds none
 *
 * The same page in a plain web view does reach the server: that is what shows that the test would
 * notice.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <adwaita.h>
#include <libsoup/soup.h>
#include <webkit/webkit.h>

#include "ui/sheaf-page-view.h"

typedef struct
{
  SoupServer *server;
  char *address;
  guint n_requests;
  GtkWindow *window;
  GMainLoop *loop;
  guint n_shown;
  guint n_refused;
  guint n_images;
} Fixture;

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           data)
{
  Fixture *fixture = data;

  fixture->n_requests++;
  g_test_message ("requested: %s", path);
  soup_server_message_set_status (message, SOUP_STATUS_NO_CONTENT, NULL);
  g_main_loop_quit (fixture->loop);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GSList *uris;

  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, on_request, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (fixture->server);
  fixture->address = g_uri_to_string (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (fixture->window, 600, 400);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (fixture->window);
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->address, g_free);
  g_main_loop_unref (fixture->loop);
}

static gboolean
on_late (gpointer data)
{
  g_error ("nothing happened in four minutes");
  return G_SOURCE_REMOVE;
}

static void
run (Fixture *fixture)
{
  guint late = g_timeout_add_seconds (240, on_late, NULL);

  g_main_loop_run (fixture->loop);
  g_source_remove (late);
}

static const char *const ways_out[] = {
  "<img src='%simg'>",
  "<img srcset='%ssrcset 2x' src='sheaf-image:none'>",
  "<picture><source srcset='%spicture'><img src='sheaf-image:none'></picture>",
  "<style>@import url('%simport.css');</style>",
  "<link rel='stylesheet' href='%sstyle.css'>",
  "<style>body { background: url('%sbackground') }"
  "@font-face { font-family: out; src: url('%sfont') } body { font-family: out }</style>",
  "<iframe src='%siframe'></iframe>",
  "<iframe srcdoc=\"<img src='%ssrcdoc'>\"></iframe>",
  "<object data='%sobject'></object><embed src='%sembed'>",
  "<video src='%svideo' autoplay></video><audio src='%saudio' autoplay></audio>",
  "<video poster='%sposter'></video>",
  "<script src='%sscript.js'></script>",
  "<script>new Image ().src = '%sinline'; fetch ('%sfetch'); location = '%slocation'</script>",
  "<img src='sheaf-image:none' onerror=\"location = '%shandler'\">",
  "<svg xmlns:xlink='http://www.w3.org/1999/xlink'><image xlink:href='%ssvg'/></svg>",
  "<link rel='prefetch' href='%sprefetch'><link rel='preload' as='image' href='%spreload'>",
  "<link rel='dns-prefetch' href='%sdns'><link rel='preconnect' href='%spreconnect'>",
  "<link rel='icon' href='%sicon'><link rel='manifest' href='%smanifest'>",
  "<base href='%sbase/'><img src='relative'>",
  "<form action='%sform' method='post'><input autofocus></form>",
  "<a href='%sping' ping='%sping'>link</a>",
  "<meta http-equiv='refresh' content='0;url=%srefresh'>",
};

static char *
fill (const char *pattern,
      const char *address)
{
  g_auto (GStrv) parts = g_strsplit (pattern, "%s", -1);

  return g_strjoinv (address, parts);
}

static char *
make_page (Fixture *fixture)
{
  GString *page = g_string_new ("<!doctype html><meta charset='utf-8'><title>Out</title>");

  for (guint i = 0; i < G_N_ELEMENTS (ways_out); i++)
    {
      g_autofree char *way = fill (ways_out[i], fixture->address);

      g_string_append (page, way);
    }
  g_string_append (page, "<p>Text</p><img src='sheaf-image:asked'>");

  return g_string_free (page, FALSE);
}

static void
on_shown (SheafPageView *view,
          Fixture       *fixture)
{
  fixture->n_shown++;
  g_main_loop_quit (fixture->loop);
}

static void
on_refused (SheafPageView *view,
            const char    *address,
            Fixture       *fixture)
{
  g_test_message ("refused: %s", address);
  if (!g_str_has_suffix (address, "/refresh"))
    return;

  fixture->n_refused++;
  g_main_loop_quit (fixture->loop);
}

static gboolean
on_image (SheafPageView *view,
          const char    *address,
          GTask         *task,
          Fixture       *fixture)
{
  /* A grey pixel as GIF. */
  static const guint8 pixel[] = "GIF89a\1\0\1\0\x80\0\0\x80\x80\x80\0\0\0!\xf9\4\0\0\0\0\0,"
                                "\0\0\0\0\1\0\1\0\0\2\2D\1\0;";

  if (!g_str_equal (address, "asked"))
    return FALSE;

  fixture->n_images++;
  g_task_return_pointer (task, g_bytes_new_static (pixel, sizeof (pixel) - 1),
                         (GDestroyNotify) g_bytes_unref);
  return TRUE;
}

static SheafPageView *
add_page_view (Fixture *fixture)
{
  GtkWidget *view = sheaf_page_view_new ();

  g_signal_connect (view, "shown", G_CALLBACK (on_shown), fixture);
  g_signal_connect (view, "refused", G_CALLBACK (on_refused), fixture);
  g_signal_connect (view, "image", G_CALLBACK (on_image), fixture);
  gtk_window_set_child (fixture->window, view);
  gtk_window_present (fixture->window);

  return SHEAF_PAGE_VIEW (view);
}

static void
test_no_way_out (Fixture       *fixture,
                 gconstpointer  data)
{
  SheafPageView *view = add_page_view (fixture);
  g_autofree char *page = make_page (fixture);

  /* The refresh is refused when its time has come, which is after all else has been tried. */
  sheaf_page_view_show (view, page);
  while (fixture->n_shown == 0 || fixture->n_refused == 0)
    run (fixture);

  g_assert_cmpuint (fixture->n_images, ==, 1);
  g_assert_cmpuint (fixture->n_requests, ==, 0);

  /* Another page after it has been shown when what the first began would have been sent. */
  fixture->n_shown = 0;
  sheaf_page_view_show (view, "<!doctype html><p>Another</p><img src='sheaf-image:asked'>");
  while (fixture->n_shown == 0)
    run (fixture);

  g_assert_cmpuint (fixture->n_images, ==, 2);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static void
test_noticed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *page = make_page (fixture);
  GtkWidget *view = webkit_web_view_new ();

  gtk_window_set_child (fixture->window, view);
  gtk_window_present (fixture->window);
  webkit_web_view_load_html (WEBKIT_WEB_VIEW (view), page, NULL);
  while (fixture->n_requests == 0)
    run (fixture);
}

static void
test_newest_wins (Fixture       *fixture,
                  gconstpointer  data)
{
  SheafPageView *view = add_page_view (fixture);

  /* Shown while the one before is loading: each is followed by the newest, and by nothing more. */
  sheaf_page_view_show (view, "<!doctype html><p>One</p>");
  sheaf_page_view_show (view, "<!doctype html><p>Two</p>");
  sheaf_page_view_show (view, "<!doctype html><p>Three</p><img src='sheaf-image:asked'>");
  while (fixture->n_shown == 0)
    run (fixture);

  g_assert_cmpuint (fixture->n_images, >=, 1);
  g_assert_cmpuint (fixture->n_shown, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/page-view/no-way-out", Fixture, NULL, set_up, test_no_way_out, tear_down);
  g_test_add ("/page-view/noticed", Fixture, NULL, set_up, test_noticed, tear_down);
  g_test_add ("/page-view/newest-wins", Fixture, NULL, set_up, test_newest_wins, tear_down);

  return g_test_run ();
}
