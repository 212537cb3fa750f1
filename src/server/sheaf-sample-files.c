/* sheaf-sample-files.c: the files of the sample newsroom, made ready to be served
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-sample-files.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"
#include "server/sheaf-sample-newsroom.h"

#define MINUTE G_GINT64_CONSTANT (60000)

typedef struct
{
  const char *name;
  const char *type;
  gboolean rfc822; /* RSS writes dates as mail does */
} FeedFormat;

static const FeedFormat formats[] = {
  { "rss", "application/rss+xml; charset=utf-8", TRUE },
  { "atom", "application/atom+xml; charset=utf-8", FALSE },
  { "json", "application/feed+json; charset=utf-8", FALSE },
};

void
sheaf_sample_file_free (SheafSampleFile *file)
{
  g_bytes_unref (file->bytes);
  g_free (file->type);
  g_free (file->etag);
  g_free (file);
}

/* @bytes: (transfer full) */
static void
add_file (GHashTable *files,
          const char *path,
          const char *type,
          GBytes     *bytes)
{
  SheafSampleFile *file = g_new0 (SheafSampleFile, 1);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  file->bytes = bytes;
  file->type = g_strdup (type);
  file->etag = g_strdup_printf ("\"%.32s\"", hash);
  g_hash_table_replace (files, g_strdup (path), file);
}

static const FeedFormat *
find_format (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (g_strcmp0 (name, formats[i].name) == 0)
        return &formats[i];
    }

  return NULL;
}

/* RFC 822, 5.1, in English whatever the locale. */
static char *
format_rfc822 (gint64 time)
{
  static const char * const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char * const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (time / 1000);

  return g_strdup_printf ("%s, %02d %s %04d %02d:%02d:00 +0000",
                          days[g_date_time_get_day_of_week (when) - 1],
                          g_date_time_get_day_of_month (when),
                          months[g_date_time_get_month (when) - 1],
                          g_date_time_get_year (when),
                          g_date_time_get_hour (when),
                          g_date_time_get_minute (when));
}

/* How many minutes "-2d3h30m" goes back; -1 if it is none. */
static gint64
read_age (const char *token)
{
  gint64 minutes = 0;
  const char *at = token + 1;

  if (*token != '-' || *at == '\0')
    return -1;

  while (*at != '\0')
    {
      char *unit = NULL;
      guint64 count = g_ascii_strtoull (at, &unit, 10);

      if (unit == at || count > 10000)
        return -1;
      if (*unit == 'd')
        minutes += count * 24 * 60;
      else if (*unit == 'h')
        minutes += count * 60;
      else if (*unit == 'm')
        minutes += count;
      else
        return -1;
      at = unit + 1;
    }

  return minutes;
}

/* What stands for @token. Returns: (transfer full) (nullable) */
static char *
expand_token (const char       *token,
              const FeedFormat *format,
              const char       *base,
              gint64            now)
{
  gint64 minutes;
  gint64 time;

  if (g_str_equal (token, "base"))
    return g_strdup (base);

  minutes = read_age (token);
  if (minutes < 0)
    return NULL;

  time = now - now % MINUTE - minutes * MINUTE;
  return format->rfc822 ? format_rfc822 (time) : sheaf_time_to_string (time);
}

static char *
expand (const char        *text,
        const FeedFormat  *format,
        const char        *base,
        gint64             now,
        GError           **error)
{
  g_autoptr (GString) expanded = g_string_new (NULL);
  const char *at = text;
  const char *open;

  while ((open = strstr (at, "{{")) != NULL)
    {
      const char *close = strstr (open, "}}");
      g_autofree char *token = g_strndup (open + 2, close != NULL ? close - open - 2 : 20);
      g_autofree char *value = close != NULL ? expand_token (token, format, base, now) : NULL;

      if (value == NULL)
        {
          g_set_error (error, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_TOKEN,
                       "{{%s}} means nothing", token);
          return NULL;
        }

      g_string_append_len (expanded, at, open - at);
      g_string_append (expanded, value);
      at = close + 2;
    }
  g_string_append (expanded, at);

  return g_strdup (expanded->str);
}

/* Names go into paths and addresses: letters, digits, hyphens and dots that do not begin. */
static gboolean
is_file_name (const char *name)
{
  return name != NULL && *name != '\0' && *name != '.' &&
         strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-.") == strlen (name);
}

static gboolean
load_feed (const char  *directory,
           const char  *base,
           gint64       now,
           JsonNode    *entry,
           GHashTable  *files,
           GPtrArray   *feeds,
           GError     **error)
{
  JsonObject *object = sheaf_json_get_object (entry);
  const char *title = NULL;
  const char *name = NULL;
  const FeedFormat *format = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *served = NULL;
  char *expanded;
  SheafSampleFeed *feed;

  if (object != NULL)
    {
      title = sheaf_json_get_string (json_object_get_member (object, "title"));
      name = sheaf_json_get_string (json_object_get_member (object, "feed"));
      format = find_format (sheaf_json_get_string (json_object_get_member (object, "format")));
    }

  if (title == NULL || !is_file_name (name) || format == NULL)
    {
      g_set_error (error, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_MANIFEST,
                   "A publisher needs a title, a feed and a format of rss, atom or json");
      return FALSE;
    }

  path = g_build_filename (directory, "feeds", name, NULL);
  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;

  expanded = expand (text, format, base, now, error);
  if (expanded == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }

  served = g_strconcat ("/feeds/", name, NULL);
  add_file (files, served, format->type, g_bytes_new_take (expanded, strlen (expanded)));

  feed = g_new0 (SheafSampleFeed, 1);
  feed->title = g_strdup (title);
  feed->address = g_strconcat (base, served, NULL);
  g_ptr_array_add (feeds, feed);

  return TRUE;
}

static gboolean
load_pictures (const char  *directory,
               GHashTable  *files,
               GError     **error)
{
  g_autofree char *folder = g_build_filename (directory, "images", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return FALSE;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *served = g_strconcat ("/images/", name, NULL);
      char *data;
      gsize length;

      if (!g_str_has_suffix (name, ".png"))
        continue;
      if (!g_file_get_contents (path, &data, &length, error))
        return FALSE;
      add_file (files, served, "image/png", g_bytes_new_take (data, length));
    }

  return TRUE;
}

gboolean
sheaf_sample_files_load (const char  *directory,
                         const char  *base,
                         gint64       now,
                         GHashTable  *files,
                         GPtrArray   *feeds,
                         GError     **error)
{
  g_autofree char *path = g_build_filename (directory, "newsroom.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) manifest = NULL;
  JsonArray *publishers = NULL;

  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;

  manifest = sheaf_json_parse (text, -1, error);
  if (manifest == NULL)
    return FALSE;

  if (JSON_NODE_HOLDS_OBJECT (manifest))
    publishers = sheaf_json_get_array (
      json_object_get_member (json_node_get_object (manifest), "publishers"));
  if (publishers == NULL)
    {
      g_set_error_literal (error, SHEAF_SAMPLE_ERROR, SHEAF_SAMPLE_ERROR_MANIFEST,
                           "newsroom.json has no publishers");
      return FALSE;
    }

  for (guint i = 0; i < json_array_get_length (publishers); i++)
    {
      if (!load_feed (directory, base, now, json_array_get_element (publishers, i), files, feeds,
                      error))
        return FALSE;
    }

  return load_pictures (directory, files, error);
}
