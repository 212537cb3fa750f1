/* sheaf-json-read.c: RFC 8259 read strictly
 *
 * json-glib's own reader descends without bound and takes comments and other text that is no JSON;
 * what comes from outside is read with this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-json.h"

#include <errno.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *start;
  const char *at;
  const char *end;
  guint depth;
  GString *scratch;
  GError **error;
} Reader;

static JsonNode *read_value (Reader *reader);

static gpointer
fail (Reader *reader,
      const char *what)
{
  if (reader->error != NULL && *reader->error == NULL)
    {
      g_set_error (reader->error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE,
                   "byte %" G_GSIZE_FORMAT ": %s", (gsize) (reader->at - reader->start), what);
    }

  return NULL;
}

static void
skip_space (Reader *reader)
{
  while (reader->at < reader->end &&
         (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\r' || *reader->at == '\t'))
    reader->at++;
}

static gboolean
next_is (Reader *reader,
         char c)
{
  skip_space (reader);
  if (reader->at == reader->end || *reader->at != c)
    return FALSE;

  reader->at++;
  return TRUE;
}

static gboolean
read_hex (Reader *reader,
          gunichar *value)
{
  if (reader->end - reader->at < 4)
    return FALSE;

  *value = 0;
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*reader->at++);

      if (digit < 0)
        return FALSE;
      *value = *value << 4 | (gunichar) digit;
    }

  return TRUE;
}

/* After "\u". A character beyond the first plane is written as two surrogates. */
static gboolean
read_escaped_character (Reader *reader)
{
  gunichar c, low;

  if (!read_hex (reader, &c))
    return FALSE;

  if (c >= 0xd800 && c < 0xdc00)
    {
      if (reader->end - reader->at < 2 || reader->at[0] != '\\' || reader->at[1] != 'u')
        return FALSE;
      reader->at += 2;
      if (!read_hex (reader, &low) || low < 0xdc00 || low > 0xdfff)
        return FALSE;
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    }
  else if (c == 0 || (c >= 0xdc00 && c <= 0xdfff))
    {
      return FALSE;
    }

  g_string_append_unichar (reader->scratch, c);
  return TRUE;
}

static gboolean
read_escape (Reader *reader)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *known;
  char c;

  if (reader->at == reader->end)
    return FALSE;

  c = *reader->at++;
  if (c == 'u')
    return read_escaped_character (reader);
  if (c == '\0' || (known = strchr (from, c)) == NULL)
    return FALSE;

  g_string_append_c (reader->scratch, to[known - from]);
  return TRUE;
}

/* After the opening quote; leaves the string in scratch. */
static gboolean
read_string (Reader *reader)
{
  g_string_truncate (reader->scratch, 0);

  while (reader->at < reader->end)
    {
      const char *run = reader->at;

      while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\' &&
             (guchar) *reader->at >= 0x20)
        reader->at++;
      g_string_append_len (reader->scratch, run, reader->at - run);

      if (reader->at == reader->end)
        break;
      if (*reader->at == '"')
        {
          reader->at++;
          return TRUE;
        }
      if (*reader->at != '\\')
        return fail (reader, "a control character in a string") != NULL;

      reader->at++;
      if (!read_escape (reader))
        return fail (reader, "not an escape of a character") != NULL;
    }

  return fail (reader, "a string without an end") != NULL;
}

static gboolean
skip_digits (const char **at,
             const char *end)
{
  const char *from = *at;

  while (*at < end && g_ascii_isdigit (**at))
    (*at)++;

  return *at > from;
}

static JsonNode *
read_number (Reader *reader)
{
  const char *at = reader->at;
  gboolean whole = TRUE, good;
  JsonNode *node = NULL;
  char *end;

  if (at < reader->end && *at == '-')
    at++;
  if (at < reader->end && *at == '0')
    good = (at++, TRUE);
  else
    good = skip_digits (&at, reader->end);
  if (good && at < reader->end && *at == '.')
    {
      whole = FALSE;
      at++;
      good = skip_digits (&at, reader->end);
    }
  if (good && at < reader->end && (*at == 'e' || *at == 'E'))
    {
      whole = FALSE;
      at++;
      if (at < reader->end && (*at == '+' || *at == '-'))
        at++;
      good = skip_digits (&at, reader->end);
    }
  if (!good)
    return fail (reader, "not a value");

  /* The conversions need an end, which the text may not have. */
  g_string_truncate (reader->scratch, 0);
  g_string_append_len (reader->scratch, reader->at, at - reader->at);
  errno = 0;
  if (whole)
    {
      gint64 value = g_ascii_strtoll (reader->scratch->str, &end, 10);

      if (errno == 0)
        node = json_node_init_int (json_node_alloc (), value);
    }
  else
    {
      double value = g_ascii_strtod (reader->scratch->str, &end);

      if (isfinite (value))
        node = json_node_init_double (json_node_alloc (), value);
    }
  if (node == NULL)
    return fail (reader, "a number that is too large");

  reader->at = at;
  return node;
}

