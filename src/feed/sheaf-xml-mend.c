/* sheaf-xml-mend.c: what is not well-formed made so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "feed/sheaf-xml.h"
#include "markup/sheaf-plain-text.h"

#define MAX_DEPTH 200
#define MAX_NAME 64
#define MAX_ENTITIES 1000

typedef struct
{
  GString *out;
  const char *p;
  const char *end;
  GPtrArray *open;      /* names */
  GHashTable *entities; /* name → what it stands for, escaped */
  gboolean no_cdata_end;
} Mender;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gboolean
is_name_start (char c)
{
  return g_ascii_isalpha (c) || c == '_' || (guchar) c >= 0x80;
}

static gboolean
is_name (char c)
{
  return is_name_start (c) || g_ascii_isdigit (c) || c == '-' || c == '.' || c == ':';
}

/* XML 1.0, 2.2 */
static gboolean
is_character (gint64 c)
{
  return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd)
         || (c >= 0x10000 && c <= 0x10ffff);
}

static void
append_escaped (GString    *out,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '&' || *p == '<' || *p == '>' || *p == '"')
        g_string_append_printf (out, "&#%d;", *p);
      else
        g_string_append_c (out, *p);
    }
}

/* What HTML means by the entity @name: "&eacute;" and so on; itself if nothing. */
static const char *
resolve_entity (Mender     *self,
                const char *name)
{
  const char *known = g_hash_table_lookup (self->entities, name);
  g_autofree char *reference = NULL;
  g_autofree char *text = NULL;
  GString *escaped;

  if (known != NULL)
    return known;
  if (g_hash_table_size (self->entities) == MAX_ENTITIES)
    return "";

  reference = g_strdup_printf ("&%s;", name);
  text = strcmp (name, "apos") == 0 ? g_strdup ("'") : sheaf_plain_text_unescape (reference);
  escaped = g_string_new (NULL);
  append_escaped (escaped, text);
  known = escaped->str;
  g_hash_table_insert (self->entities, g_strdup (name), g_string_free (escaped, FALSE));

  return known;
}

/* At "#" of "&#…". Returns: FALSE if it is no reference. */
static gboolean
mend_number (Mender *self)
{
  const char *q = self->p + 1;
  gboolean hex = q < self->end && (*q == 'x' || *q == 'X');
  gint64 value = 0;
  const char *digits;

  if (hex)
    q++;
  digits = q;
  while (q < self->end && (hex ? g_ascii_isxdigit (*q) : g_ascii_isdigit (*q)))
    {
      if (value <= 0x10ffff)
        value = value * (hex ? 16 : 10) + g_ascii_xdigit_value (*q);
      q++;
    }
  if (q == digits || q == self->end || *q != ';')
    return FALSE;

  if (is_character (value))
    g_string_append_printf (self->out, "&#%" G_GINT64_FORMAT ";", value);
  self->p = q + 1;

  return TRUE;
}

/* At "&". */
static void
mend_reference (Mender *self)
{
  const char *q;

  self->p++;
  if (self->p < self->end && *self->p == '#')
    {
      if (mend_number (self))
        return;
    }
  else
    {
      for (q = self->p; q < self->end && g_ascii_isalnum (*q) && q - self->p < 32; q++)
        ;
      if (q > self->p && q < self->end && *q == ';')
        {
          g_autofree char *name = g_strndup (self->p, q - self->p);

          g_string_append (self->out, resolve_entity (self, name));
          self->p = q + 1;
          return;
        }
    }
  g_string_append (self->out, "&#38;");
}

/* One character of text or of a value. */
static void
mend_character (Mender *self)
{
  guchar c = (guchar) *self->p;

  if (c == '&')
    {
      mend_reference (self);
      return;
    }
  if (c == '<')
    g_string_append (self->out, "&#60;");
  else if (c == '>')
    g_string_append (self->out, "&#62;");
  else if (c == '"')
    g_string_append (self->out, "&#34;");
  else if (c >= 0x20 || is_space ((char) c))
    {
      /* U+FFFE and U+FFFF */
      if (c == 0xef && self->end - self->p > 2 && (guchar) self->p[1] == 0xbf
          && (guchar) self->p[2] >= 0xbe)
        {
          self->p += 3;
          return;
        }
      g_string_append_c (self->out, (char) c);
    }
  self->p++;
}

static void
skip_past (Mender     *self,
           const char *what)
{
  const char *found = g_strstr_len (self->p, self->end - self->p, what);

  self->p = found != NULL ? found + strlen (what) : self->end;
}

/* At "<![CDATA[". What has no end is read as if it were none. */
static void
mend_cdata (Mender *self)
{
  const char *start = self->p + strlen ("<![CDATA[");
  const char *close = NULL;

  if (!self->no_cdata_end)
    close = g_strstr_len (start, self->end - start, "]]>");
  self->p = start;
  if (close == NULL)
    {
      self->no_cdata_end = TRUE;
      return;
    }
  while (self->p < close)
    {
      guchar c = (guchar) *self->p;

      if (c == '&')
        {
          g_string_append (self->out, "&#38;");
          self->p++;
        }
      else
        mend_character (self);
    }
  self->p = close + 3;
}

