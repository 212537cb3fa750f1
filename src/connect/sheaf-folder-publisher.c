/* sheaf-folder-publisher.c: releases written to a folder as static files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-folder-publisher.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "bundle/sheaf-forms.h"
#include "connect/sheaf-fetcher.h"
#include "connect/sheaf-index-page.h"

/* What the folder's own files are called; no bundle's page may take their place. */
static const char *const own_names[] = { "feed", "index", NULL };

static void
set_file_error (GError     **error,
                const char  *path,
                int          code)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER,
               _("“%s” cannot be written: %s"), shown, g_strerror (code));
}

char *
sheaf_folder_publisher_path (const char  *address,
                             GError     **error)
{
  g_autofree char *path = NULL;

  if (address != NULL && g_str_has_prefix (address, "file:"))
    {
      g_autofree char *named = g_filename_from_uri (address, NULL, NULL);

      if (named != NULL)
        path = g_canonicalize_filename (named, NULL);
    }
  else if (address != NULL && g_path_is_absolute (address))
    path = g_canonicalize_filename (address, NULL);

  if (path == NULL)
    g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER,
                 _("“%s” is not a folder."), address != NULL ? address : "");

  return g_steal_pointer (&path);
}

static gboolean
write_all (int         fd,
           const char *text,
           gsize       length)
{
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      text += n;
      length -= n;
    }

  return fsync (fd) == 0;
}

/* Writes beside @path and renames over it, so that nobody ever sees half a file. */
static gboolean
replace_file (const char  *path,
              const char  *text,
              gsize        length,
              GError     **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0644);
  int code = 0;

  if (fd < 0)
    {
      set_file_error (error, path, errno);
      return FALSE;
    }

  if (!write_all (fd, text, length))
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && g_rename (temporary, path) != 0)
    code = errno;
  if (code == 0)
    return TRUE;

  g_unlink (temporary);
  set_file_error (error, path, code);

  return FALSE;
}

static gboolean
write_and_check (const char  *folder,
                 const char  *name,
                 const char  *text,
                 GError     **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;
  gsize length = strlen (text);
  gsize found_length;
  g_autoptr (GError) local_error = NULL;

  if (!replace_file (path, text, length, error))
    return FALSE;

  if (g_file_get_contents (path, &found, &found_length, &local_error) && found_length == length
      && memcmp (found, text, length) == 0)
    return TRUE;

  g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER,
               _("“%s” does not read back as it was written."), path);

  return FALSE;
}

/* The names themselves reach the disk. A file system that cannot do this for a folder is no reason
 * to fail. */
static void
sync_folder (const char *folder)
{
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

static const char *
get_slug (JsonNode  *release,
          GError   **error)
{
  const char *slug = json_object_get_string_member_with_default (json_node_get_object (release),
                                                                 "slug", "");

  if (slug[0] == '\0' || slug[0] == '.' || strchr (slug, '/') != NULL
      || g_strv_contains (own_names, slug))
    {
      g_set_error (error, SHEAF_CONNECT_ERROR, SHEAF_CONNECT_ERROR_FOLDER,
                   _("“%s” cannot be the name of a page in a folder."), slug);
      return NULL;
    }

  return slug;
}

static gboolean
write_release (const char  *folder,
               const char  *slug,
               JsonNode    *release,
               GError     **error)
{
  g_autofree char *html_name = g_strconcat (slug, ".html", NULL);
  g_autofree char *json_name = g_strconcat (slug, ".json", NULL);
  g_autofree char *ninjs_name = g_strconcat (slug, ".ninjs.json", NULL);
  g_autofree char *html = sheaf_release_to_html (release, SHEAF_PAGE_PUBLIC);
  g_autofree char *json = sheaf_release_to_json (release);
  g_autofree char *ninjs = sheaf_release_to_ninjs (release);

  return write_and_check (folder, html_name, html, error)
         && write_and_check (folder, json_name, json, error)
         && write_and_check (folder, ninjs_name, ninjs, error);
}

static gboolean
write_lists (const char  *folder,
             GPtrArray   *releases,
             const char  *title,
             GError     **error)
{
  g_autofree char *home = g_filename_to_uri (folder, NULL, error);
  g_autofree char *index = NULL;
  g_autofree char *json_feed = NULL;
  g_autofree char *atom = NULL;

  if (home == NULL)
    return FALSE;

  index = sheaf_index_page (releases, title, "", ".html");
  json_feed = sheaf_releases_to_json_feed (releases, title, home, NULL);
  atom = sheaf_releases_to_atom (releases, title, home, NULL);

  return write_and_check (folder, "feed.json", json_feed, error)
         && write_and_check (folder, "feed.xml", atom, error)
         && write_and_check (folder, "index.html", index, error);
}

gboolean
sheaf_folder_publisher_publish (const char  *path,
                                JsonNode    *release,
                                GPtrArray   *releases,
                                const char  *title,
                                char       **address,
                                GError     **error)
{
  const char *slug = get_slug (release, error);
  g_autofree char *name = NULL;
  g_autofree char *page = NULL;

  if (slug == NULL)
    return FALSE;

  if (g_mkdir_with_parents (path, 0755) != 0)
    {
      set_file_error (error, path, errno);
      return FALSE;
    }

  if (!write_release (path, slug, release, error) || !write_lists (path, releases, title, error))
    return FALSE;
  sync_folder (path);

  name = g_strconcat (slug, ".html", NULL);
  page = g_build_filename (path, name, NULL);
  *address = g_filename_to_uri (page, NULL, error);

  return *address != NULL;
}
