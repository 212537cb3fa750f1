/* sheaf-inspect.c: what does Sheaf see?
 *
 * A command for whoever runs a newsroom: shows what Sheaf makes of a feed, of HTML and of a
 * published bundle. Words of errors go to stderr, the status is then 1.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "bundle/sheaf-forms.h"
#include "bundle/sheaf-release.h"
#include "connect/sheaf-fetcher.h"
#include "feed/sheaf-feed.h"
#include "markup/sheaf-sanitise.h"
#include "model/sheaf-time.h"
#include "sheaf-inspect-text.h"

static const char usage[] =
  N_("Usage: sheaf-inspect feed FILE-OR-ADDRESS [--base ADDRESS]\n"
     "       sheaf-inspect sanitise [--base ADDRESS] < in.html > out.html\n"
     "       sheaf-inspect bundle FILE.json --as html|json|jsonfeed|atom|ninjs\n"
     "       sheaf-inspect stories|related|duplicates|tags [--top N] < articles.ndjson\n");

typedef struct
{
  char *base;
  char *as;
  int top;
  char **rest; /* the command and what it is about */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->base);
  g_free (options->as);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* More than anything that is read here may be. */
static GBytes *
read_stream (GInputStream  *stream,
             GError       **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[65536];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      g_byte_array_append (bytes, buffer, (guint) n);
      if (bytes->len > SHEAF_FEED_MAX_BYTES)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("There is more than %d MB of it"),
                       SHEAF_FEED_MAX_BYTES / (1024 * 1024));
          return NULL;
        }
    }
  if (n < 0)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* @name: a file, or "-" for what comes on stdin. */
static GBytes *
read_file (const char  *name,
           GError     **error)
{
  g_autoptr(GFile) file = NULL;
  g_autoptr(GInputStream) stream = NULL;

  if (g_str_equal (name, "-"))
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      file = g_file_new_for_commandline_arg (name);
      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
    }

  return stream != NULL ? read_stream (stream, error) : NULL;
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GAsyncResult **kept = data;

  *kept = g_object_ref (result);
}

static SheafFetch *
fetch (const char  *address,
       GError     **error)
{
  g_autoptr(SheafFetcher) fetcher = sheaf_fetcher_new (FALSE);
  g_autoptr(GAsyncResult) result = NULL;
  SheafFetchOptions options = { .max_bytes = SHEAF_FEED_MAX_BYTES };

  sheaf_fetcher_fetch_async (fetcher, address, &options, NULL, on_fetched, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sheaf_fetcher_fetch_finish (fetcher, result, NULL, error);
}

static gboolean
is_address (const char *name)
{
  return g_ascii_strncasecmp (name, "http://", 7) == 0
         || g_ascii_strncasecmp (name, "https://", 8) == 0;
}

static gboolean
inspect_feed (const Options  *options,
              GError        **error)
{
  const char *name = options->rest[1];
  g_autoptr(SheafFetch) fetched = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SheafFeed) feed = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (is_address (name))
    {
      fetched = fetch (name, error);
      if (fetched == NULL)
        return FALSE;
      bytes = g_bytes_ref (fetched->body);
    }
  else
    {
      bytes = read_file (name, error);
      if (bytes == NULL)
        return FALSE;
    }

  feed = sheaf_feed_parse (bytes, fetched != NULL ? fetched->content_type : NULL,
                           options->base != NULL ? options->base
                           : fetched != NULL     ? fetched->address
                                                 : NULL,
                           sheaf_time_now (), error);
  if (feed == NULL)
    return FALSE;

  node = sheaf_feed_to_json (feed);
  text = json_to_string (node, TRUE);
  g_print ("%s\n", text);

  return TRUE;
}

static gboolean
inspect_html (const Options  *options,
              GError        **error)
{
  g_autoptr(GBytes) bytes = read_file ("-", error);
  g_autofree char *safe = NULL;
  const char *html;
  gsize length;

  if (bytes == NULL)
    return FALSE;

  html = g_bytes_get_data (bytes, &length);
  safe = sheaf_sanitise_html (html, (gssize) length, options->base);
  g_print ("%s\n", safe);

  return TRUE;
}

