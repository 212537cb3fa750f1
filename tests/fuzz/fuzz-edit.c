/* fuzz-edit.c: hostile edits and texts
 *
 * The input is two parts with a NUL between. The first is read as an edit and, if it is one, is
 * applied to an entity made of the second, taken back and made again. As texts the parts are
 * merged. Nothing may crash, and what the model promises of every edit must hold of these.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <stdint.h>
#include <string.h>

#include "model/sheaf-apply.h"
#include "model/sheaf-json.h"
#include "model/sheaf-merge.h"
#include "model/sheaf-time.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* What is written is read back as it was. */
static void
check_text (SheafEdit *edit)
{
  g_autofree char *text = sheaf_edit_to_text (edit);
  g_autoptr (SheafEdit) again = sheaf_edit_from_text (text, -1, NULL);
  g_autofree char *written = again != NULL ? sheaf_edit_to_text (again) : NULL;

  g_assert_cmpstr (written, ==, text);
}

/* An edit that had effect and is taken back clashes with nobody. */
static void
check_undo (SheafEdit *edit,
            SheafOutcome *outcome)
{
  g_autoptr (SheafEdit) undo = sheaf_edit_invert (edit, outcome->applied, NULL);
  g_autoptr (SheafOutcome) undone = NULL;

  g_assert_true ((undo != NULL) == (json_array_get_length (outcome->applied) > 0));
  if (undo == NULL)
    return;

  undone = sheaf_edit_apply (undo, outcome->entity, 2000, NULL);
  g_assert_nonnull (undone);
  g_assert_cmpuint (json_array_get_length (undone->clashes), ==, 0);
}

/* An entity of the edit's kind with the fields of @text, if that is an object. */
static SheafEntity *
make_entity (SheafEdit *edit,
             const char *text)
{
  g_autoptr (JsonNode) node = sheaf_json_parse (text, -1, NULL);

  if (sheaf_json_get_object (node) == NULL)
    return NULL;

  return sheaf_entity_new (sheaf_edit_get_kind (edit), sheaf_edit_get_entity_id (edit), 1, 1, 0, 0,
                           SHEAF_TIME_NONE, json_node_get_object (node));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *first = g_strndup ((const char *) data, size);
  gsize length = MIN (strlen (first) + 1, size);
  g_autofree char *second = g_strndup ((const char *) data + length, size - length);
  g_autoptr (SheafEdit) edit = sheaf_edit_from_text (first, -1, NULL);
  g_autofree char *merged = NULL;

  if (sheaf_merge_text ("one two", first, second, &merged))
    g_assert_true (g_utf8_validate (merged, -1, NULL));
  g_clear_pointer (&merged, g_free);
  if (sheaf_merge_text (first, second, "one two", &merged))
    g_assert_true (g_utf8_validate (merged, -1, NULL));

  if (edit != NULL)
    {
      g_autoptr (SheafEntity) entity = make_entity (edit, second);
      g_autoptr (SheafOutcome) outcome = sheaf_edit_apply (edit, entity, 1000, NULL);

      check_text (edit);
      if (outcome != NULL)
        check_undo (edit, outcome);
    }

  return 0;
}
