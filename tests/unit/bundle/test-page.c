/* test-page.c: a release as a page of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <gumbo.h>
#include <string.h>

#include "bundle/sheaf-forms.h"
#include "desk.h"

typedef struct
{
  char *html;
  GumboOutput *output;
} Page;

static Page *
page_new (JsonNode      *release,
          SheafPageKind  kind)
{
  Page *page = g_new0 (Page, 1);

  page->html = sheaf_release_to_html (release, kind);
  page->output = gumbo_parse (page->html);

  return page;
}

static Page *
page_load (const char    *name,
           SheafPageKind  kind)
{
  g_autoptr (JsonNode) release = desk_read_json (name);

  return page_new (release, kind);
}

static void
page_free (Page *page)
{
  gumbo_destroy_output (&kGumboDefaultOptions, page->output);
  g_free (page->html);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, page_free)

static const char *
attribute (const GumboNode *node,
           const char      *name)
{
  GumboAttribute *found = gumbo_get_attribute (&node->v.element.attributes, name);

  return found != NULL ? found->value : NULL;
}

static gboolean
has_class (const GumboNode *node,
           const char      *name)
{
  const char *value = attribute (node, "class");
  g_auto (GStrv) names = value != NULL ? g_strsplit (value, " ", -1) : NULL;

  return names != NULL && g_strv_contains ((const char * const *) names, name);
}

/* Every element within @node, itself among them, with the tag and the class; either may be any. */
static void
collect (GumboNode  *node,
         GumboTag    tag,
         const char *class_name,
         GPtrArray  *found)
{
  if (node->type != GUMBO_NODE_ELEMENT)
    return;

  if ((tag == GUMBO_TAG_LAST || node->v.element.tag == tag) &&
      (class_name == NULL || has_class (node, class_name)))
    g_ptr_array_add (found, node);

  for (guint i = 0; i < node->v.element.children.length; i++)
    collect (node->v.element.children.data[i], tag, class_name, found);
}

static GPtrArray *
find_in (GumboNode  *node,
         GumboTag    tag,
         const char *class_name)
{
  GPtrArray *found = g_ptr_array_new ();

  collect (node, tag, class_name, found);
  return found;
}

static GPtrArray *
find (Page       *page,
      GumboTag    tag,
      const char *class_name)
{
  return find_in (page->output->root, tag, class_name);
}

static GumboNode *
find_one (Page       *page,
          GumboTag    tag,
          const char *class_name)
{
  g_autoptr (GPtrArray) found = find (page, tag, class_name);

  g_assert_cmpuint (found->len, ==, 1);
  return g_ptr_array_index (found, 0);
}

static void
add_text (GumboNode *node,
          GString   *text)
{
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
      node->type == GUMBO_NODE_CDATA)
    g_string_append (text, node->v.text.text);
  else if (node->type == GUMBO_NODE_ELEMENT)
    for (guint i = 0; i < node->v.element.children.length; i++)
      add_text (node->v.element.children.data[i], text);
}

static void
assert_says (GumboNode  *node,
             const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_text (node, text);
  if (strstr (text->str, expected) == NULL)
    g_error ("“%s” is not in “%s”", expected, text->str);
}

static const char *
meta_content (Page       *page,
              const char *kind,
              const char *name)
{
  g_autoptr (GPtrArray) metas = find (page, GUMBO_TAG_META, NULL);

  for (guint i = 0; i < metas->len; i++)
    {
      if (g_strcmp0 (attribute (g_ptr_array_index (metas, i), kind), name) == 0)
        return attribute (g_ptr_array_index (metas, i), "content");
    }

  return NULL;
}

static void
test_parses_without_errors (void)
{
  static const char * const names[] = { "release.json", "hostile.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Page) page = page_load (names[i], SHEAF_PAGE_PUBLIC);

      g_assert_true (g_utf8_validate (page->html, -1, NULL));
      g_assert_cmpuint (page->output->errors.length, ==, 0);
      g_assert_true (page->output->document->v.document.has_doctype);
    }
}

