/* sheaf-act-target.c: an article that an act is done to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-act-target.h"

#include <string.h>

#include "client/sheaf-targets-private.h"
#include "model/sheaf-json.h"

/* `same_as` leads to an article that leads to none; more steps than this are a ring. */
#define MAX_STEPS 8

static const char *const states[] = { "inbox", "kept", "dismissed" };

void
sheaf_act_target_clear (SheafActTarget *target)
{
  sheaf_article_brief_clear (&target->brief);
  sheaf_replica_state_clear (&target->state);
}

static gboolean
load_row (SheafAct        *act,
          gint64           row,
          SheafActTarget  *target,
          GError         **error)
{
  if (!sheaf_article_brief_load (act->transaction, row, &target->brief, error))
    return FALSE;
  if (target->brief.plain)
    return TRUE;

  sheaf_article_brief_clear (&target->brief);

  return sheaf_transaction_load_row (act->transaction, row, &target->state, error);
}

static gboolean
find_row (SheafAct    *act,
          const char  *id,
          gint64      *row,
          GError     **error)
{
  g_autoptr (SheafStatement) statement = sheaf_connection_prepare (
    act->transaction->connection, "SELECT row FROM entity WHERE kind = 0 AND id = ?1", error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  sheaf_statement_bind_text (statement, 1, id);
  if (sheaf_statement_step (statement, &failure))
    *row = sheaf_statement_get_int (statement, 0);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_act_target_load_id (SheafAct        *act,
                          const char      *id,
                          SheafActTarget  *target,
                          GError         **error)
{
  gint64 row = 0;

  return find_row (act, id, &row, error) && (row == 0 || load_row (act, row, target, error));
}

gboolean
sheaf_act_target_load (SheafAct        *act,
                       SheafTargets    *targets,
                       guint            i,
                       SheafActTarget  *target,
                       GError         **error)
{
  const char *id = sheaf_targets_get_id (targets, i);

  if (id != NULL ? !sheaf_act_target_load_id (act, id, target, error)
                 : !load_row (act, sheaf_targets_get_row (targets, i), target, error))
    return FALSE;

  for (guint step = 0; target->state.shown != NULL && step < MAX_STEPS; step++)
    {
      const char *other = sheaf_entity_get_string (target->state.shown, "same_as");
      g_auto (SheafActTarget) next = { 0 };

      if (other == NULL)
        break;
      if (!sheaf_act_target_load_id (act, other, &next, error))
        return FALSE;
      if (next.brief.row == 0 && next.state.shown == NULL)
        break;
      sheaf_act_target_clear (target);
      *target = next;
      memset (&next, 0, sizeof next);
    }

  return TRUE;
}

gboolean
sheaf_act_target_is_there (const SheafActTarget *target)
{
  return target->brief.row != 0 ||
         (target->state.shown != NULL && !sheaf_entity_is_deleted (target->state.shown));
}

const char *
sheaf_act_target_get_id (const SheafActTarget *target)
{
  return target->brief.row != 0 ? target->brief.id : sheaf_entity_get_id (target->state.shown);
}

const char *
sheaf_act_target_get_state (const SheafActTarget *target)
{
  return target->brief.row != 0 ? states[target->brief.shelf]
                                : sheaf_entity_get_string (target->state.shown, "state");
}

const char *
sheaf_act_target_get_reason (const SheafActTarget *target)
{
  return target->brief.row != 0 ? target->brief.reason
                                : sheaf_entity_get_string (target->state.shown, "reason");
}

gboolean
sheaf_act_target_holds_tag (const SheafActTarget *target,
                            const char           *tag)
{
  return target->brief.row != 0 ? sheaf_joined_holds (target->brief.tags, tag)
                                : sheaf_entity_holds (target->state.shown, "tags", tag);
}

/* --- an edit applied to what lists know --------------------------------------------------- */

/* What becomes of the article, and what had effect, as text. */
typedef struct
{
  SheafShelf shelf;
  char *reason;
  char *tags;
  GString *applied;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->reason);
  g_free (result->tags);
  if (result->applied != NULL)
    g_string_free (result->applied, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static void
add_applied (Result            *result,
             const SheafChange *change,
             const char        *replaced)
{
  g_autoptr (JsonNode) node = sheaf_change_to_json (change);
  g_autofree char *text = NULL;

  if (replaced != NULL)
    json_object_set_string_member (json_node_get_object (node), "replaced", replaced);
  text = sheaf_json_to_text (node);
  g_string_append_c (result->applied, result->applied->len == 0 ? '[' : ',');
  g_string_append (result->applied, text);
}

/* Absent and empty say the same. */
static const char *
get_value (JsonNode *node)
{
  const char *value = sheaf_json_get_string (node);

  return value == NULL || *value == '\0' ? NULL : value;
}

static gboolean
find_shelf (const char *state,
            SheafShelf *shelf)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      if (g_strcmp0 (states[i], state) == 0)
        {
          *shelf = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* FALSE where the article itself must be looked at. */
static gboolean
put_quickly (Result            *result,
             const SheafChange *change)
{
  const gboolean is_state = g_str_equal (change->field, "state");
  const char *current = is_state ? states[result->shelf] : result->reason;
  const char *value = get_value (change->value);
  SheafShelf shelf = result->shelf;

  if (g_strcmp0 (current, value) == 0)
    return TRUE;
  if (g_strcmp0 (current, get_value (change->was)) != 0 ||
      (is_state && !find_shelf (value, &shelf)))
    return FALSE;

  add_applied (result, change, current);
  if (!is_state)
    {
      g_free (result->reason);
      result->reason = g_strdup (value);
    }
  result->shelf = shelf;

  return TRUE;
}

static void
tag_quickly (Result            *result,
             const SheafChange *change)
{
  const char *tag = sheaf_json_get_string (change->value);
  const gboolean adds = change->op == SHEAF_OP_ADD;
  char *tags;

  if (sheaf_joined_holds (result->tags, tag) == adds)
    return;

  add_applied (result, change, NULL);
  tags = adds ? sheaf_joined_with (result->tags, tag) : sheaf_joined_without (result->tags, tag);
  g_free (result->tags);
  result->tags = tags;
}

static gboolean
apply_quickly (Result    *result,
               SheafEdit *edit)
{
  for (guint i = 0; i < sheaf_edit_get_n_changes (edit); i++)
    {
      const SheafChange *change = sheaf_edit_get_change (edit, i);

      if (change->op == SHEAF_OP_PUT && (g_str_equal (change->field, "state") ||
                                         g_str_equal (change->field, "reason")))
        {
          if (!put_quickly (result, change))
            return FALSE;
        }
      else if ((change->op == SHEAF_OP_ADD || change->op == SHEAF_OP_REMOVE) &&
               g_str_equal (change->field, "tags"))
        tag_quickly (result, change);
      else
        return FALSE;
    }

  return TRUE;
}

gboolean
sheaf_act_target_add (SheafAct        *act,
                      SheafActTarget  *target,
                      SheafEdit       *edit,
                      GError         **error)
{
  g_auto (Result) result = { 0 };
  const SheafArticleBrief *brief = &target->brief;

  if (brief->row == 0)
    return sheaf_act_add (act, edit, &target->state, error);

  result.shelf = brief->shelf;
  result.reason = g_strdup (brief->reason);
  result.tags = g_strdup (brief->tags);
  result.applied = g_string_new (NULL);
  if (!apply_quickly (&result, edit))
    return sheaf_act_add (act, edit, NULL, error);
  if (result.applied->len == 0)
    return TRUE;

  g_string_append_c (result.applied, ']');

  return sheaf_act_write (act, edit, result.applied->str, error) &&
         sheaf_article_brief_act (act->transaction, brief, result.shelf, result.reason,
                                  result.tags, error);
}
