/* sheaf-parts.c: what a bundle names, found and followed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-parts.h"

#include "bundle/sheaf-members.h"
#include "markup/sheaf-markdown.h"
#include "markup/sheaf-plain-text.h"
#include "text/sheaf-words.h"

/* How long a chain of `same_as` or `merged_into` may be: two that name each other end there. */
#define MAX_HOPS 16

static void
member_free (SheafMember *member)
{
  g_clear_pointer (&member->article, sheaf_entity_unref);
  g_free (member);
}

/* The entity @id, or the one that stands for it by @follow. Returns: (transfer full) (nullable) */
static SheafEntity *
find (const SheafCompose *compose,
      SheafKind           kind,
      const char         *id,
      const char         *follow)
{
  g_autoptr (SheafEntity) entity = id != NULL ? compose->lookup (kind, id, compose->data) : NULL;

  for (guint hops = 0; entity != NULL && follow != NULL; hops++)
    {
      const char *next = sheaf_entity_get_string (entity, follow);
      g_autoptr (SheafEntity) target = NULL;

      if (next == NULL || hops == MAX_HOPS)
        break;

      target = compose->lookup (kind, next, compose->data);
      if (target == NULL || sheaf_entity_is_deleted (target))
        break;

      sheaf_entity_unref (entity);
      entity = g_steal_pointer (&target);
    }

  if (entity != NULL && sheaf_entity_is_deleted (entity))
    return NULL;

  return g_steal_pointer (&entity);
}

SheafEntity *
sheaf_parts_find_article (const SheafCompose *compose,
                          const char         *id)
{
  return find (compose, SHEAF_KIND_ARTICLE, id, "same_as");
}

