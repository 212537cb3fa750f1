/* sheaf-file-lock.c: a database that is used by one process at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "db/sheaf-db.h"
#include "db/sheaf-file-lock.h"

int
sheaf_file_lock (const char  *path,
                 GError     **error)
{
  g_autofree char *lock_path = g_strconcat (path, "-lock", NULL);
  int fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int saved_errno;

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;

  saved_errno = errno;
  g_set_error (error, SHEAF_DB_ERROR,
               saved_errno == EWOULDBLOCK ? SHEAF_DB_ERROR_LOCKED : SHEAF_DB_ERROR_FAILED,
               "%s: %s", lock_path, g_strerror (saved_errno));
  if (fd >= 0)
    close (fd);

  return -1;
}
