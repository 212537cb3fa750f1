/* sheaf-socket-file.c: the Unix socket that only its own user can open
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-socket-file.h"

#include <errno.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/sheaf-server.h"

/* sockaddr_un holds 108 bytes; a longer path would be cut without a word (unix(7)). */
#define MAX_PATH_BYTES 107

static gboolean
prepare_directory (const char  *directory,
                   GError     **error)
{
  GStatBuf status;

  if (g_mkdir_with_parents (directory, 0700) != 0 || g_lstat (directory, &status) != 0)
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” cannot be made: %s"), directory, g_strerror (errno));
      return FALSE;
    }

  if (!S_ISDIR (status.st_mode) || status.st_uid != getuid ())
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” is not a folder of this user."), directory);
      return FALSE;
    }

  if ((status.st_mode & 0077) != 0 && g_chmod (directory, 0700) != 0)
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” cannot be closed to others: %s"), directory, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

static gboolean
remove_left_over (const char  *path,
                  GError     **error)
{
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return TRUE;

  if (!S_ISSOCK (status.st_mode))
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” is in the way: it is not a socket."), path);
      return FALSE;
    }

  if (g_unlink (path) != 0)
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
                   _("“%s” cannot be removed: %s"), path, g_strerror (errno));
      return FALSE;
    }

  return TRUE;
}

GSocketAddress *
sheaf_socket_file_prepare (const char  *path,
                           GError     **error)
{
  g_autofree char *directory = g_path_get_dirname (path);

  if (strlen (path) > MAX_PATH_BYTES)
    {
      g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_TOO_LONG,
                   _("The socket's path is longer than %d bytes: %s"), MAX_PATH_BYTES, path);
      return NULL;
    }

  if (!prepare_directory (directory, error) || !remove_left_over (path, error))
    return NULL;

  return g_unix_socket_address_new (path);
}

gboolean
sheaf_socket_file_protect (const char  *path,
                           GError     **error)
{
  if (g_chmod (path, 0600) == 0)
    return TRUE;

  g_set_error (error, SHEAF_SERVER_ERROR, SHEAF_SERVER_ERROR_ADDRESS,
               _("“%s” cannot be closed to others: %s"), path, g_strerror (errno));

  return FALSE;
}
