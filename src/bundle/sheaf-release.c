/* sheaf-release.c: what a bundle shows, frozen: whether something is one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-release.h"

#include "bundle/sheaf-members.h"
#include "model/sheaf-time.h"

G_DEFINE_QUARK (sheaf-bundle-error-quark, sheaf_bundle_error)

#define RELEASE_VERSION 1

typedef enum
{
  TYPE_STRING,
  TYPE_TIME,
  TYPE_INTEGER,
  TYPE_OBJECT,
  TYPE_ARRAY,
} MemberType;

typedef struct
{
  const char *name;
  MemberType type;
  gboolean required;
} MemberRule;

static const MemberRule release_rules[] = {
  { "version", TYPE_INTEGER, TRUE },      { "id", TYPE_STRING, TRUE },
  { "title", TYPE_STRING, TRUE },         { "number", TYPE_INTEGER, FALSE },
  { "slug", TYPE_STRING, FALSE },         { "url", TYPE_STRING, FALSE },
  { "published", TYPE_TIME, FALSE },      { "updated", TYPE_TIME, FALSE },
  { "standfirst", TYPE_STRING, FALSE },   { "summary", TYPE_STRING, FALSE },
  { "language", TYPE_STRING, FALSE },     { "direction", TYPE_STRING, FALSE },
  { "image", TYPE_OBJECT, FALSE },        { "tags", TYPE_ARRAY, FALSE },
  { "corrections", TYPE_ARRAY, FALSE },   { "publisher", TYPE_OBJECT, FALSE },
  { "sections", TYPE_ARRAY, TRUE },       { NULL },
};

static const MemberRule set_rules[] = {
  { "id", TYPE_STRING, FALSE },
  { "title", TYPE_STRING, FALSE },
  { "tags", TYPE_ARRAY, FALSE },
  { "articles", TYPE_ARRAY, TRUE },
  { NULL },
};

static const MemberRule article_rules[] = {
  { "id", TYPE_STRING, FALSE },       { "headline", TYPE_STRING, TRUE },
  { "role", TYPE_STRING, FALSE },     { "url", TYPE_STRING, FALSE },
  { "kicker", TYPE_STRING, FALSE },   { "publisher", TYPE_STRING, FALSE },
  { "authors", TYPE_ARRAY, FALSE },   { "published", TYPE_TIME, FALSE },
  { "excerpt", TYPE_STRING, FALSE },  { "body", TYPE_STRING, FALSE },
  { "image", TYPE_OBJECT, FALSE },    { "language", TYPE_STRING, FALSE },
  { "direction", TYPE_STRING, FALSE }, { NULL },
};

static const MemberRule editorial_rules[] = {
  { "id", TYPE_STRING, FALSE },         { "headline", TYPE_STRING, TRUE },
  { "standfirst", TYPE_STRING, FALSE }, { "authors", TYPE_ARRAY, FALSE },
  { "body", TYPE_STRING, FALSE },       { "word_count", TYPE_INTEGER, FALSE },
  { "cites", TYPE_ARRAY, FALSE },       { "image", TYPE_OBJECT, FALSE },
  { "language", TYPE_STRING, FALSE },   { "direction", TYPE_STRING, FALSE },
  { NULL },
};

static gboolean
node_has_type (JsonNode   *node,
               MemberType  type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  switch (type)
    {
    case TYPE_STRING:
      return value == G_TYPE_STRING;
    case TYPE_TIME:
      return value == G_TYPE_STRING &&
             sheaf_time_from_string (json_node_get_string (node)) != SHEAF_TIME_NONE;
    case TYPE_INTEGER:
      return value == G_TYPE_INT64;
    case TYPE_OBJECT:
      return JSON_NODE_HOLDS_OBJECT (node);
    case TYPE_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node);
    default:
      g_assert_not_reached ();
    }
}

/* Holds the members of @object to @rules; @where says in the message whose they are. */
static gboolean
check_members (JsonObject        *object,
               const MemberRule  *rules,
               const char        *where,
               GError           **error)
{
  for (const MemberRule *rule = rules; rule->name != NULL; rule++)
    {
      JsonNode *node = json_object_get_member (object, rule->name);

      if (node == NULL || JSON_NODE_HOLDS_NULL (node))
        {
          if (!rule->required)
            continue;

          g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                       "%s%s is missing", where, rule->name);
          return FALSE;
        }

      if (!node_has_type (node, rule->type))
        {
          g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                       "%s%s is of the wrong type", where, rule->name);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
check_articles (JsonArray   *articles,
                const char  *where,
                GError     **error)
{
  for (guint i = 0; i < json_array_get_length (articles); i++)
    {
      g_autofree char *inner = g_strdup_printf ("%sarticles[%u].", where, i);
      JsonObject *article = sheaf_array_get_object (articles, i);

      if (article == NULL)
        {
          g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                       "%sarticles[%u] is not an object", where, i);
          return FALSE;
        }

      if (!check_members (article, article_rules, inner, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_section (JsonArray  *sections,
               guint       i,
               GError    **error)
{
  g_autofree char *where = g_strdup_printf ("sections[%u].", i);
  JsonObject *section = sheaf_array_get_object (sections, i);
  const char *type = sheaf_members_get_string (section, "type");

  if (g_strcmp0 (type, "set") == 0)
    return check_members (section, set_rules, where, error) &&
           check_articles (sheaf_members_get_array (section, "articles"), where, error);

  if (g_strcmp0 (type, "editorial") == 0)
    return check_members (section, editorial_rules, where, error);

  g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
               "%stype is neither “set” nor “editorial”", where);
  return FALSE;
}

gboolean
sheaf_release_check (JsonNode  *release,
                     GError   **error)
{
  JsonObject *object;
  JsonArray *sections;

  if (release == NULL || !JSON_NODE_HOLDS_OBJECT (release))
    {
      g_set_error_literal (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                           "A release is a JSON object");
      return FALSE;
    }

  object = json_node_get_object (release);
  if (!check_members (object, release_rules, "", error))
    return FALSE;

  if (sheaf_members_get_int (object, "version") != RELEASE_VERSION)
    {
      g_set_error (error, SHEAF_BUNDLE_ERROR, SHEAF_BUNDLE_ERROR_MALFORMED,
                   "version %" G_GINT64_FORMAT " is not known",
                   sheaf_members_get_int (object, "version"));
      return FALSE;
    }

  sections = sheaf_members_get_array (object, "sections");
  for (guint i = 0; i < json_array_get_length (sections); i++)
    {
      if (!check_section (sections, i, error))
        return FALSE;
    }

  return TRUE;
}
