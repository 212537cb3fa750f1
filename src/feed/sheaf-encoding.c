/* sheaf-encoding.c: the bytes of a document as UTF-8
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-encoding.h"

#include <errno.h>
#include <string.h>
#include <uchardet.h>

#include "markup/sheaf-utf8.h"

#define SNIFFED 65536

typedef struct
{
  const char *label;
  const char *name; /* for iconv */
} Label;

/* Encoding Standard, 4.2: labels that mean another encoding than their own standard says. */
static const Label labels[] = {
  { "ascii", "US-ASCII" },            { "us-ascii", "US-ASCII" },
  { "ansi_x3.4-1968", "WINDOWS-1252" }, { "iso-8859-1", "WINDOWS-1252" },
  { "iso8859-1", "WINDOWS-1252" },    { "iso_8859-1", "WINDOWS-1252" },
  { "latin1", "WINDOWS-1252" },       { "latin-1", "WINDOWS-1252" },
  { "l1", "WINDOWS-1252" },           { "cp1252", "WINDOWS-1252" },
  { "x-cp1252", "WINDOWS-1252" },     { "ansi", "WINDOWS-1252" },
  { "iso-8859-9", "WINDOWS-1254" },   { "latin5", "WINDOWS-1254" },
  { "iso-8859-11", "CP874" },         { "tis-620", "CP874" },
  { "windows-874", "CP874" },         { "shift_jis", "CP932" },
  { "shift-jis", "CP932" },           { "sjis", "CP932" },
  { "x-sjis", "CP932" },              { "windows-31j", "CP932" },
  { "ms_kanji", "CP932" },            { "gb2312", "GB18030" },
  { "gbk", "GB18030" },               { "gb_2312-80", "GB18030" },
  { "x-gbk", "GB18030" },             { "euc-kr", "CP949" },
  { "ks_c_5601-1987", "CP949" },      { "ksc5601", "CP949" },
  { "korean", "CP949" },              { "big5", "BIG5-HKSCS" },
  { "x-euc-jp", "EUC-JP" },           { "utf8", "UTF-8" },
  { "unicode-1-1-utf-8", "UTF-8" },   { "iso-8859-8-i", "ISO-8859-8" },
  { "x-mac-roman", "MACINTOSH" },     { "utf-16", "UTF-16LE" },
  { "unicode", "UTF-16LE" },
};

/* Returns: (transfer full) (nullable): a name for iconv. */
static char *
name_of (const char *label)
{
  g_autofree char *folded = NULL;

  if (label == NULL)
    return NULL;
  folded = g_strstrip (g_ascii_strdown (label, -1));
  if (*folded == '\0')
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (strcmp (folded, labels[i].label) == 0)
      return g_strdup (labels[i].name);

  return g_ascii_strup (folded, -1);
}

static char *
charset_of_type (const char *content_type)
{
  g_autofree char *folded = NULL;
  g_autofree char *label = NULL;
  const char *p;

  if (content_type == NULL)
    return NULL;
  folded = g_ascii_strdown (content_type, -1);
  p = strstr (folded, "charset");
  if (p == NULL)
    return NULL;
  p += strlen ("charset");
  p += strspn (p, " \t");
  if (*p != '=')
    return NULL;
  p++;
  p += strspn (p, " \t\"'");
  label = g_strndup (p, strcspn (p, " \t\"';,"));

  return name_of (label);
}

/* The encoding of an XML declaration in bytes of an encoding that has ASCII in it. */
static char *
declared (const char *bytes,
          gsize       length)
{
  g_autofree char *start = g_strndup (bytes, MIN (length, 1024));
  g_autofree char *label = NULL;
  const char *p = strstr (start, "<?xml");
  const char *end = p != NULL ? strstr (p, "?>") : NULL;
  char quote;

  if (end == NULL)
    return NULL;
  p = strstr (p, "encoding");
  if (p == NULL || p > end)
    return NULL;
  p += strlen ("encoding");
  p += strspn (p, " \t\r\n=");
  quote = *p;
  if (quote != '"' && quote != '\'')
    return NULL;
  p++;
  label = g_strndup (p, strcspn (p, quote == '"' ? "\"" : "'"));

  return name_of (label);
}

static const char *
mark_of (const guchar *bytes,
         gsize         length,
         gsize        *mark)
{
  *mark = 0;
  if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    {
      *mark = 3;
      return "UTF-8";
    }
  if (length >= 4 && memcmp (bytes, "\xff\xfe\0\0", 4) == 0)
    {
      *mark = 4;
      return "UTF-32LE";
    }
  if (length >= 4 && memcmp (bytes, "\0\0\xfe\xff", 4) == 0)
    {
      *mark = 4;
      return "UTF-32BE";
    }
  if (length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0)
    {
      *mark = 2;
      return "UTF-16LE";
    }
  if (length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0)
    {
      *mark = 2;
      return "UTF-16BE";
    }

  return NULL;
}

/* "<" in an encoding of two bytes: XML 1.0, F.1. */
static const char *
pattern_of (const char *bytes,
            gsize       length)
{
  if (length >= 4 && memcmp (bytes, "<\0", 2) == 0 && bytes[3] == '\0')
    return "UTF-16LE";
  if (length >= 4 && memcmp (bytes, "\0<\0", 3) == 0)
    return "UTF-16BE";

  return NULL;
}

