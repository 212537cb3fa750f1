/* sheaf-checks.c: what stands in the way of publishing a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-checks.h"

#include "bundle/sheaf-members.h"
#include "bundle/sheaf-parts.h"
#include "model/sheaf-time.h"

typedef struct
{
  const char *name;
  gboolean blocks;
} KindInfo;

static const KindInfo kinds[] = {
  [SHEAF_CHECK_NO_TITLE] = { "no-title", TRUE },
  [SHEAF_CHECK_NO_SLUG] = { "no-slug", TRUE },
  [SHEAF_CHECK_BAD_SLUG] = { "bad-slug", TRUE },
  [SHEAF_CHECK_NO_SECTIONS] = { "no-sections", TRUE },
  [SHEAF_CHECK_EMPTY_SET] = { "empty-set", TRUE },
  [SHEAF_CHECK_MISSING_PART] = { "missing-part", TRUE },
  [SHEAF_CHECK_EMBARGO] = { "embargo", TRUE },
  [SHEAF_CHECK_EMPTY_EDITORIAL] = { "empty-editorial", TRUE },
  [SHEAF_CHECK_NO_SUMMARY] = { "no-summary", FALSE },
  [SHEAF_CHECK_DRAFT_EDITORIAL] = { "draft-editorial", FALSE },
  [SHEAF_CHECK_NO_TAGS] = { "no-tags", FALSE },
  [SHEAF_CHECK_NO_LEAD] = { "no-lead", FALSE },
  [SHEAF_CHECK_DISMISSED] = { "dismissed", FALSE },
  [SHEAF_CHECK_IMAGE_WITHOUT_ALT] = { "image-without-alt", FALSE },
};

void
sheaf_check_free (SheafCheck *check)
{
  if (check == NULL)
    return;

  g_clear_pointer (&check->entity, sheaf_entity_unref);
  g_free (check);
}

const char *
sheaf_check_kind_to_string (SheafCheckKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kinds), NULL);

  return kinds[kind].name;
}

static SheafCheck *
add_check (GPtrArray      *checks,
           SheafCheckKind  kind,
           SheafEntity    *entity)
{
  SheafCheck *check = g_new0 (SheafCheck, 1);

  check->kind = kind;
  check->blocks = kinds[kind].blocks;
  check->entity = entity != NULL ? sheaf_entity_ref (entity) : NULL;
  check->time = SHEAF_TIME_NONE;
  g_ptr_array_add (checks, check);

  return check;
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!g_unichar_isspace (g_utf8_get_char (text)))
        return FALSE;
    }

  return TRUE;
}

/* Letters, digits and marks of any script, in words joined by single hyphens. */
static gboolean
is_slug (const char *slug)
{
  gboolean joined = TRUE;

  for (const char *at = slug; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '-')
        {
          if (joined)
            return FALSE;
          joined = TRUE;
        }
      else if (g_unichar_isalnum (c) || g_unichar_ismark (c))
        {
          joined = FALSE;
        }
      else
        {
          return FALSE;
        }
    }

  return !joined;
}

static void
check_image (GPtrArray   *checks,
             JsonObject  *image,
             SheafEntity *entity)
{
  if (sheaf_members_get_string (image, "url") != NULL &&
      is_blank (sheaf_members_get_string (image, "alt")))
    add_check (checks, SHEAF_CHECK_IMAGE_WITHOUT_ALT, entity);
}

static void
check_own_words (GPtrArray          *checks,
                 SheafEntity        *bundle,
                 const SheafCompose *compose)
{
  const char *slug = sheaf_entity_get_string (bundle, "slug");
  gint64 embargo = sheaf_entity_get_time (bundle, "embargo");

  if (is_blank (sheaf_entity_get_title (bundle)))
    add_check (checks, SHEAF_CHECK_NO_TITLE, NULL);

  if (is_blank (slug))
    add_check (checks, SHEAF_CHECK_NO_SLUG, NULL);
  else if (!is_slug (slug))
    add_check (checks, SHEAF_CHECK_BAD_SLUG, NULL);

  if (embargo != SHEAF_TIME_NONE && embargo > compose->now)
    add_check (checks, SHEAF_CHECK_EMBARGO, NULL)->time = embargo;

  if (is_blank (sheaf_entity_get_string (bundle, "summary")))
    add_check (checks, SHEAF_CHECK_NO_SUMMARY, NULL);

  check_image (checks, sheaf_entity_get_object (bundle, "image"), NULL);
}