/* A feed of this one bundle. */
static char *
make_feed (JsonNode *release,
           gboolean  atom)
{
  g_autoptr(GPtrArray) releases = g_ptr_array_new ();
  JsonObject *object = json_node_get_object (release);
  const char *title = json_object_get_string_member_with_default (object, "title", "");
  const char *url = json_object_get_string_member_with_default (object, "url", NULL);

  g_ptr_array_add (releases, release);

  return atom ? sheaf_releases_to_atom (releases, title, url, NULL)
              : sheaf_releases_to_json_feed (releases, title, url, NULL);
}

static char *
make_form (JsonNode    *release,
           const char  *as,
           GError     **error)
{
  if (g_strcmp0 (as, "html") == 0)
    return sheaf_release_to_html (release, SHEAF_PAGE_PUBLIC);
  if (g_strcmp0 (as, "json") == 0)
    return sheaf_release_to_json (release);
  if (g_strcmp0 (as, "ninjs") == 0)
    return sheaf_release_to_ninjs (release);
  if (g_strcmp0 (as, "jsonfeed") == 0 || g_strcmp0 (as, "atom") == 0)
    return make_feed (release, g_str_equal (as, "atom"));

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _("--as takes html, json, jsonfeed, atom or ninjs"));
  return NULL;
}

static gboolean
inspect_bundle (const Options  *options,
                GError        **error)
{
  g_autoptr(GBytes) bytes = read_file (options->rest[1], error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autofree char *form = NULL;
  JsonNode *release;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &length);
  if (!json_parser_load_from_data (parser, text != NULL ? text : "", (gssize) length, error))
    return FALSE;
  release = json_parser_get_root (parser);
  if (release == NULL || !JSON_NODE_HOLDS_OBJECT (release))
    {
      g_set_error_literal (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                           _("This is no bundle"));
      return FALSE;
    }
  if (!sheaf_release_check (release, error))
    return FALSE;

  form = make_form (release, options->as, error);
  if (form == NULL)
    return FALSE;
  g_print ("%s", form);
  if (!g_str_has_suffix (form, "\n"))
    g_print ("\n");

  return TRUE;
}

static gboolean
inspect_articles (const Options  *options,
                  GError        **error)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  if (options->top < 0)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                           "--top takes a number from 1");
      return FALSE;
    }

  return sheaf_inspect_text (options->rest[0], input, (guint) options->top, error);
}

static gboolean
inspect (const Options  *options,
         GError        **error)
{
  guint n = options->rest != NULL ? g_strv_length (options->rest) : 0;
  const char *command = n > 0 ? options->rest[0] : "";

  if (g_str_equal (command, "feed") && n == 2)
    return inspect_feed (options, error);
  if ((g_str_equal (command, "sanitise") || g_str_equal (command, "sanitize")) && n == 1)
    return inspect_html (options, error);
  if (g_str_equal (command, "bundle") && n == 2)
    return inspect_bundle (options, error);
  if (sheaf_inspect_text_has (command) && n == 1)
    return inspect_articles (options, error);

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _(usage));

  return FALSE;
}

/* What is printed is UTF-8, whatever the terminal's locale says. */
static void
print_utf8 (const char *text)
{
  fputs (text, stdout);
}

int
main (int    argc,
      char **argv)
{
  g_auto(Options) options = { 0 };
  g_autoptr(GOptionContext) context = g_option_context_new ("COMMAND …");
  g_autoptr(GError) error = NULL;
  const GOptionEntry entries[] = {
    { "base", 0, 0, G_OPTION_ARG_STRING, &options.base,
      N_("Where it is from: relative addresses become absolute by it"), N_("ADDRESS") },
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.as,
      N_("The form to print: html, json, jsonfeed, atom, ninjs"), N_("FORM") },
    { "top", 0, 0, G_OPTION_ARG_INT, &options.top,
      "How many related articles or tags for each article", "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.rest, NULL, NULL },
    { NULL },
  };

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_print_handler (print_utf8);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(usage));
  if (!g_option_context_parse (context, &argc, &argv, &error) || !inspect (&options, &error))
    {
      g_printerr ("sheaf-inspect: %s\n", error->message);
      return 1;
    }
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      g_printerr ("sheaf-inspect: %s\n", _("The output could not be written"));
      return 1;
    }

  return 0;
}