static gboolean
holds_id (GPtrArray  *entities,
          const char *id)
{
  for (guint i = 0; i < entities->len; i++)
    {
      if (g_strcmp0 (sheaf_entity_get_id (g_ptr_array_index (entities, i)), id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* @entity: (transfer full) (nullable) */
static void
take_once (GPtrArray   *entities,
           SheafEntity *entity)
{
  if (entity == NULL)
    return;

  if (holds_id (entities, sheaf_entity_get_id (entity)))
    sheaf_entity_unref (entity);
  else
    g_ptr_array_add (entities, entity);
}

GPtrArray *
sheaf_parts_sections (SheafEntity        *bundle,
                      const SheafCompose *compose,
                      guint              *n_missing)
{
  JsonArray *items = sheaf_entity_get_array (bundle, "sections");
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  guint missing = 0;

  for (guint i = 0; i < sheaf_array_get_length (items); i++)
    {
      JsonObject *item = sheaf_array_get_object (items, i);
      const char *type = sheaf_members_get_string (item, "type");
      SheafKind kind = g_strcmp0 (type, "editorial") == 0 ? SHEAF_KIND_EDITORIAL : SHEAF_KIND_SET;
      SheafEntity *section = find (compose, kind, sheaf_members_get_string (item, "key"), NULL);

      if (section == NULL)
        missing++;
      take_once (sections, section);
    }

  if (n_missing != NULL)
    *n_missing = missing;

  return sections;
}

static gboolean
holds_member (GPtrArray  *members,
              const char *id)
{
  for (guint i = 0; i < members->len; i++)
    {
      SheafMember *member = g_ptr_array_index (members, i);

      if (g_strcmp0 (sheaf_entity_get_id (member->article), id) == 0)
        return TRUE;
    }

  return FALSE;
}

GPtrArray *
sheaf_parts_members (SheafEntity        *set,
                     const SheafCompose *compose,
                     guint              *n_missing)
{
  JsonArray *items = sheaf_entity_get_array (set, "members");
  const char *lead = sheaf_entity_get_string (set, "lead");
  GPtrArray *members = g_ptr_array_new_with_free_func ((GDestroyNotify) member_free);
  guint missing = 0;

  for (guint i = 0; i < sheaf_array_get_length (items); i++)
    {
      JsonObject *item = sheaf_array_get_object (items, i);
      const char *key = sheaf_members_get_string (item, "key");
      g_autoptr (SheafEntity) article = sheaf_parts_find_article (compose, key);
      gboolean leads = lead != NULL && g_strcmp0 (key, lead) == 0;
      SheafMember *member;

      if (article == NULL)
        {
          missing++;
          continue;
        }

      if (holds_member (members, sheaf_entity_get_id (article)))
        continue;

      member = g_new0 (SheafMember, 1);
      member->article = g_steal_pointer (&article);
      member->item = item;
      member->leads = leads;
      g_ptr_array_insert (members, leads ? 0 : -1, member);
    }

  if (members->len > 0)
    ((SheafMember *) g_ptr_array_index (members, 0))->leads = TRUE;

  if (n_missing != NULL)
    *n_missing = missing;

  return members;
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  const char *left = sheaf_entity_get_title (*(SheafEntity **) a);
  const char *right = sheaf_entity_get_title (*(SheafEntity **) b);

  return g_utf8_collate (left, right);
}

GPtrArray *
sheaf_parts_tags (SheafEntity        *entity,
                  const SheafCompose *compose)
{
  JsonArray *ids = sheaf_entity_get_array (entity, "tags");
  GPtrArray *tags = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);

  for (guint i = 0; i < sheaf_array_get_length (ids); i++)
    take_once (tags,
               find (compose, SHEAF_KIND_TAG, json_array_get_string_element (ids, i),
                     "merged_into"));
  g_ptr_array_sort (tags, compare_titles);

  return tags;
}

guint
sheaf_parts_count_words (const char *html)
{
  g_autofree char *text = sheaf_plain_text_from_html (html, -1);
  g_autoptr (SheafWords) words = sheaf_words_new ();
  SheafWord word;
  guint count = 0;

  sheaf_words_set_text (words, text, -1);
  while (sheaf_words_next (words, &word))
    count++;

  return count;
}

/* What an article is called, and where it is, to those who cite it. */
static gboolean
resolve_cite (const char  *id,
              char       **url,
              char       **title,
              gpointer     data)
{
  const SheafCompose *compose = data;
  g_autoptr (SheafEntity) article = sheaf_parts_find_article (compose, id);

  if (article == NULL)
    return FALSE;

  *url = g_strdup (sheaf_parts_article_address (article));
  *title = g_strdup (sheaf_entity_get_title (article));

  return TRUE;
}

char *
sheaf_parts_editorial_body (SheafEntity        *editorial,
                            const SheafCompose *compose)
{
  const char *body = sheaf_entity_get_string (editorial, "body");

  return sheaf_markdown_to_html (body != NULL ? body : "", resolve_cite, (gpointer) compose);
}

GPtrArray *
sheaf_parts_cited (SheafEntity        *editorial,
                   const SheafCompose *compose)
{
  const char *body = sheaf_entity_get_string (editorial, "body");
  g_autoptr (GPtrArray) ids = sheaf_markdown_list_cites (body != NULL ? body : "");
  GPtrArray *cited = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);

  for (guint i = 0; i < ids->len; i++)
    take_once (cited, sheaf_parts_find_article (compose, g_ptr_array_index (ids, i)));

  return cited;
}

const char *
sheaf_parts_article_address (SheafEntity *article)
{
  const char *address = sheaf_entity_get_string (article, "url");

  if (address == NULL)
    address = sheaf_entity_get_string (article, "canonical_url");
  if (address == NULL)
    address = sheaf_members_get_string (
      sheaf_array_get_object (sheaf_entity_get_array (article, "origins"), 0), "url");

  return address;
}

static void
add_parts_of_set (GPtrArray          *parts,
                  SheafEntity        *set,
                  const SheafCompose *compose)
{
  g_autoptr (GPtrArray) members = sheaf_parts_members (set, compose, NULL);

  for (guint i = 0; i < members->len; i++)
    {
      SheafMember *member = g_ptr_array_index (members, i);

      take_once (parts, sheaf_entity_ref (member->article));
    }
}

static void
add_parts_of_editorial (GPtrArray          *parts,
                        SheafEntity        *editorial,
                        const SheafCompose *compose)
{
  g_autoptr (GPtrArray) cited = sheaf_parts_cited (editorial, compose);

  for (guint i = 0; i < cited->len; i++)
    take_once (parts, sheaf_entity_ref (g_ptr_array_index (cited, i)));
}

static void
add_tags (GPtrArray          *parts,
          SheafEntity        *entity,
          const SheafCompose *compose)
{
  g_autoptr (GPtrArray) tags = sheaf_parts_tags (entity, compose);

  for (guint i = 0; i < tags->len; i++)
    take_once (parts, sheaf_entity_ref (g_ptr_array_index (tags, i)));
}

GPtrArray *
sheaf_release_parts (SheafEntity        *bundle,
                     const SheafCompose *compose)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_entity_unref);
  g_autoptr (GPtrArray) sections = sheaf_parts_sections (bundle, compose, NULL);

  g_ptr_array_add (parts, sheaf_entity_ref (bundle));
  add_tags (parts, bundle, compose);
  for (guint i = 0; i < sections->len; i++)
    {
      SheafEntity *section = g_ptr_array_index (sections, i);

      take_once (parts, sheaf_entity_ref (section));
      if (sheaf_entity_get_kind (section) == SHEAF_KIND_SET)
        {
          add_tags (parts, section, compose);
          add_parts_of_set (parts, section, compose);
        }
      else
        {
          add_parts_of_editorial (parts, section, compose);
        }
    }

  return parts;
}