static void
check_member (GPtrArray         *checks,
              const SheafMember *member)
{
  JsonObject *override = sheaf_members_get_object (member->item, "override");
  JsonObject *image = sheaf_members_get_object (override, "image");
  JsonObject *usage = sheaf_entity_get_object (member->article, "usage");

  if (g_strcmp0 (sheaf_entity_get_string (member->article, "state"), "dismissed") == 0)
    add_check (checks, SHEAF_CHECK_DISMISSED, member->article);

  if (image == NULL && !sheaf_members_get_boolean (usage, "no_image"))
    image = sheaf_entity_get_object (member->article, "image");
  check_image (checks, image, member->article);
}

static void
check_set (GPtrArray          *checks,
           SheafEntity        *set,
           const SheafCompose *compose)
{
  guint n_missing = 0;
  g_autoptr (GPtrArray) members = sheaf_parts_members (set, compose, &n_missing);
  const char *lead = sheaf_entity_get_string (set, "lead");

  if (n_missing > 0)
    add_check (checks, SHEAF_CHECK_MISSING_PART, set);

  if (members->len == 0)
    {
      add_check (checks, SHEAF_CHECK_EMPTY_SET, set);
      return;
    }

  if (lead == NULL || sheaf_entity_get_item (set, "members", lead) == NULL)
    add_check (checks, SHEAF_CHECK_NO_LEAD, set);

  for (guint i = 0; i < members->len; i++)
    check_member (checks, g_ptr_array_index (members, i));
}

static void
check_editorial (GPtrArray   *checks,
                 SheafEntity *editorial)
{
  if (is_blank (sheaf_entity_get_title (editorial)) ||
      is_blank (sheaf_entity_get_string (editorial, "body")))
    add_check (checks, SHEAF_CHECK_EMPTY_EDITORIAL, editorial);

  if (g_strcmp0 (sheaf_entity_get_string (editorial, "status"), "ready") != 0)
    add_check (checks, SHEAF_CHECK_DRAFT_EDITORIAL, editorial);

  check_image (checks, sheaf_entity_get_object (editorial, "image"), editorial);
}

static void
check_sections (GPtrArray          *checks,
                SheafEntity        *bundle,
                const SheafCompose *compose)
{
  guint n_missing = 0;
  g_autoptr (GPtrArray) sections = sheaf_parts_sections (bundle, compose, &n_missing);
  g_autoptr (GPtrArray) tags = sheaf_parts_tags (bundle, compose);
  gboolean tagged = tags->len > 0;

  if (sections->len == 0 && n_missing == 0)
    add_check (checks, SHEAF_CHECK_NO_SECTIONS, NULL);
  if (n_missing > 0)
    add_check (checks, SHEAF_CHECK_MISSING_PART, NULL);

  for (guint i = 0; i < sections->len; i++)
    {
      SheafEntity *section = g_ptr_array_index (sections, i);

      if (sheaf_entity_get_kind (section) == SHEAF_KIND_SET)
        {
          g_autoptr (GPtrArray) own = sheaf_parts_tags (section, compose);

          tagged = tagged || own->len > 0;
          check_set (checks, section, compose);
        }
      else
        {
          check_editorial (checks, section);
        }
    }

  if (!tagged)
    add_check (checks, SHEAF_CHECK_NO_TAGS, NULL);
}

/* Blocking ones first; the order in which they were found is kept otherwise. */
static GPtrArray *
blocking_first (GPtrArray *checks)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_check_free);

  for (int blocks = TRUE; blocks >= FALSE; blocks--)
    {
      for (guint i = 0; i < checks->len; i++)
        {
          SheafCheck *check = g_ptr_array_index (checks, i);

          if (check->blocks == blocks)
            g_ptr_array_add (sorted, check);
        }
    }

  return sorted;
}

GPtrArray *
sheaf_bundle_check (SheafEntity        *bundle,
                    const SheafCompose *compose)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();

  g_return_val_if_fail (bundle != NULL, NULL);
  g_return_val_if_fail (compose != NULL && compose->lookup != NULL, NULL);

  check_own_words (checks, bundle, compose);
  check_sections (checks, bundle, compose);

  return blocking_first (checks);
}
