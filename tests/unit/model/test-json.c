/* test-json.c: JSON read strictly and written canonically
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-json.h"

#include <string.h>

static void
check (const char *text,
       const char *plain,
       const char *canonical)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = sheaf_json_parse (text, -1, &error);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;

  g_assert_no_error (error);
  one = sheaf_json_to_text (node);
  other = sheaf_json_to_canonical (node);
  g_assert_cmpstr (one, ==, plain);
  g_assert_cmpstr (other, ==, canonical);
}

static void
test_read (void)
{
  check (" { \"b\" : [ 1 , -0.5e1, true ] , \"a\" : null }\n", "{\"a\":null,\"b\":[1,-5,true]}",
         "{\"b\":[1,-5,true]}");
  check ("\"\\u0041\\u00e9\\ud83d\\ude42\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
         "\"Aé🙂\\\"\\\\/\\u0008\\u000c\\n\\u000d\\t\"",
         "\"Aé🙂\\\"\\\\/\\u0008\\u000c\\n\\u000d\\t\"");
  check ("[9223372036854775807,-9223372036854775808]", "[9223372036854775807,-9223372036854775808]",
         "[9223372036854775807,-9223372036854775808]");
  check ("[0.1,1e300,2.0,-0,1E+2]", "[0.1,1e+300,2,0,100]", "[0.1,1e+300,2,0,100]");
  check ("{\"a\":1,\"a\":2}", "{\"a\":2}", "{\"a\":2}");
  check ("{\"a\":{\"b\":\"\",\"c\":[],\"d\":{\"e\":false}},\"f\":[\"\",null,{\"g\":null}],\"h\":0}",
         "{\"a\":{\"b\":\"\",\"c\":[],\"d\":{\"e\":false}},\"f\":[\"\",null,{\"g\":null}],\"h\":0}",
         "{\"f\":[\"\",null,{}],\"h\":0}");
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "", " ", "nul", "nulll", "True", "'a'", "{a:1}", "{'a':1}", "[1,]", "[,1]", "{\"a\":1,}",
    "{\"a\"}", "{\"a\":}", "{\"a\" 1}", "{1:2}", "[1 2]", "[1}", "{\"a\":1]", "[", "{", "\"",
    "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\u0000\"", "\"\\ud800\"",
    "\"\\ud800x\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\n\"", "\"\t\"", "01", "-", "+1", ".5",
    "1.", "1e", "1e+", "0x1", "NaN", "Infinity", "-Infinity", "1e999", "9223372036854775808",
    "-9223372036854775809", "1 2", "{} x", "/* a */ 1", "// a\n1", "var a = 1", "[1]]",
    "\xef\xbb\xbf{}", "\"\xff\"", "\"\xed\xa0\x80\"", "\"\xc0\xaf\"", "\\u0041",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (sheaf_json_parse (texts[i], -1, &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == JSON_PARSER_ERROR);
    }

  g_assert_null (sheaf_json_parse ("[\0]", 3, NULL));
  g_assert_null (sheaf_json_parse ("{}\0", 3, NULL));
}

/* Text that is cut off anywhere is refused, and nothing beyond its end is read. */
static void
test_cut_off (void)
{
  const char *text = "{\"a\":[1.5e3,\"x\\u00e9\\ud83d\\ude42\",true,false,null,{\"b\":-7}]}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *exact = g_memdup2 (text, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (sheaf_json_parse (exact, (gssize) length, &error));
      g_assert_nonnull (error);
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SHEAF_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, '[');
  for (guint i = 0; i < SHEAF_JSON_MAX_DEPTH; i++)
    g_string_append_c (deep, ']');
  node = sheaf_json_parse (deep->str, -1, &error);
  g_assert_no_error (error);

  g_string_prepend_c (deep, '[');
  g_string_append_c (deep, ']');
  g_assert_null (sheaf_json_parse (deep->str, -1, &error));
  g_assert_error (error, JSON_PARSER_ERROR, JSON_PARSER_ERROR_PARSE);

  g_string_truncate (deep, 0);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (deep, "{\"a\":[");
  g_assert_null (sheaf_json_parse (deep->str, -1, NULL));
}

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = sheaf_json_parse (text, -1, &error);

  g_assert_no_error (error);
  return node;
}