static void
test_opening (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) topics = NULL;
  GumboNode *opening = find_one (page, GUMBO_TAG_HEADER, "opening");

  assert_says (find_one (page, GUMBO_TAG_TITLE, NULL),
               "A ferry, and what it is for – The Alma Review");
  assert_says (find_one (page, GUMBO_TAG_H1, NULL), "A ferry, and what it is for");
  assert_says (opening, "The first boat sails in March.");
  assert_says (opening, "Published 24 November 2026, 09:30 UTC");
  assert_says (opening, "Updated 24 November 2026, 12:00 UTC");
  assert_says (find_one (page, GUMBO_TAG_SECTION, "brief"), "linked all year");
  assert_says (find_one (page, GUMBO_TAG_ASIDE, "corrections"), "The fare is 9 crowns, not 19.");
  assert_says (find_one (page, GUMBO_TAG_HEADER, "masthead"), "The Alma Review");

  /* The set's only tag is the bundle's too and is not said twice. */
  topics = find (page, GUMBO_TAG_UL, "topics");
  g_assert_cmpuint (topics->len, ==, 1);
  assert_says (g_ptr_array_index (topics, 0), "#Ferries");
  assert_says (g_ptr_array_index (topics, 0), "#PortAlma");
}

static void
test_lead (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  GumboNode *lead = find_one (page, GUMBO_TAG_ARTICLE, "lead");
  g_autoptr (GPtrArray) links = find_in (lead, GUMBO_TAG_A, NULL);
  g_autoptr (GPtrArray) times = find_in (lead, GUMBO_TAG_TIME, NULL);
  g_autoptr (GPtrArray) figures = find_in (lead, GUMBO_TAG_FIGURE, NULL);

  assert_says (lead, "Ferry to sail all year");
  assert_says (lead, "Transport");
  assert_says (lead, "Coast Wire");
  assert_says (lead, "By Tomas Reyl, Ada Venn");
  assert_says (lead, "The whole text of");
  assert_says (lead, "Read the full article at Coast Wire");
  g_assert_cmpuint (figures->len, ==, 1);
  assert_says (g_ptr_array_index (figures, 0), "Image: Coast Wire");
  g_assert_cmpstr (attribute (g_ptr_array_index (links, 0), "href"), ==,
                   "https://wire.example/ferry");
  g_assert_cmpstr (attribute (g_ptr_array_index (times, 0), "datetime"), ==,
                   "2026-11-24T07:15:00.000Z");
}

static void
test_role_groups (void)
{
  static const char * const groups[][3] = {
    { "related", "Related", "Islanders wait for the boat" },
    { "update", "Updates", "Council signs the ferry contract" },
    { "opposing", "Opposing views", "العبّارة تكلّف أكثر مما تعيد" },
    { "background", "Background", "島への船、十年の空白" },
  };
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) found = find (page, GUMBO_TAG_SECTION, "group");

  g_assert_cmpuint (found->len, ==, G_N_ELEMENTS (groups));
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_assert_true (has_class (g_ptr_array_index (found, i), groups[i][0]));
      assert_says (g_ptr_array_index (found, i), groups[i][1]);
      assert_says (g_ptr_array_index (found, i), groups[i][2]);
    }
  assert_says (g_ptr_array_index (found, 0), "Island Post");
  assert_says (g_ptr_array_index (found, 0), "23 November 2026, 18:30 UTC");
  assert_says (g_ptr_array_index (found, 0), "In Sorrel Bay they have heard promises before.");
  assert_says (g_ptr_array_index (found, 1), "An excerpt that the editor wrote.");
}

static void
test_editorial (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  GumboNode *editorial = find_one (page, GUMBO_TAG_ARTICLE, "editorial");
  g_autoptr (GPtrArray) strong = find_in (editorial, GUMBO_TAG_STRONG, NULL);
  g_autoptr (GPtrArray) links = find_in (editorial, GUMBO_TAG_A, NULL);

  assert_says (editorial, "Editorial");
  assert_says (editorial, "A boat is a promise");
  assert_says (editorial, "By Ines Koll");
  g_assert_cmpuint (strong->len, ==, 1);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_cmpstr (attribute (g_ptr_array_index (links, 0), "href"), ==,
                   "https://daily.example/contract");
}

static void
test_languages_of_items (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) articles = find (page, GUMBO_TAG_ARTICLE, "item");
  g_autoptr (GPtrArray) roots = find (page, GUMBO_TAG_HTML, NULL);
  guint rtl = 0;
  guint japanese = 0;

  g_assert_cmpstr (attribute (g_ptr_array_index (roots, 0), "lang"), ==, "en");
  g_assert_cmpstr (attribute (g_ptr_array_index (roots, 0), "dir"), ==, "ltr");
  for (guint i = 0; i < articles->len; i++)
    {
      GumboNode *article = g_ptr_array_index (articles, i);

      g_assert_nonnull (attribute (article, "dir"));
      if (g_strcmp0 (attribute (article, "lang"), "ar") == 0)
        rtl += g_str_equal (attribute (article, "dir"), "rtl");
      japanese += g_strcmp0 (attribute (article, "lang"), "ja") == 0;
    }
  g_assert_cmpuint (rtl, ==, 1);
  g_assert_cmpuint (japanese, ==, 1);
}

