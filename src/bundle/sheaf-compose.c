/* sheaf-compose.c: a release made from a bundle and what it names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-release.h"

#include "bundle/sheaf-members.h"
#include "bundle/sheaf-page-words.h"
#include "bundle/sheaf-parts.h"
#include "markup/sheaf-plain-text.h"
#include "model/sheaf-fold.h"
#include "model/sheaf-time.h"

/* About three sentences: enough to know what an article says without having read it. */
#define EXCERPT_LENGTH 320

static void
set_language (JsonObject *object,
              const char *language,
              const char *text)
{
  sheaf_members_set_string (object, "language", language);
  json_object_set_string_member (object, "direction", sheaf_page_direction (language, text));
}

/* An image as a release has it: what says how it is cropped for a list stays behind. */
static JsonObject *
compose_image (JsonObject *image)
{
  JsonObject *composed;

  if (sheaf_members_get_string (image, "url") == NULL)
    return NULL;

  composed = json_object_new ();
  sheaf_members_copy (composed, image, "url");
  sheaf_members_copy (composed, image, "alt");
  sheaf_members_copy (composed, image, "credit");

  return composed;
}

static JsonArray *
compose_tags (SheafEntity        *entity,
              const SheafCompose *compose)
{
  g_autoptr (GPtrArray) tags = sheaf_parts_tags (entity, compose);
  JsonArray *composed = json_array_new ();

  for (guint i = 0; i < tags->len; i++)
    {
      SheafEntity *tag = g_ptr_array_index (tags, i);
      const char *name = sheaf_entity_get_title (tag);
      g_autofree char *camel = sheaf_hashtag (name);
      g_autofree char *hashtag = g_strconcat ("#", camel, NULL);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", sheaf_entity_get_id (tag));
      json_object_set_string_member (object, "name", name);
      json_object_set_string_member (object, "hashtag", hashtag);
      json_array_add_object_element (composed, object);
    }

  return composed;
}

/* What the member says instead of the article, or what the article says. */
static const char *
overridden (JsonObject *override,
            const char *name,
            const char *original)
{
  const char *value = sheaf_members_get_string (override, name);

  return value != NULL ? value : original;
}

static void
compose_excerpt (JsonObject  *object,
                 SheafEntity *article,
                 JsonObject  *override)
{
  JsonObject *usage = sheaf_entity_get_object (article, "usage");
  const char *own = sheaf_members_get_string (override, "excerpt");
  const char *summary = sheaf_entity_get_string (article, "summary");

  if (own != NULL)
    {
      json_object_set_string_member (object, "excerpt", own);
    }
  else if (summary != NULL && !sheaf_members_get_boolean (usage, "no_excerpt"))
    {
      g_autofree char *excerpt = sheaf_plain_text_excerpt (summary, EXCERPT_LENGTH);

      sheaf_members_set_string (object, "excerpt", excerpt);
    }
}

static void
compose_article_image (JsonObject  *object,
                       SheafEntity *article,
                       JsonObject  *override)
{
  JsonObject *usage = sheaf_entity_get_object (article, "usage");
  JsonObject *image = sheaf_members_get_object (override, "image");

  if (image == NULL && !sheaf_members_get_boolean (usage, "no_image"))
    image = sheaf_entity_get_object (article, "image");

  sheaf_members_take_object (object, "image", compose_image (image));
}

static JsonObject *
compose_article (SheafEntity        *article,
                 const SheafMember  *member,
                 const SheafCompose *compose)
{
  JsonObject *usage = sheaf_entity_get_object (article, "usage");
  JsonObject *override = sheaf_members_get_object (member->item, "override");
  const char *original = sheaf_entity_get_title (article);
  const char *headline = overridden (override, "headline", original);
  const char *role = sheaf_members_get_string (member->item, "role");
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", sheaf_entity_get_id (article));
  json_object_set_string_member (object, "role", role != NULL ? role : "related");
  if (member->leads)
    json_object_set_boolean_member (object, "lead", TRUE);
  sheaf_members_set_string (object, "url", sheaf_parts_article_address (article));
  json_object_set_string_member (object, "headline", headline);
  if (g_strcmp0 (headline, original) != 0)
    sheaf_members_set_string (object, "original_headline", original);
  sheaf_members_set_string (object, "kicker", sheaf_members_get_string (override, "kicker"));
  sheaf_members_set_string (object, "publisher", sheaf_entity_get_string (article, "publisher"));
  sheaf_members_set_string (object, "credit", sheaf_members_get_string (usage, "credit"));
  sheaf_members_copy (object, sheaf_entity_get_value (article), "authors");
  sheaf_members_set_time (object, "published", sheaf_entity_get_time (article, "published"));
  set_language (object, sheaf_entity_get_string (article, "language"), headline);
  compose_excerpt (object, article, override);
  compose_article_image (object, article, override);

  /* The whole text is shown only where the source's terms say so: nothing said is a no. */
  if (member->leads && compose->body != NULL && sheaf_members_get_boolean (usage, "body"))
    {
      g_autofree char *body = compose->body (sheaf_entity_get_id (article), compose->data);

      sheaf_members_set_string (object, "body", body);
    }

  return object;
}

