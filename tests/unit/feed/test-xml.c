/* test-xml.c: what is not well-formed made so
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "feed/sheaf-xml.h"

#include <string.h>

static const struct
{
  const char *broken;
  const char *mended;
} cases[] = {
  { "<a>x</a>", "<a>x</a>" },
  { "<a>R & D</a>", "<a>R &#38; D</a>" },
  { "<a>x &amp; y &lt;</a>", "<a>x &#38; y &#60;</a>" },
  { "<a>&eacute;&nbsp;&rsquo;</a>", "<a>é\xc2\xa0’</a>" },
  { "<a>&unknown; &;</a>", "<a>&#38;unknown; &#38;;</a>" },
  { "<a>&#233;&#xE9;&#0;&#x1;&#99999999;</a>", "<a>&#233;&#233;</a>" },
  { "<a>1 < 2 <= 3</a>", "<a>1 &#60; 2 &#60;= 3</a>" },
  { "<a><b>x</a>", "<a><b>x</b></a>" },
  { "<a>x</b></a>", "<a>x</a>" },
  { "<a>x<br>y<img src=z>w</a>", "<a>x<br/>y<img src=\"z\"/>w</a>" },
  { "<a b=c d='e\"f' g>x</a>", "<a b=\"c\" d=\"e&#34;f\" g=\"g\">x</a>" },
  { "<a b=\"x&y<z\"/>", "<a b=\"x&#38;y&#60;z\"/>" },
  { "<a><![CDATA[<b>&x;]]></a>", "<a>&#60;b&#62;&#38;x;</a>" },
  { "<a><![CDATA[x</a>", "<a>x</a>" },
  { "<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "<a>&#38;x;</a>" },
  { "<!-- x --><?pi y?><a>z</a>", "<a>z</a>" },
  { "<a>x\x01\x0b y</a>", "<a>x y</a>" },
  { "<a><item>1<item>2</a>", "<a><item>1</item><item>2</item></a>" },
  { "<a><B>x</b></a>", "<a><B>x</B></a>" },
  { "<a>x", "<a>x" },
  { "<a b=\"c", "<a b=\"c\">" },
  { "", "" },
};

static void
test_mend (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) mended = sheaf_xml_mend (cases[i].broken, strlen (cases[i].broken));

      g_assert_cmpstr (mended->str, ==, cases[i].mended);
    }
}

/* What a reading calls, written out. */
typedef struct
{
  GString *log;
  guint resets;
} Log;

static void
on_start (gpointer                  data,
          const char               *name,
          const char               *prefix,
          const char               *uri,
          const SheafXmlAttributes *attributes)
{
  Log *log = data;

  g_string_append_printf (log->log, "<%s", name);
  for (guint i = 0; i < sheaf_xml_count (attributes); i++)
    {
      g_autofree char *attribute = NULL;
      g_autofree char *value = NULL;

      sheaf_xml_get_nth (attributes, i, &attribute, &value);
      g_string_append_printf (log->log, " %s=%s", attribute, value);
    }
  g_string_append_c (log->log, '>');
}

static void
on_end (gpointer data)
{
  Log *log = data;

  g_string_append (log->log, "</>");
}

static void
on_text (gpointer    data,
         const char *text,
         gsize       length)
{
  Log *log = data;

  g_string_append_len (log->log, text, (gssize) length);
}

static void
on_reset (gpointer data)
{
  Log *log = data;

  g_string_truncate (log->log, 0);
  log->resets++;
}

static gboolean
is_done (gpointer data)
{
  return FALSE;
}

static const SheafXmlHandler handler = { on_start, on_end, on_text, on_reset, is_done };

static gboolean
reads (const char *text,
       const char *expected)
{
  Log log = { .log = g_string_new (NULL) };
  gboolean whole = sheaf_xml_read (text, strlen (text), &handler, &log);

  g_assert_cmpstr (log.log->str, ==, expected);
  g_string_free (log.log, TRUE);

  return whole;
}

static void
test_read (void)
{
  g_assert_true (reads ("<a b=\"c&amp;d\" xml:lang=\"de\">x &amp; &#233;<c/><![CDATA[<]]></a>",
                        "<a b=c&d xml:lang=de>x & é<c></><</>"));
  g_assert_true (reads ("\n <?xml version=\"1.0\" encoding=\"utf-16\"?><a>é</a>", "<a>é</>"));
  g_assert_false (reads ("<a>R & D &copy; <b>x</a>", "<a>R & D © <b>x</></>"));
  g_assert_false (reads ("<a><b>x</b><c>y<d>", "<a><b>x</><c>y<d>"));
  g_assert_false (reads ("", ""));
}

/* Every bomb is a document type, and none is read. */
static void
test_bombs (void)
{
  static const char *const bombs[] = {
    "<!DOCTYPE a [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
    "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>"
    "<a>&d;</a>",
    "<!DOCTYPE a [<!ENTITY % p \"<!ENTITY &#37; q '%p;%p;%p;%p;'>\">%p;%q;]><a>x</a>",
    "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a>x</a>",
    "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
    "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\">%x;]><a>x</a>",
    "<!-- c --><?p?><!DOCTYPE a [<!ATTLIST a b CDATA \"injected\">]><a>x</a>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bombs); i++)
    {
      Log log = { .log = g_string_new (NULL) };

      sheaf_xml_read (bombs[i], strlen (bombs[i]), &handler, &log);
      g_assert_cmpuint (log.log->len, <, 100);
      g_assert_null (strstr (log.log->str, "lol"));
      g_assert_null (strstr (log.log->str, "root:"));
      g_assert_null (strstr (log.log->str, "injected"));
      g_string_free (log.log, TRUE);
    }
}

/* Many of everything that has no end must not take the square of its length: minutes, which the
 * suite does not wait for. */
static void
test_repeated (void)
{
  static const char *const parts[] = { "<a>", "</a>", "<![CDATA[", "<!--", "&", "&x;", "<?", "<!",
                                       "<a b=\"", "<", "&#", "<item>", "<a ", "]]>" };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GString) text = g_string_new ("<r>");
      Log log = { .log = g_string_new (NULL) };

      while (text->len < 1000000)
        g_string_append (text, parts[i]);
      sheaf_xml_read (text->str, text->len, &handler, &log);
      g_string_free (log.log, TRUE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/feed/xml/mend", test_mend);
  g_test_add_func ("/feed/xml/read", test_read);
  g_test_add_func ("/feed/xml/bombs", test_bombs);
  g_test_add_func ("/feed/xml/repeated", test_repeated);

  return g_test_run ();
}
