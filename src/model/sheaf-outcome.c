/* sheaf-outcome.c: what applying an edit came to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-apply.h"

#include "model/sheaf-json.h"

static JsonArray *
copy_array (JsonArray *array)
{
  JsonArray *copy = json_array_sized_new (json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    json_array_add_element (copy, sheaf_json_copy (json_array_get_element (array, i)));

  return copy;
}

static SheafOutcome *
sheaf_outcome_copy (SheafOutcome *outcome)
{
  SheafOutcome *copy = g_new0 (SheafOutcome, 1);

  if (outcome->entity != NULL)
    copy->entity = sheaf_entity_ref (outcome->entity);
  copy->applied = copy_array (outcome->applied);
  copy->clashes = copy_array (outcome->clashes);

  return copy;
}

void
sheaf_outcome_free (SheafOutcome *outcome)
{
  g_clear_pointer (&outcome->entity, sheaf_entity_unref);
  g_clear_pointer (&outcome->applied, json_array_unref);
  g_clear_pointer (&outcome->clashes, json_array_unref);
  g_free (outcome);
}

G_DEFINE_BOXED_TYPE (SheafOutcome, sheaf_outcome, sheaf_outcome_copy, sheaf_outcome_free)

JsonNode *
sheaf_outcome_to_json (SheafOutcome *outcome,
                       const char *edit_id)
{
  JsonObject *object;

  g_return_val_if_fail (outcome != NULL && edit_id != NULL, NULL);

  object = json_object_new ();
  json_object_set_member (object, "id", sheaf_json_string (edit_id));
  json_object_set_array_member (object, "applied", copy_array (outcome->applied));
  json_object_set_array_member (object, "clashes", copy_array (outcome->clashes));

  return sheaf_json_take_object (object);
}
