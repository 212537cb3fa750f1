/* sheaf-field.c: the table of fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-field.h"

#include <string.h>

#define SCALAR(name, type) { name, SHEAF_FIELD_SCALAR, type, FALSE }
#define TEXT(name) { name, SHEAF_FIELD_TEXT, "text", FALSE }
#define SET(name, type) { name, SHEAF_FIELD_SET, type, FALSE }
#define LIST(name) { name, SHEAF_FIELD_LIST, "item", FALSE }
#define COMMAND(name, type) { name, SHEAF_FIELD_COMMAND, type, FALSE }
#define LEARNT(name, type) { name, SHEAF_FIELD_LEARNT, type, FALSE }
#define SOURCED(name, type) { name, SHEAF_FIELD_SCALAR, type, TRUE }
#define SOURCED_TEXT(name) { name, SHEAF_FIELD_TEXT, "text", TRUE }
#define END { NULL, SHEAF_FIELD_LEARNT, NULL, FALSE }

static const SheafField article_fields[] = {
  SCALAR ("state", "inbox|kept|dismissed"),
  SCALAR ("reason", "duplicate|off-topic|old|unreliable|thin|other"),
  SET ("tags", "id"),
  TEXT ("note"),
  SCALAR ("same_as", "id"),
  SCALAR ("usage", "object"),
  SOURCED ("title", "string"),
  SOURCED ("authors", "people"),
  SOURCED ("publisher", "string"),
  SOURCED ("published", "time"),
  SOURCED ("language", "language"),
  SOURCED_TEXT ("summary"),
  SOURCED_TEXT ("body"),
  SOURCED ("image", "image"),
  SOURCED ("url", "string"),
  LEARNT ("origins", "objects"),
  LEARNT ("canonical_url", "string"),
  LEARNT ("fetched", "time"),
  LEARNT ("direction", "string"),
  LEARNT ("word_count", "integer"),
  LEARNT ("fingerprint", "any"),
  LEARNT ("story", "id"),
  LEARNT ("duplicate_of", "id"),
  LEARNT ("versions", "any"),
  LEARNT ("former_title", "string"),
  LEARNT ("dated_ahead", "boolean"),
  LEARNT ("suggested_tags", "any"),
  END,
};

static const SheafField tag_fields[] = {
  SCALAR ("name", "string"),
  TEXT ("description"),
  SET ("aliases", "string"),
  SCALAR ("merged_into", "id"),
  END,
};

static const SheafField set_fields[] = {
  SCALAR ("title", "string"),
  SET ("tags", "id"),
  TEXT ("note"),
  SCALAR ("lead", "id"),
  LIST ("members"),
  END,
};

static const SheafField editorial_fields[] = {
  SCALAR ("headline", "string"),
  TEXT ("standfirst"),
  TEXT ("body"),
  SCALAR ("authors", "people"),
  SCALAR ("image", "image"),
  SCALAR ("language", "language"),
  SCALAR ("set", "id"),
  SCALAR ("status", "draft|ready"),
  TEXT ("note"),
  END,
};

/* A bundle's status is `published` or `retracted` by commands alone: no edit may name these, and
 * while one of them stands every edit of the status clashes. */
static const SheafField bundle_fields[] = {
  SCALAR ("title", "string"),
  TEXT ("standfirst"),
  SCALAR ("slug", "string"),
  TEXT ("summary"),
  SCALAR ("image", "image"),
  SCALAR ("language", "language"),
  SET ("tags", "id"),
  LIST ("sections"),
  SCALAR ("schedule", "schedule"),
  SCALAR ("embargo", "time"),
  SET ("destinations", "id"),
  SCALAR ("status", "draft|scheduled"),
  COMMAND ("corrections", "objects"),
  END,
};

/* What a source or destination speaks ("feed", "wordpress") is its `type`: `kind` is taken, by the
 * entity's own. */
static const SheafField source_fields[] = {
  SCALAR ("type", "string"),
  SCALAR ("title", "string"),
  SCALAR ("address", "string"),
  SCALAR ("interval", "integer"),
  SCALAR ("paused", "boolean"),
  SCALAR ("folder", "string"),
  SCALAR ("options", "object"),
  SCALAR ("usage", "object"),
  LEARNT ("health", "object"),
  LEARNT ("feed", "object"),
  END,
};

static const SheafField destination_fields[] = {
  SCALAR ("type", "string"),
  SCALAR ("title", "string"),
  SCALAR ("address", "string"),
  SCALAR ("options", "object"),
  LEARNT ("health", "object"),
  END,
};

static const SheafField story_fields[] = {
  LEARNT ("title", "string"),
  LEARNT ("articles", "any"),
  LEARNT ("tags", "any"),
  END,
};

static const SheafField member_fields[] = {
  SCALAR ("role", "related|background|opposing|update"),
  SCALAR ("override/headline", "string"),
  SCALAR ("override/kicker", "string"),
  SCALAR ("override/excerpt", "text"),
  SCALAR ("override/image", "image"),
  SCALAR ("note", "text"),
  END,
};

static const SheafField section_fields[] = {
  SCALAR ("type", "set|editorial"),
  END,
};

static const SheafField *const fields[SHEAF_N_KINDS] = {
  [SHEAF_KIND_ARTICLE] = article_fields,
  [SHEAF_KIND_TAG] = tag_fields,
  [SHEAF_KIND_SET] = set_fields,
  [SHEAF_KIND_EDITORIAL] = editorial_fields,
  [SHEAF_KIND_BUNDLE] = bundle_fields,
  [SHEAF_KIND_SOURCE] = source_fields,
  [SHEAF_KIND_DESTINATION] = destination_fields,
  [SHEAF_KIND_STORY] = story_fields,
};

const SheafField *
sheaf_field_list (SheafKind entity)
{
  g_return_val_if_fail ((guint) entity < SHEAF_N_KINDS, NULL);

  return fields[entity];
}

static const SheafField *
find (const SheafField *table,
      const char *name)
{
  for (; table->name != NULL; table++)
    {
      if (strcmp (table->name, name) == 0)
        return table;
    }

  return NULL;
}

const SheafField *
sheaf_field_lookup (SheafKind entity,
                    const char *name)
{
  g_return_val_if_fail ((guint) entity < SHEAF_N_KINDS, NULL);

  return name != NULL ? find (fields[entity], name) : NULL;
}

const SheafField *
sheaf_field_items (const SheafField *field)
{
  g_return_val_if_fail (field->kind == SHEAF_FIELD_LIST, NULL);

  return strcmp (field->name, "members") == 0 ? member_fields : section_fields;
}

gboolean
sheaf_field_is_editable (const SheafField *field)
{
  return field->kind != SHEAF_FIELD_COMMAND && field->kind != SHEAF_FIELD_LEARNT;
}