static void
test_equal (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean equal;
  } cases[] = {
    { "null", "\"\"", TRUE },
    { "[]", "{\"a\":{\"b\":null}}", TRUE },
    { "false", "null", TRUE },
    { "0", "null", FALSE },
    { "1", "1.0", TRUE },
    { "1", "true", FALSE },
    { "1", "\"1\"", FALSE },
    { "[1,2]", "[2,1]", FALSE },
    { "[1,2]", "[1,2,3]", FALSE },
    { "{\"a\":1,\"b\":\"\"}", "{\"a\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":1,\"b\":2}", FALSE },
    { "{\"a\":[{\"b\":null}]}", "{\"a\":[{}]}", TRUE },
    { "\"a\"", "\"A\"", FALSE },
    { "[\"a\"]", "\"a\"", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) a = parse (cases[i].a);
      g_autoptr (JsonNode) b = parse (cases[i].b);

      g_test_message ("%s %s", cases[i].a, cases[i].b);
      g_assert_cmpint (sheaf_json_equal (a, b), ==, cases[i].equal);
      g_assert_cmpint (sheaf_json_equal (b, a), ==, cases[i].equal);
      g_assert_cmpint (sheaf_json_equal (a, NULL), ==, sheaf_json_is_empty (a));
    }
}

static void
test_with (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":{\"b\":1},\"c\":[2]}");
  JsonObject *object = json_node_get_object (node);
  g_autoptr (JsonNode) seven = parse ("7");
  g_autoptr (JsonNode) added = sheaf_json_take_object (sheaf_json_with (object, "a/d/e", seven));
  g_autoptr (JsonNode) removed = sheaf_json_take_object (sheaf_json_with (object, "a/b", NULL));
  g_autofree char *before = sheaf_json_to_text (node);
  g_autofree char *one = sheaf_json_to_text (added);
  g_autofree char *other = sheaf_json_to_text (removed);

  g_assert_cmpstr (one, ==, "{\"a\":{\"b\":1,\"d\":{\"e\":7}},\"c\":[2]}");
  g_assert_cmpstr (other, ==, "{\"c\":[2]}");
  g_assert_cmpstr (before, ==, "{\"a\":{\"b\":1},\"c\":[2]}");
  g_assert_true (sheaf_json_lookup (json_node_get_object (added), "a/d/e") == seven);
  g_assert_null (sheaf_json_lookup (object, "a/x/e"));
  g_assert_null (sheaf_json_lookup (object, "c/0"));
}

/* A copy's arrays and objects are its own. */
static void
test_copy (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":{\"b\":[1,\"x\"]}}");
  g_autoptr (JsonNode) copy = sheaf_json_copy (node);
  g_autofree char *text = NULL;

  json_array_add_int_element (
      sheaf_json_get_array (sheaf_json_lookup (json_node_get_object (copy), "a/b")), 9);
  json_object_set_int_member (json_node_get_object (copy), "c", 8);
  text = sheaf_json_to_text (node);
  g_assert_cmpstr (text, ==, "{\"a\":{\"b\":[1,\"x\"]}}");
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/json/read", test_read);
  g_test_add_func ("/model/json/refused", test_refused);
  g_test_add_func ("/model/json/cut-off", test_cut_off);
  g_test_add_func ("/model/json/deep", test_deep);
  g_test_add_func ("/model/json/equal", test_equal);
  g_test_add_func ("/model/json/with", test_with);
  g_test_add_func ("/model/json/copy", test_copy);

  return g_test_run ();
}
