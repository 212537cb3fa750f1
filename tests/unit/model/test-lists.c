/* test-lists.c: what two do to one list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#define TWO "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related'}, {'key': '$3', 'pos': 'V'}]}"

static void
test_insert (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);

  desk_check (&set,
              "[{'op': 'insert', 'field': 'members', 'key': '$4', 'pos': 'M',"
              "  'value': {'role': 'update', 'note': ''}},"
              " {'op': 'insert', 'field': 'members', 'key': '$5', 'pos': 'M', 'value': null},"
              " {'op': 'insert', 'field': 'members', 'key': '$1', 'pos': 'M', 'value': {}}]",
              "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related'},"
              "             {'key': '$1', 'pos': 'M'},"
              "             {'key': '$4', 'pos': 'M', 'role': 'update'},"
              "             {'key': '$5', 'pos': 'M'}, {'key': '$3', 'pos': 'V'}]}",
              "[{'op': 'insert', 'field': 'members', 'key': '$4', 'pos': 'M',"
              "  'value': {'role': 'update', 'note': ''}},"
              " {'op': 'insert', 'field': 'members', 'key': '$5', 'pos': 'M', 'value': null},"
              " {'op': 'insert', 'field': 'members', 'key': '$1', 'pos': 'M', 'value': {}}]",
              NULL);
}

/* A key that is there keeps its place; the value's fields are compared as if put. */
static void
test_insert_present (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);

  desk_check (&set,
              "[{'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'z',"
              "  'value': {'role': 'background', 'note': 'N', 'override': {'kicker': 'K'}}}]",
              "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related', 'note': 'N',"
              "              'override': {'kicker': 'K'}}, {'key': '$3', 'pos': 'V'}]}",
              "[{'op': 'put', 'field': 'members', 'key': '$2', 'path': 'override/kicker',"
              "  'was': null, 'value': 'K'},"
              " {'op': 'put', 'field': 'members', 'key': '$2', 'path': 'note', 'was': null,"
              "  'value': 'N'}]",
              "['members', 'related']");
  desk_check (&set,
              "[{'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'z',"
              "  'value': {'role': 'related'}}]",
              "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related', 'note': 'N',"
              "              'override': {'kicker': 'K'}}, {'key': '$3', 'pos': 'V'}]}",
              NULL, NULL);
}

static void
test_put (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);

  desk_check (&set,
              "[{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/headline',"
              "  'was': null, 'value': 'H'}]",
              "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related'},"
              "             {'key': '$3', 'pos': 'V', 'override': {'headline': 'H'}}]}",
              "[{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/headline',"
              "  'was': null, 'value': 'H'}]",
              NULL);
  desk_check (&set,
              "[{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/headline',"
              "  'was': 'G', 'value': 'I'}]",
              "{'members': [{'key': '$2', 'pos': 'A', 'role': 'related'},"
              "             {'key': '$3', 'pos': 'V', 'override': {'headline': 'H'}}]}",
              NULL, "['members', 'H']");
  /* An override that is taken off leaves nothing behind. */
  desk_check (&set,
              "[{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/headline',"
              "  'was': 'H', 'value': null}]",
              TWO,
              "[{'op': 'put', 'field': 'members', 'key': '$3', 'path': 'override/headline',"
              "  'was': 'H', 'value': null, 'replaced': 'H'}]",
              NULL);
}

/* Of two moves the later stands. */
static void
test_move (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);

  desk_check (&set, "[{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'z'}]",
              "{'members': [{'key': '$3', 'pos': 'V'},"
              "             {'key': '$2', 'pos': 'z', 'role': 'related'}]}",
              "[{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'z',"
              "  'replaced': 'A'}]",
              NULL);
  desk_check (&set, "[{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'B'}]",
              "{'members': [{'key': '$2', 'pos': 'B', 'role': 'related'},"
              "             {'key': '$3', 'pos': 'V'}]}",
              "[{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'B',"
              "  'replaced': 'z'}]",
              NULL);
  desk_check (&set, "[{'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'B'}]",
              "{'members': [{'key': '$2', 'pos': 'B', 'role': 'related'},"
              "             {'key': '$3', 'pos': 'V'}]}",
              NULL, NULL);
}