/* At "<!": a comment, CDATA, or a declaration with all that it declares. */
static void
mend_declaration (Mender *self)
{
  int brackets = 0;

  if (self->end - self->p >= 9 && memcmp (self->p, "<![CDATA[", 9) == 0)
    {
      mend_cdata (self);
      return;
    }
  if (self->end - self->p >= 4 && memcmp (self->p, "<!--", 4) == 0)
    {
      skip_past (self, "-->");
      return;
    }
  for (; self->p < self->end; self->p++)
    {
      if (*self->p == '[')
        brackets++;
      else if (*self->p == ']')
        brackets--;
      else if (*self->p == '>' && brackets <= 0)
        {
          self->p++;
          return;
        }
    }
}

static char *
read_name (Mender *self)
{
  const char *start = self->p;

  while (self->p < self->end && is_name (*self->p))
    self->p++;

  return g_strndup (start, self->p - start);
}

static void
close_to (Mender *self,
          guint   depth)
{
  while (self->open->len > depth)
    {
      g_string_append_printf (self->out, "</%s>", (char *) self->open->pdata[self->open->len - 1]);
      g_ptr_array_set_size (self->open, self->open->len - 1);
    }
}

static int
find_open (Mender     *self,
           const char *name)
{
  for (guint i = self->open->len; i > 0; i--)
    if (g_ascii_strcasecmp (self->open->pdata[i - 1], name) == 0)
      return (int) i - 1;

  return -1;
}

/* At a name. */
static void
mend_attribute (Mender *self)
{
  g_autofree char *name = read_name (self);

  while (self->p < self->end && is_space (*self->p))
    self->p++;
  g_string_append_printf (self->out, " %s=\"", name);
  if (self->p < self->end && *self->p == '=')
    {
      char quote;

      self->p++;
      while (self->p < self->end && is_space (*self->p))
        self->p++;
      quote = self->p < self->end ? *self->p : '\0';
      if (quote == '"' || quote == '\'')
        {
          self->p++;
          while (self->p < self->end && *self->p != quote)
            mend_character (self);
          self->p += self->p < self->end;
        }
      else
        while (self->p < self->end && !is_space (*self->p) && *self->p != '>'
               && !(*self->p == '/' && self->p + 1 < self->end && self->p[1] == '>'))
          mend_character (self);
    }
  else
    g_string_append (self->out, name);
  g_string_append_c (self->out, '"');
}

/* Elements of HTML that have no end tag, where a feed has HTML in it unescaped. */
static gboolean
is_void (const char *name)
{
  static const char *const names[] = { "br", "hr", "img", "wbr", "input", "embed", NULL };
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_strv_contains (names, folded);
}

static void
drop_tag (Mender *self)
{
  const char *close = memchr (self->p, '>', self->end - self->p);

  self->p = close != NULL ? close + 1 : self->end;
}

/* At "<" and a name. */
static void
mend_start (Mender *self)
{
  g_autofree char *name = NULL;
  gboolean empty = FALSE;

  self->p++;
  name = read_name (self);
  if (strlen (name) > MAX_NAME || self->open->len == MAX_DEPTH || g_str_has_suffix (name, ":"))
    {
      drop_tag (self);
      return;
    }
  /* Items do not hold items: the last has lost its end. */
  if (strcmp (name, "item") == 0 || strcmp (name, "entry") == 0)
    {
      int item = find_open (self, name);

      if (item >= 0)
        close_to (self, (guint) item);
    }

  g_string_append_printf (self->out, "<%s", name);
  while (self->p < self->end && *self->p != '>' && *self->p != '<')
    {
      if (*self->p == '/')
        {
          empty = TRUE;
          self->p++;
        }
      else if (is_name_start (*self->p))
        {
          empty = FALSE;
          mend_attribute (self);
        }
      else
        self->p++;
    }
  if (self->p < self->end && *self->p == '>')
    self->p++;
  if (empty || is_void (name))
    g_string_append (self->out, "/>");
  else
    {
      g_string_append_c (self->out, '>');
      g_ptr_array_add (self->open, g_steal_pointer (&name));
    }
}

/* At "</" and a name. */
static void
mend_end (Mender *self)
{
  g_autofree char *name = NULL;
  int depth;

  self->p += 2;
  name = read_name (self);
  depth = find_open (self, name);
  drop_tag (self);
  if (depth >= 0 && self->p[-1] == '>')
    close_to (self, (guint) depth);
}

GString *
sheaf_xml_mend (const char *text,
                gsize       length)
{
  Mender self = { .p = text, .end = text + length };

  self.out = g_string_sized_new (length + length / 8 + 16);
  self.open = g_ptr_array_new_with_free_func (g_free);
  self.entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  /* What is still open at the end stays so: it was cut, and so was what it says. */
  while (self.p < self.end)
    {
      gsize left = self.end - self.p;

      if (*self.p != '<' || left < 2)
        mend_character (&self);
      else if (is_name_start (self.p[1]))
        mend_start (&self);
      else if (self.p[1] == '/' && left > 2 && is_name_start (self.p[2]))
        mend_end (&self);
      else if (self.p[1] == '!')
        mend_declaration (&self);
      else if (self.p[1] == '?')
        skip_past (&self, "?>");
      else if (self.p[1] == '/')
        drop_tag (&self);
      else
        mend_character (&self);
    }
  g_hash_table_unref (self.entities);
  g_ptr_array_unref (self.open);

  return self.out;
}