static void
test_speaks_the_language_of_the_bundle (void)
{
  g_autoptr (JsonNode) release = desk_read_json ("release.json");
  g_autoptr (Page) page = NULL;

  json_object_set_string_member (json_node_get_object (release), "language", "ar");
  json_object_remove_member (json_node_get_object (release), "direction");
  page = page_new (release, SHEAF_PAGE_PUBLIC);

  g_assert_nonnull (strstr (page->html, "<html lang=\"ar\" dir=\"rtl\">"));
  assert_says (find_one (page, GUMBO_TAG_SECTION, "background"), "خلفية");
  assert_says (find_one (page, GUMBO_TAG_HEADER, "opening"), "نوفمبر");
}

/* The policy names the hash of the very style that the page has. */
static void
test_policy (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  const char *policy = meta_content (page, "http-equiv", "Content-Security-Policy");
  GumboNode *style = find_one (page, GUMBO_TAG_STYLE, NULL);
  g_autoptr (GString) css = g_string_new (NULL);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;
  g_autofree char *source = NULL;

  add_text (style, css);
  g_checksum_update (checksum, (const guchar *) css->str, css->len);
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  source = g_strconcat ("style-src 'sha256-", hash, "'", NULL);

  g_assert_nonnull (policy);
  g_assert_nonnull (strstr (policy, "default-src 'none'"));
  g_assert_nonnull (strstr (policy, source));
  g_assert_null (strstr (policy, "unsafe"));
  g_assert_null (strstr (policy, "script-src"));
}

static void
test_loads_nothing_but_images (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) scripts = find (page, GUMBO_TAG_SCRIPT, NULL);
  g_autoptr (GPtrArray) links = find (page, GUMBO_TAG_LINK, NULL);

  g_assert_cmpuint (scripts->len, ==, 1);
  g_assert_cmpstr (attribute (g_ptr_array_index (scripts, 0), "type"), ==,
                   "application/ld+json");
  for (guint i = 0; i < links->len; i++)
    g_assert_cmpstr (attribute (g_ptr_array_index (links, i), "rel"), !=, "stylesheet");
  g_assert_null (strstr (page->html, "@import"));
  g_assert_null (strstr (page->html, "url("));
  g_assert_null (strstr (page->html, "style=\""));
}

static void
test_open_graph (void)
{
  g_autoptr (Page) page = page_load ("release.json", SHEAF_PAGE_PUBLIC);

  g_assert_cmpstr (meta_content (page, "property", "og:type"), ==, "article");
  g_assert_cmpstr (meta_content (page, "property", "og:title"), ==,
                   "A ferry, and what it is for");
  g_assert_cmpstr (meta_content (page, "property", "og:url"), ==,
                   "https://desk.example/b/a-ferry-and-what-it-is-for");
  g_assert_cmpstr (meta_content (page, "property", "og:image"), ==,
                   "https://img.example/harbour.png");
  g_assert_cmpstr (meta_content (page, "property", "article:published_time"), ==,
                   "2026-11-24T09:30:00.000Z");
  g_assert_cmpstr (meta_content (page, "name", "description"), ==,
                   "Port Alma and the three islands will be linked all year for the first time.");
}

static void
test_linked_data_is_read_back (void)
{
  static const char * const names[] = { "release.json", "hostile.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (JsonNode) release = desk_read_json (names[i]);
      g_autoptr (Page) page = page_new (release, SHEAF_PAGE_PUBLIC);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *direct = sheaf_release_to_json_ld (release);
      g_autoptr (JsonNode) expected = desk_parse (direct);
      g_autoptr (JsonNode) found = NULL;

      add_text (find_one (page, GUMBO_TAG_SCRIPT, NULL), text);
      found = desk_parse (text->str);
      g_assert_true (json_node_equal (found, expected));
    }
}

/* Whatever a release says is text: no element comes of it but what the page itself makes, and no
 * address is followed but one of the web. */
