/* sheafd.c: the backend as a daemon
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "server/sheaf-server.h"
#include "store/sqlite/sheaf-sqlite-store.h"

#define STORE_SCHEME "sqlite:"
#define DEFAULT_LISTEN "127.0.0.1:8080"

/* Exit codes: 0, 1 for what failed, 2 for a command line that makes no sense. */
#define EXIT_FAILED 1
#define EXIT_USAGE 2

typedef struct
{
  char *store;
  char *listen;
  char **allow_addresses;
  char **folders;
  char *public_url;
  char *title;
  int connections;
  char *name;
  char *role;
  gboolean version;
  char **rest;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->store);
  g_free (options->listen);
  g_strfreev (options->allow_addresses);
  g_strfreev (options->folders);
  g_free (options->public_url);
  g_free (options->title);
  g_free (options->name);
  g_free (options->role);
  g_strfreev (options->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static int
fail (int         code,
      const char *message)
{
  g_printerr ("sheafd: %s\n", message);

  return code;
}

static SheafStore *
open_store (const Options *options,
            gboolean       lock,
            int           *code)
{
  g_autoptr (GError) error = NULL;
  SheafStore *store;

  if (options->store == NULL || !g_str_has_prefix (options->store, STORE_SCHEME)
      || options->store[strlen (STORE_SCHEME)] == '\0')
    {
      *code = fail (EXIT_USAGE, _("Say where the store is: --store sqlite:PATH"));
      return NULL;
    }

  store = sheaf_sqlite_store_open (options->store + strlen (STORE_SCHEME), lock, &error);
  if (store == NULL)
    *code = fail (EXIT_FAILED, error->message);

  return store;
}

static int
add_token (const Options *options)
{
  g_autoptr (SheafStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  const char *role = options->role != NULL ? options->role : "editor";
  int code;

  if (options->name == NULL || options->name[0] == '\0')
    return fail (EXIT_USAGE, _("Say whose token it is: --name NAME"));
  if (!g_str_equal (role, "editor") && !g_str_equal (role, "reader"))
    return fail (EXIT_USAGE, _("A role is “editor” or “reader”."));

  store = open_store (options, FALSE, &code);
  if (store == NULL)
    return code;

  token = sheaf_store_add_token (store, options->name, role, &error);
  if (token == NULL)
    return fail (EXIT_FAILED, error->message);

  g_print ("%s\n", token);

  return 0;
}

static int
list_tokens (const Options *options)
{
  g_autoptr (SheafStore) store = NULL;
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  store = open_store (options, FALSE, &code);
  if (store == NULL)
    return code;

  tokens = sheaf_store_list_tokens (store, &error);
  if (tokens == NULL)
    return fail (EXIT_FAILED, error->message);

  for (guint i = 0; i < tokens->len; i++)
    {
      SheafToken *token = g_ptr_array_index (tokens, i);

      g_print ("%s\t%s\t%s\n", token->id, token->role, token->name);
    }

  return 0;
}

static int
revoke_token (const Options *options,
              const char    *id)
{
  g_autoptr (SheafStore) store = NULL;
  g_autoptr (GError) error = NULL;
  int code;

  if (id == NULL)
    return fail (EXIT_USAGE, _("Say which token: sheafd token revoke ID (“token list” shows it)"));

  store = open_store (options, FALSE, &code);
  if (store == NULL)
    return code;

  if (!sheaf_store_revoke_token (store, id, &error))
    return fail (EXIT_FAILED, error->message);

  return 0;
}

static int
run_token_command (const Options *options)
{
  const char *command = options->rest[1];

  if (g_strcmp0 (command, "add") == 0)
    return add_token (options);
  if (g_strcmp0 (command, "list") == 0)
    return list_tokens (options);
  if (g_strcmp0 (command, "revoke") == 0)
    return revoke_token (options, options->rest[2]);

  return fail (EXIT_USAGE, _("“token” is followed by add, list or revoke."));
}

/* "127.0.0.1:8080", "[::1]:0". */
static gboolean
parse_listen (const char  *listen,
              char       **host,
              guint16     *port)
{
  const char *colon = strrchr (listen, ':');
  guint64 number;

  if (colon == NULL || colon == listen
      || !g_ascii_string_to_unsigned (colon + 1, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = number;
  if (listen[0] == '[' && colon[-1] == ']')
    *host = g_strndup (listen + 1, colon - listen - 2);
  else
    *host = g_strndup (listen, colon - listen);

  return TRUE;
}

static gboolean
configure (SheafServer   *server,
           const Options *options)
{
  for (guint i = 0; options->allow_addresses != NULL && options->allow_addresses[i] != NULL; i++)
    {
      if (!sheaf_server_allow_address (server, options->allow_addresses[i]))
        {
          g_autofree char *message = g_strdup_printf (_("“%s” is not a range of addresses such as "
                                                        "127.0.0.0/8."),
                                                      options->allow_addresses[i]);

          fail (EXIT_USAGE, message);
          return FALSE;
        }
    }

  for (guint i = 0; options->folders != NULL && options->folders[i] != NULL; i++)
    sheaf_server_allow_folder (server, options->folders[i]);
  if (options->public_url != NULL)
    sheaf_server_set_public_url (server, options->public_url);
  if (options->title != NULL)
    sheaf_server_set_title (server, options->title);
  if (options->connections > 0)
    sheaf_server_set_connections_per_peer (server, options->connections);

  return TRUE;
}

static gboolean
on_signal (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static int
serve (const Options *options)
{
  g_autoptr (SheafStore) store = NULL;
  g_autoptr (SheafServer) server = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  const char *listen = options->listen != NULL ? options->listen : DEFAULT_LISTEN;
  guint16 port;
  int code;

  if (!parse_listen (listen, &host, &port))
    return fail (EXIT_USAGE, _("Say where to listen as ADDRESS:PORT."));

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);

  store = open_store (options, TRUE, &code);
  if (store == NULL)
    return code;

  server = sheaf_server_new (store);
  g_clear_object (&store);
  if (!configure (server, options))
    return EXIT_USAGE;
  if (!sheaf_server_listen (server, host, port, &error))
    return fail (EXIT_FAILED, error->message);

  /* Told on standard output, for whoever let the system choose the port. */
  g_print (strchr (host, ':') != NULL ? "http://[%s]:%u/\n" : "http://%s:%u/\n", host,
           sheaf_server_get_port (server));
  fflush (stdout);

  g_main_loop_run (loop);
  sheaf_server_stop (server);

  return 0;
}

static gboolean
parse_options (Options   *options,
               int       *argc,
               char    ***argv,
               GError   **error)
{
  g_autoptr (GOptionContext) context = NULL;
  const GOptionEntry entries[] = {
    { "store", 's', 0, G_OPTION_ARG_FILENAME, &options->store, N_("Where the store is"),
      "sqlite:PATH" },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &options->listen,
      N_("Where to listen (default: 127.0.0.1:8080; port 0: any)"), N_("ADDRESS:PORT") },
    { "allow-address", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->allow_addresses,
      N_("Let sources have private addresses of this range"), "CIDR" },
    { "publish-folder", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->folders,
      N_("Let bundles be published to this folder"), N_("FOLDER") },
    { "public-url", 0, 0, G_OPTION_ARG_STRING, &options->public_url,
      N_("Where readers find the pages"), "URL" },
    { "title", 0, 0, G_OPTION_ARG_STRING, &options->title, N_("What readers see the desk called"),
      N_("TITLE") },
    { "connections-per-peer", 0, 0, G_OPTION_ARG_INT, &options->connections,
      N_("How many connections one address may have; more behind a proxy"), "N" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_("token add: whose it is"),
      N_("NAME") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role,
      N_("token add: “editor” (the default) or “reader”"), N_("ROLE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_("Show the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->rest, NULL,
      N_("[token add|list|revoke ID]") },
    { NULL },
  };

  context = g_option_context_new (NULL);
  g_option_context_set_summary (context, _("Serves a news desk to its editors, and its published "
                                           "bundles to readers."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);

  return g_option_context_parse (context, argc, argv, error);
}

int
main (int    argc,
      char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (!parse_options (&options, &argc, &argv, &error))
    return fail (EXIT_USAGE, error->message);

  if (options.version)
    {
      g_print ("sheafd %s\n", PACKAGE_VERSION);
      return 0;
    }

  if (options.rest == NULL)
    return serve (&options);
  if (g_str_equal (options.rest[0], "token"))
    return run_token_command (&options);

  return fail (EXIT_USAGE, _("The only command is “token”; without one, sheafd serves."));
}