static JsonObject *
compose_set (SheafEntity        *set,
             const SheafCompose *compose)
{
  g_autoptr (GPtrArray) members = sheaf_parts_members (set, compose, NULL);
  JsonObject *object = json_object_new ();
  JsonArray *articles = json_array_new ();

  json_object_set_string_member (object, "type", "set");
  json_object_set_string_member (object, "id", sheaf_entity_get_id (set));
  json_object_set_string_member (object, "title", sheaf_entity_get_title (set));
  sheaf_members_take_array (object, "tags", compose_tags (set, compose));

  for (guint i = 0; i < members->len; i++)
    {
      const SheafMember *member = g_ptr_array_index (members, i);

      json_array_add_object_element (articles, compose_article (member->article, member, compose));
    }
  json_object_set_array_member (object, "articles", articles);

  return object;
}

static JsonObject *
compose_editorial (SheafEntity        *editorial,
                   const SheafCompose *compose)
{
  const char *text = sheaf_entity_get_string (editorial, "body");
  const char *headline = sheaf_entity_get_title (editorial);
  g_autoptr (GPtrArray) cited = sheaf_parts_cited (editorial, compose);
  g_autofree char *body = sheaf_parts_editorial_body (editorial, compose);
  JsonObject *object = json_object_new ();
  JsonArray *cites = json_array_new ();

  json_object_set_string_member (object, "type", "editorial");
  json_object_set_string_member (object, "id", sheaf_entity_get_id (editorial));
  json_object_set_string_member (object, "headline", headline);
  sheaf_members_set_string (object, "standfirst",
                            sheaf_entity_get_string (editorial, "standfirst"));
  sheaf_members_copy (object, sheaf_entity_get_value (editorial), "authors");
  set_language (object, sheaf_entity_get_string (editorial, "language"),
                headline != NULL && *headline != '\0' ? headline : text);
  sheaf_members_set_string (object, "body", body);
  json_object_set_int_member (object, "word_count", sheaf_parts_count_words (body));

  for (guint i = 0; i < cited->len; i++)
    json_array_add_string_element (cites,
                                   sheaf_entity_get_id (g_ptr_array_index (cited, i)));
  sheaf_members_take_array (object, "cites", cites);
  sheaf_members_take_object (object, "image",
                             compose_image (sheaf_entity_get_object (editorial, "image")));

  return object;
}

static JsonArray *
compose_sections (SheafEntity        *bundle,
                  const SheafCompose *compose)
{
  g_autoptr (GPtrArray) sections = sheaf_parts_sections (bundle, compose, NULL);
  JsonArray *composed = json_array_new ();

  for (guint i = 0; i < sections->len; i++)
    {
      SheafEntity *section = g_ptr_array_index (sections, i);

      json_array_add_object_element (composed,
                                     sheaf_entity_get_kind (section) == SHEAF_KIND_SET
                                       ? compose_set (section, compose)
                                       : compose_editorial (section, compose));
    }

  return composed;
}

static void
compose_publisher (JsonObject         *release,
                   const SheafCompose *compose)
{
  JsonObject *publisher;

  if (compose->publisher == NULL || *compose->publisher == '\0')
    return;

  publisher = json_object_new ();
  json_object_set_string_member (publisher, "name", compose->publisher);
  json_object_set_object_member (release, "publisher", publisher);
}

static void
compose_url (JsonObject         *release,
             const char         *slug,
             const SheafCompose *compose)
{
  g_autofree char *escaped = NULL;
  g_autofree char *url = NULL;

  if (compose->base_url == NULL || slug == NULL)
    return;

  escaped = g_uri_escape_string (slug, NULL, FALSE);
  url = g_strconcat (compose->base_url, escaped, NULL);
  json_object_set_string_member (release, "url", url);
}

JsonNode *
sheaf_release_compose (SheafEntity         *bundle,
                       const SheafCompose  *compose,
                       GError             **error)
{
  g_autoptr (JsonObject) release = NULL;
  const char *title;
  gint64 published;

  g_return_val_if_fail (bundle != NULL, NULL);
  g_return_val_if_fail (compose != NULL && compose->lookup != NULL, NULL);

  if (sheaf_entity_get_kind (bundle) != SHEAF_KIND_BUNDLE || sheaf_entity_is_deleted (bundle))
    {
      g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MISSING,
                   "%s is not a bundle, or is deleted", sheaf_entity_get_id (bundle));
      return NULL;
    }

  release = json_object_new ();
  title = sheaf_entity_get_title (bundle);
  published = compose->first != SHEAF_TIME_NONE ? compose->first : compose->now;

  json_object_set_int_member (release, "version", 1);
  json_object_set_string_member (release, "id", sheaf_entity_get_id (bundle));
  json_object_set_int_member (release, "number", compose->number);
  sheaf_members_set_string (release, "slug", sheaf_entity_get_string (bundle, "slug"));
  compose_url (release, sheaf_entity_get_string (bundle, "slug"), compose);
  sheaf_members_set_time (release, "published", published);
  sheaf_members_set_time (release, "updated", compose->now);
  json_object_set_string_member (release, "title", title);
  sheaf_members_set_string (release, "standfirst", sheaf_entity_get_string (bundle, "standfirst"));
  sheaf_members_set_string (release, "summary", sheaf_entity_get_string (bundle, "summary"));
  set_language (release, sheaf_entity_get_string (bundle, "language"), title);
  sheaf_members_take_object (release, "image",
                             compose_image (sheaf_entity_get_object (bundle, "image")));
  sheaf_members_take_array (release, "tags", compose_tags (bundle, compose));
  if (sheaf_array_get_length (sheaf_entity_get_array (bundle, "corrections")) > 0)
    sheaf_members_copy (release, sheaf_entity_get_value (bundle), "corrections");
  compose_publisher (release, compose);
  json_object_set_array_member (release, "sections", compose_sections (bundle, compose));

  return json_node_init_object (json_node_alloc (), release);
}
