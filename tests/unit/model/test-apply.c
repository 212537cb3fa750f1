/* test-apply.c: `was` decides
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static void
test_put (void)
{
  g_autoptr (SheafEntity) set = desk_entity (SHEAF_KIND_SET, "{'title': 'Expo'}");

  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Expo diplomacy'}]",
              "{'title': 'Expo diplomacy'}",
              "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Expo diplomacy',"
              "  'replaced': 'Expo'}]",
              NULL);
  /* What stands already has no effect, whatever was seen. */
  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Fair', 'value': 'Expo diplomacy'}]",
              "{'title': 'Expo diplomacy'}", NULL, NULL);
  /* Anything else is a clash. */
  desk_check (&set, "[{'op': 'put', 'field': 'title', 'was': 'Expo', 'value': 'Fair'}]",
              "{'title': 'Expo diplomacy'}", NULL, "['title', 'Expo diplomacy']");
  /* Absent, null and empty are one. */
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'was': '', 'value': '$2'}]",
              "{'title': 'Expo diplomacy', 'lead': '$2'}",
              "[{'op': 'put', 'field': 'lead', 'was': '', 'value': '$2'}]", NULL);
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'was': '$2', 'value': null}]",
              "{'title': 'Expo diplomacy'}",
              "[{'op': 'put', 'field': 'lead', 'was': '$2', 'value': null, 'replaced': '$2'}]",
              NULL);
  desk_check (&set, "[{'op': 'put', 'field': 'lead', 'value': null}]",
              "{'title': 'Expo diplomacy'}", NULL, NULL);
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/apply/put", test_put);

  return g_test_run ();
}