static void
test_take (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);

  /* It was moved, and its role changed, before the taker saw. */
  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'B',"
                    "  'role': 'related'}}]",
              TWO, NULL, "['members', {'pos': 'A', 'role': 'related'}]");
  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'A'}}]",
              TWO, NULL, "['members', {'pos': 'A', 'role': 'related'}]");
  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2'}]", TWO, NULL,
              "['members', {'pos': 'A', 'role': 'related'}]");

  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2',"
                    "  'was': {'key': '$2', 'pos': 'A', 'role': 'related', 'override': {}}}]",
              "{'members': [{'key': '$3', 'pos': 'V'}]}",
              "[{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'key': '$2', 'pos': 'A',"
              "  'role': 'related', 'override': {}}, 'replaced': {'pos': 'A', 'role': 'related'}}]",
              NULL);
  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'X'}}]",
              "{'members': [{'key': '$3', 'pos': 'V'}]}", NULL, NULL);
}

/* A late change of what was taken: harmless if the taker had seen it, else a clash. */
static void
test_change_of_taken (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, TWO);
  const char *left = "{'members': [{'key': '$3', 'pos': 'V'}]}";

  desk_check (&set, "[{'op': 'take', 'field': 'members', 'key': '$2',"
                    "  'was': {'pos': 'A', 'role': 'related'}}]",
              left,
              "[{'op': 'take', 'field': 'members', 'key': '$2', 'was': {'pos': 'A',"
              "  'role': 'related'}, 'replaced': {'pos': 'A', 'role': 'related'}}]",
              NULL);

  desk_check (&set,
              "[{'op': 'put', 'field': 'members', 'key': '$2', 'path': 'role',"
              "  'was': 'update', 'value': 'related'},"
              " {'op': 'move', 'field': 'members', 'key': '$2', 'was': 'C', 'pos': 'A'}]",
              left, NULL, NULL);
  desk_check (&set,
              "[{'op': 'put', 'field': 'members', 'key': '$2', 'path': 'role',"
              "  'was': 'related', 'value': 'update'},"
              " {'op': 'move', 'field': 'members', 'key': '$2', 'was': 'A', 'pos': 'C'}]",
              left, NULL, "['members', 'related', 'members', 'A']");
  /* What was never there cannot be changed. */
  desk_check (&set, "[{'op': 'move', 'field': 'members', 'key': '$8', 'was': 'A', 'pos': 'C'}]",
              left, NULL, "['members', null]");
}

static void
test_taken_is_marked (void)
{
  g_autoptr (SheafEntity) set = desk_entity (
      SHEAF_KIND_SET, "{'taken': {'members': {'$2': {'pos': 'A', 'note': 'N'}}}}");
  g_autoptr (SheafEdit) edit =
      desk_edit (set, "[{'op': 'put', 'field': 'members', 'key': '$2', 'path': 'note',"
                      "  'was': 'N', 'value': 'M'}]");
  g_autoptr (SheafOutcome) outcome = desk_apply (set, edit);

  desk_assert_json (json_array_get_element (outcome->clashes, 0),
                    "{'field': 'members', 'key': '$2', 'path': 'note', 'base': 'N', 'mine': 'M',"
                    " 'theirs': 'N', 'taken': true, 'change': {'op': 'put', 'field': 'members',"
                    " 'key': '$2', 'path': 'note', 'was': 'N', 'value': 'M'}}");
}

static void
test_insert_taken (void)
{
  g_autoptr (SheafEntity) set = desk_entity (
      SHEAF_KIND_SET, "{'taken': {'members': {'$2': {'pos': 'A', 'note': 'N'}}}}");

  desk_check (&set, "[{'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'V',"
                    "  'value': {'note': 'M'}}]",
              "{'members': [{'key': '$2', 'pos': 'V', 'note': 'M'}]}",
              "[{'op': 'insert', 'field': 'members', 'key': '$2', 'pos': 'V',"
              "  'value': {'note': 'M'}}]",
              NULL);
  g_assert_null (sheaf_entity_get (set, "taken"));
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/lists/insert", test_insert);
  g_test_add_func ("/model/lists/insert-present", test_insert_present);
  g_test_add_func ("/model/lists/put", test_put);
  g_test_add_func ("/model/lists/move", test_move);
  g_test_add_func ("/model/lists/take", test_take);
  g_test_add_func ("/model/lists/change-of-taken", test_change_of_taken);
  g_test_add_func ("/model/lists/taken-is-marked", test_taken_is_marked);
  g_test_add_func ("/model/lists/insert-taken", test_insert_taken);

  return g_test_run ();
}