static void
test_hostile (void)
{
  static const GumboTag none[] = { GUMBO_TAG_IFRAME, GUMBO_TAG_FORM, GUMBO_TAG_INPUT,
                                   GUMBO_TAG_B, GUMBO_TAG_U, GUMBO_TAG_IMG };
  g_autoptr (Page) page = page_load ("hostile.json", SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) all = find (page, GUMBO_TAG_LAST, NULL);
  g_autoptr (GPtrArray) links = find (page, GUMBO_TAG_A, NULL);
  g_autoptr (GPtrArray) scripts = find (page, GUMBO_TAG_SCRIPT, NULL);
  g_autoptr (GPtrArray) styles = find (page, GUMBO_TAG_STYLE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GPtrArray) found = find (page, none[i], NULL);

      g_assert_cmpuint (found->len, ==, 0);
    }
  g_assert_cmpuint (scripts->len, ==, 1);
  g_assert_cmpuint (styles->len, ==, 1);
  assert_says (find_one (page, GUMBO_TAG_TITLE, NULL), "</title><script>alert('title')");
  assert_says (find_one (page, GUMBO_TAG_H1, NULL), "& \"quotes\"");

  for (guint i = 0; i < all->len; i++)
    {
      GumboVector *attributes = &((GumboNode *) g_ptr_array_index (all, i))->v.element.attributes;

      for (guint j = 0; j < attributes->length; j++)
        g_assert_false (
          g_str_has_prefix (((GumboAttribute *) attributes->data[j])->name, "on"));
    }

  for (guint i = 0; i < links->len; i++)
    {
      const char *href = attribute (g_ptr_array_index (links, i), "href");

      g_assert_true (href == NULL || g_str_has_prefix (href, "https://example.org/") ||
                     g_str_equal (href, "#story"));
    }
}

static void
test_preview (void)
{
  g_autoptr (JsonNode) release = desk_read_json ("release.json");
  JsonArray *sections = json_object_get_array_member (json_node_get_object (release), "sections");
  JsonObject *editorial = json_array_get_object_element (sections, 1);
  g_autoptr (Page) page = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GPtrArray) images = NULL;
  const char *policy;

  json_object_set_string_member (
    editorial, "body",
    "<p><a href=\"https://example.org/?a=1&amp;b=2\">out</a> "
    "<img src=\"https://example.org/i.png?a=1&amp;b=2\" alt=\"a &gt; b\"></p>");
  page = page_new (release, SHEAF_PAGE_PREVIEW);
  policy = meta_content (page, "http-equiv", "Content-Security-Policy");
  links = find (page, GUMBO_TAG_A, NULL);
  images = find (page, GUMBO_TAG_IMG, NULL);

  g_assert_nonnull (strstr (policy, "img-src sheaf-image:;"));
  for (guint i = 0; i < links->len; i++)
    {
      const char *href = attribute (g_ptr_array_index (links, i), "href");

      g_assert_true (href == NULL || g_str_equal (href, "#story"));
    }
  g_assert_cmpuint (images->len, ==, 3);
  for (guint i = 0; i < images->len; i++)
    g_assert_true (g_str_has_prefix (attribute (g_ptr_array_index (images, i), "src"),
                                     "sheaf-image:https%3A%2F%2F"));
  g_assert_cmpstr (attribute (g_ptr_array_index (images, 2), "src"), ==,
                   "sheaf-image:https%3A%2F%2Fexample.org%2Fi.png%3Fa%3D1%26b%3D2");
}

static void
test_least (void)
{
  g_autoptr (JsonNode) release = desk_parse (
    "{\"version\": 1, \"id\": \"a\", \"title\": \"Only this\", \"sections\": []}");
  g_autoptr (Page) page = page_new (release, SHEAF_PAGE_PUBLIC);
  g_autoptr (GPtrArray) headers = find (page, GUMBO_TAG_HEADER, NULL);
  g_autoptr (GPtrArray) times = find (page, GUMBO_TAG_TIME, NULL);

  assert_says (find_one (page, GUMBO_TAG_H1, NULL), "Only this");
  g_assert_cmpuint (headers->len, ==, 1);
  g_assert_cmpuint (times->len, ==, 0);
  g_assert_cmpuint (page->output->errors.length, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bundle/page/parses", test_parses_without_errors);
  g_test_add_func ("/bundle/page/opening", test_opening);
  g_test_add_func ("/bundle/page/lead", test_lead);
  g_test_add_func ("/bundle/page/role-groups", test_role_groups);
  g_test_add_func ("/bundle/page/editorial", test_editorial);
  g_test_add_func ("/bundle/page/languages-of-items", test_languages_of_items);
  g_test_add_func ("/bundle/page/language-of-the-bundle", test_speaks_the_language_of_the_bundle);
  g_test_add_func ("/bundle/page/policy", test_policy);
  g_test_add_func ("/bundle/page/loads-nothing", test_loads_nothing_but_images);
  g_test_add_func ("/bundle/page/open-graph", test_open_graph);
  g_test_add_func ("/bundle/page/linked-data", test_linked_data_is_read_back);
  g_test_add_func ("/bundle/page/hostile", test_hostile);
  g_test_add_func ("/bundle/page/preview", test_preview);
  g_test_add_func ("/bundle/page/least", test_least);

  return g_test_run ();
}
