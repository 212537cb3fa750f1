/* sheaf-json-write.c: JSON written so that the same values have the same bytes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-json.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  const char *name;
  JsonNode *node;
} Member;

static void write_value (GString *out, JsonNode *node, gboolean prune);

static int
compare_members (const void *a,
                 const void *b)
{
  return strcmp (((const Member *) a)->name, ((const Member *) b)->name);
}

static void
write_string (GString *out,
              const char *string)
{
  const char *run = string;

  g_string_append_c (out, '"');
  for (const char *at = string;; at++)
    {
      guchar c = (guchar) *at;

      if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f)
        continue;

      g_string_append_len (out, run, at - run);
      run = at + 1;
      if (c == '\0')
        break;
      else if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c == '\t')
        g_string_append (out, "\\t");
      else
        g_string_append_printf (out, "\\u%04x", c);
    }
  g_string_append_c (out, '"');
}

/* The shortest that reads back alike; a whole number has the bytes of an integer, because it may
 * be read back as one. */
static void
write_double (GString *out,
              double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (value >= -9007199254740992.0 && value <= 9007199254740992.0 &&
      (double) (gint64) value == value)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64) value);
      return;
    }

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_formatd (buffer, sizeof buffer, "%.17g", value);
  g_string_append (out, buffer);
}

static void
write_object (GString *out,
              JsonObject *object,
              gboolean prune)
{
  guint n_members = 0, size = json_object_get_size (object);
  Member few[32];
  g_autofree Member *many = NULL;
  Member *members = few;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (size > G_N_ELEMENTS (few))
    members = many = g_new (Member, size);

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!prune || !sheaf_json_is_empty (node))
        members[n_members++] = (Member) { name, node };
    }
  qsort (members, n_members, sizeof *members, compare_members);

  g_string_append_c (out, '{');
  for (guint i = 0; i < n_members; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_string (out, members[i].name);
      g_string_append_c (out, ':');
      write_value (out, members[i].node, prune);
    }
  g_string_append_c (out, '}');
}

static void
write_value (GString *out,
             JsonNode *node,
             gboolean prune)
{
  JsonObject *object;
  JsonArray *array;
  const char *string;

  if ((object = sheaf_json_get_object (node)) != NULL)
    {
      write_object (out, object, prune);
    }
  else if ((array = sheaf_json_get_array (node)) != NULL)
    {
      g_string_append_c (out, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (out, ',');
          write_value (out, json_array_get_element (array, i), prune);
        }
      g_string_append_c (out, ']');
    }
  else if ((string = sheaf_json_get_string (node)) != NULL)
    {
      write_string (out, string);
    }
  else if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    {
      g_string_append (out, "null");
    }
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
    }
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
    }
  else
    {
      write_double (out, json_node_get_double (node));
    }
}

char *
sheaf_json_to_text (JsonNode *node)
{
  GString *out = g_string_sized_new (256);

  write_value (out, node, FALSE);
  return g_string_free (out, FALSE);
}

char *
sheaf_json_to_canonical (JsonNode *node)
{
  GString *out = g_string_sized_new (1024);

  write_value (out, node, TRUE);
  return g_string_free (out, FALSE);
}
