/* test-checks.c: what stands in the way of publishing a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "bundle/sheaf-checks.h"
#include "desk.h"
#include "model/sheaf-time.h"

/* A check found in a desk after one change, and the name it goes by. */
typedef struct
{
  const char *path;
  const char *id;
  const char *member;
  const char *json; /* NULL to take the member away */
  SheafCheckKind kind;
  const char *name;
  gboolean blocks;
  const char *entity; /* what it is about, or NULL for the bundle itself */
} Case;

static const Case cases[] = {
  { "no-title", DESK_BUNDLE, "title", "\"  \"", SHEAF_CHECK_NO_TITLE, "no-title", TRUE, NULL },
  { "no-slug", DESK_BUNDLE, "slug", NULL, SHEAF_CHECK_NO_SLUG, "no-slug", TRUE, NULL },
  { "slug-with-slash", DESK_BUNDLE, "slug", "\"a/b\"", SHEAF_CHECK_BAD_SLUG, "bad-slug", TRUE,
    NULL },
  { "slug-with-dots", DESK_BUNDLE, "slug", "\"..\"", SHEAF_CHECK_BAD_SLUG, "bad-slug", TRUE,
    NULL },
  { "slug-with-edge-hyphen", DESK_BUNDLE, "slug", "\"a-\"", SHEAF_CHECK_BAD_SLUG, "bad-slug",
    TRUE, NULL },
  { "no-sections", DESK_BUNDLE, "sections", NULL, SHEAF_CHECK_NO_SECTIONS, "no-sections", TRUE,
    NULL },
  { "empty-set", DESK_SET, "members", NULL, SHEAF_CHECK_EMPTY_SET, "empty-set", TRUE, DESK_SET },
  { "missing-section", DESK_BUNDLE, "sections",
    "[{\"key\": \"0193c000-0000-7000-8000-0000000000ff\", \"pos\": \"B\", \"type\": \"set\"}]",
    SHEAF_CHECK_MISSING_PART, "missing-part", TRUE, NULL },
  { "embargo", DESK_BUNDLE, "embargo", "\"2026-11-25T06:00:00.000Z\"", SHEAF_CHECK_EMBARGO,
    "embargo", TRUE, NULL },
  { "empty-editorial", DESK_EDITORIAL, "body", "\"\\n \"", SHEAF_CHECK_EMPTY_EDITORIAL,
    "empty-editorial", TRUE, DESK_EDITORIAL },
  { "no-summary", DESK_BUNDLE, "summary", NULL, SHEAF_CHECK_NO_SUMMARY, "no-summary", FALSE,
    NULL },
  { "draft-editorial", DESK_EDITORIAL, "status", "\"draft\"", SHEAF_CHECK_DRAFT_EDITORIAL,
    "draft-editorial", FALSE, DESK_EDITORIAL },
  { "no-lead", DESK_SET, "lead", NULL, SHEAF_CHECK_NO_LEAD, "no-lead", FALSE, DESK_SET },
  { "dismissed", DESK_LEAD, "state", "\"dismissed\"", SHEAF_CHECK_DISMISSED, "dismissed", FALSE,
    DESK_LEAD },
  { "image-without-alt", DESK_BUNDLE, "image", "{\"url\": \"https://img.example/a.png\"}",
    SHEAF_CHECK_IMAGE_WITHOUT_ALT, "image-without-alt", FALSE, NULL },
};

static SheafCheck *
find_check (GPtrArray      *checks,
            SheafCheckKind  kind,
            const char     *entity)
{
  for (guint i = 0; i < checks->len; i++)
    {
      SheafCheck *check = g_ptr_array_index (checks, i);
      const char *about = check->entity != NULL ? sheaf_entity_get_id (check->entity) : NULL;

      if (check->kind == kind && g_strcmp0 (about, entity) == 0)
        return check;
    }

  return NULL;
}

static GPtrArray *
run_checks (Desk *desk)
{
  return sheaf_bundle_check (desk_get (desk, DESK_BUNDLE), &desk->compose);
}

/* The desk as it is loaded lacks what a case looks for, so that each finds what it changed. */
static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) before = run_checks (desk);
  g_autoptr (GPtrArray) after = NULL;
  SheafCheck *check;

  g_assert_null (find_check (before, test->kind, test->entity));

  desk_change (desk, test->id, test->member, test->json);
  after = run_checks (desk);
  check = find_check (after, test->kind, test->entity);

  g_assert_nonnull (check);
  g_assert_cmpint (check->blocks, ==, test->blocks);
  g_assert_cmpstr (sheaf_check_kind_to_string (check->kind), ==, test->name);
}

static void
test_missing_member (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) checks = run_checks (desk);

  /* The fifth member is a deleted article. */
  g_assert_nonnull (find_check (checks, SHEAF_CHECK_MISSING_PART, DESK_SET));
}

static void
test_nothing_stands_in_the_way (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) checks = NULL;

  desk_change (desk, "0193e000-0000-7000-8000-000000000005", "deleted", NULL);
  desk_change (desk, "0193e000-0000-7000-8000-000000000004", "state", "\"kept\"");
  checks = run_checks (desk);

  g_assert_cmpuint (checks->len, ==, 0);
}

static void
test_tags_of_a_set_count (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) with = NULL;
  g_autoptr (GPtrArray) without = NULL;

  desk_change (desk, DESK_BUNDLE, "tags", NULL);
  with = run_checks (desk);
  g_assert_null (find_check (with, SHEAF_CHECK_NO_TAGS, NULL));

  desk_change (desk, DESK_SET, "tags", NULL);
  without = run_checks (desk);
  g_assert_nonnull (find_check (without, SHEAF_CHECK_NO_TAGS, NULL));
}

static void
test_embargo_names_its_end_and_ends (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  gint64 end = sheaf_time_from_string ("2026-11-25T06:00:00.000Z");

  desk_change (desk, DESK_BUNDLE, "embargo", "\"2026-11-25T06:00:00.000Z\"");
  before = run_checks (desk);
  g_assert_true (find_check (before, SHEAF_CHECK_EMBARGO, NULL)->time == end);

  desk->compose.now = end;
  after = run_checks (desk);
  g_assert_null (find_check (after, SHEAF_CHECK_EMBARGO, NULL));
}

static void
test_blocking_ones_come_first (void)
{
  g_autoptr (Desk) desk = desk_load ();
  g_autoptr (GPtrArray) checks = NULL;
  gboolean warned = FALSE;

  desk_change (desk, DESK_BUNDLE, "summary", NULL);
  desk_change (desk, DESK_EDITORIAL, "status", "\"draft\"");
  desk_change (desk, DESK_EDITORIAL, "body", NULL);
  checks = run_checks (desk);

  for (guint i = 0; i < checks->len; i++)
    {
      SheafCheck *check = g_ptr_array_index (checks, i);

      g_assert_false (check->blocks && warned);
      warned = warned || !check->blocks;
    }
  g_assert_true (warned);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/bundle/checks/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/bundle/checks/missing-member", test_missing_member);
  g_test_add_func ("/bundle/checks/nothing", test_nothing_stands_in_the_way);
  g_test_add_func ("/bundle/checks/tags-of-a-set", test_tags_of_a_set_count);
  g_test_add_func ("/bundle/checks/embargo-end", test_embargo_names_its_end_and_ends);
  g_test_add_func ("/bundle/checks/blocking-first", test_blocking_ones_come_first);

  return g_test_run ();
}