static JsonNode *
read_word (Reader *reader)
{
  gsize left = (gsize) (reader->end - reader->at);

  if (left >= 4 && memcmp (reader->at, "null", 4) == 0)
    {
      reader->at += 4;
      return json_node_init_null (json_node_alloc ());
    }
  if (left >= 4 && memcmp (reader->at, "true", 4) == 0)
    {
      reader->at += 4;
      return json_node_init_boolean (json_node_alloc (), TRUE);
    }
  if (left >= 5 && memcmp (reader->at, "false", 5) == 0)
    {
      reader->at += 5;
      return json_node_init_boolean (json_node_alloc (), FALSE);
    }

  return read_number (reader);
}

/* After the opening bracket. */
static JsonNode *
read_array (Reader *reader)
{
  g_autoptr (JsonArray) array = json_array_new ();

  if (next_is (reader, ']'))
    return sheaf_json_take_array (g_steal_pointer (&array));

  do
    {
      JsonNode *element = read_value (reader);

      if (element == NULL)
        return NULL;
      json_array_add_element (array, element);
    }
  while (next_is (reader, ','));

  if (!next_is (reader, ']'))
    return fail (reader, "neither , nor ] after an element");

  return sheaf_json_take_array (g_steal_pointer (&array));
}

/* After the opening brace. */
static JsonNode *
read_object (Reader *reader)
{
  g_autoptr (JsonObject) object = json_object_new ();

  if (next_is (reader, '}'))
    return sheaf_json_take_object (g_steal_pointer (&object));

  do
    {
      g_autofree char *name = NULL;
      JsonNode *member;

      if (!next_is (reader, '"'))
        return fail (reader, "no name of a member");
      if (!read_string (reader))
        return NULL;
      name = g_strndup (reader->scratch->str, reader->scratch->len);
      if (!next_is (reader, ':'))
        return fail (reader, "no : after a member's name");
      if ((member = read_value (reader)) == NULL)
        return NULL;
      json_object_set_member (object, name, member);
    }
  while (next_is (reader, ','));

  if (!next_is (reader, '}'))
    return fail (reader, "neither , nor } after a member");

  return sheaf_json_take_object (g_steal_pointer (&object));
}

static JsonNode *
read_value (Reader *reader)
{
  JsonNode *node;

  skip_space (reader);
  if (reader->at == reader->end)
    return fail (reader, "the end instead of a value");

  switch (*reader->at)
    {
    case '"':
      reader->at++;
      if (!read_string (reader))
        return NULL;
      node = json_node_init_string (json_node_alloc (), reader->scratch->str);
      break;

    case '[':
    case '{':
      if (reader->depth == SHEAF_JSON_MAX_DEPTH)
        return fail (reader, "too deep");
      reader->depth++;
      node = *reader->at++ == '[' ? read_array (reader) : read_object (reader);
      reader->depth--;
      return node;

    default:
      node = read_word (reader);
      break;
    }

  if (node != NULL)
    json_node_seal (node);
  return node;
}

JsonNode *
sheaf_json_parse (const char *text,
                  gssize length,
                  GError **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (JsonNode) node = NULL;
  Reader reader = { .scratch = scratch, .error = &local };
  const char *invalid;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length > 0 && !g_utf8_validate_len (text, (gsize) length, &invalid))
    {
      g_set_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_INVALID_DATA,
                   "byte %" G_GSIZE_FORMAT ": not UTF-8", (gsize) (invalid - text));
      return NULL;
    }

  reader.start = reader.at = text;
  reader.end = text + length;
  node = read_value (&reader);
  if (node != NULL)
    {
      skip_space (&reader);
      if (reader.at == reader.end)
        return g_steal_pointer (&node);
      fail (&reader, "more after the value");
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}