/* Valid UTF-8, or UTF-8 with the odd bad byte. */
static gboolean
is_mostly_utf8 (const char *bytes,
                gsize       length)
{
  const char *p = bytes, *end = bytes + length, *bad;
  guint damaged = 0, characters = 0;

  while (!g_utf8_validate_len (p, end - p, &bad))
    {
      for (const char *q = p; q < bad; q++)
        characters += (guchar) *q >= 0xc0;
      damaged += *bad != '\0';
      p = bad + 1;
      if (damaged > 64 && damaged > characters)
        return FALSE;
    }
  for (const char *q = p; q < end; q++)
    characters += (guchar) *q >= 0xc0;

  return damaged == 0 || characters > damaged * 4;
}

static char *
sniff (const char *bytes,
       gsize       length)
{
  uchardet_t detector = uchardet_new ();
  const char *first = bytes;
  char *name;

  /* What is ASCII tells nothing. */
  while (first < bytes + length && (guchar) *first < 0x80)
    first++;
  if (first - bytes > 512)
    first -= 512;
  else
    first = bytes;
  uchardet_handle_data (detector, first, MIN ((gsize) (bytes + length - first), SNIFFED));
  uchardet_data_end (detector);
  name = name_of (uchardet_get_charset (detector));
  uchardet_delete (detector);

  return name;
}

/* Converts, with U+FFFD for what cannot be. Returns: NULL if the encoding is not known. */
static char *
convert (const char *bytes,
         gsize       length,
         const char *encoding)
{
  GIConv conversion = g_iconv_open ("UTF-8", encoding);
  GString *out;
  char *in = (char *) bytes;

  if (conversion == (GIConv) -1)
    return NULL;

  out = g_string_sized_new (length + length / 2 + 16);
  while (length > 0)
    {
      char buffer[16384];
      char *to = buffer;
      gsize room = sizeof buffer;
      gsize result = g_iconv (conversion, &in, &length, &to, &room);
      int error = errno;

      g_string_append_len (out, buffer, to - buffer);
      if (result != (gsize) -1 || error == E2BIG)
        continue;
      g_string_append (out, "\xef\xbf\xbd");
      if (error != EILSEQ)
        break;
      in++;
      length--;
    }
  g_iconv_close (conversion);

  return g_string_free (out, FALSE);
}

static char *
keep (const char *bytes,
      gsize       length,
      gboolean    valid)
{
  char *copy = g_malloc (length + 1);
  gsize left = 0;

  if (valid)
    {
      memcpy (copy, bytes, length);
      copy[length] = '\0';
      return copy;
    }

  for (gsize i = 0; i < length; i++)
    if (bytes[i] != '\0')
      copy[left++] = bytes[i];
  copy[left] = '\0';
  if (!g_utf8_validate_len (copy, left, NULL))
    {
      char *mended = g_utf8_make_valid (copy, left);

      g_free (copy);
      return mended;
    }

  return copy;
}

char *
sheaf_encoding_to_utf8 (const char *bytes,
                        gsize       length,
                        const char *content_type,
                        gsize      *out_length)
{
  char *names[4] = { NULL };
  char *text = NULL;
  const char *certain;
  gboolean valid;
  gsize mark;

  certain = mark_of ((const guchar *) bytes, length, &mark);
  if (certain == NULL)
    certain = pattern_of (bytes, length);
  bytes += mark;
  length -= mark;
  valid = sheaf_utf8_is_valid (bytes, length);

  if (certain != NULL && strcmp (certain, "UTF-8") != 0)
    text = convert (bytes, length, certain);
  else if (certain == NULL)
    {
      names[0] = charset_of_type (content_type);
      names[1] = declared (bytes, length);
      for (guint i = 0; i < 2 && text == NULL; i++)
        {
          if (names[i] == NULL)
            continue;
          if (strcmp (names[i], "UTF-8") == 0)
            {
              if (valid || is_mostly_utf8 (bytes, length))
                break;
              continue;
            }
          /* Seven bits, it says; what has eight is told by those. */
          if (strcmp (names[i], "US-ASCII") == 0)
            {
              if (!valid && !is_mostly_utf8 (bytes, length))
                text = convert (bytes, length, "WINDOWS-1252");
              break;
            }
          /* Two bytes a character, and yet "<?xml" could be read. */
          if (g_str_has_prefix (names[i], "UTF-16") || g_str_has_prefix (names[i], "UTF-32")
              || g_str_has_prefix (names[i], "UCS"))
            {
              if (memchr (bytes, '\0', MIN (length, 64)) == NULL)
                continue;
            }
          text = convert (bytes, length, names[i]);
        }
      if (text == NULL && !valid && !is_mostly_utf8 (bytes, length))
        {
          names[2] = sniff (bytes, length);
          if (names[2] != NULL && strcmp (names[2], "UTF-8") != 0)
            text = convert (bytes, length, names[2]);
          if (text == NULL)
            text = convert (bytes, length, "WINDOWS-1252");
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (names[i]);

  if (text != NULL)
    {
      g_autofree char *converted = text;

      length = strlen (converted);
      valid = sheaf_utf8_is_valid (converted, length);
      text = keep (converted, length, valid);
    }
  else
    text = keep (bytes, length, valid);
  *out_length = valid ? length : strlen (text);

  return text;
}
