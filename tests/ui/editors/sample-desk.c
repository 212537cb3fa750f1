/* sample-desk.c: a desk on a replica of its own, with a set, an editorial and a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "ui/editors/sample-desk.h"

#include <glib/gstdio.h>

#include "model/sheaf-json.h"
#include "model/sheaf-time.h"

static const struct
{
  const char *title;
  const char *publisher;
  const char *summary;
  const char *language;
} articles[] = {
  { "Ferry line to link Port Alma with the islands by spring", "Coast Wire",
    "Two ships, four crossings a day and a fare below that of the mail boat: the islands’ council "
    "has signed for a line that their schools and clinics have asked for since the storm of 2019.",
    "en" },
  { "Yards win orders for two electric ferries", "Alma Business Daily",
    "The Sundvall yard will build both hulls; batteries come from abroad. Delivery is to be in "
    "fourteen months.", "en" },
  { "Islanders fear for the mail boat", "The Outer Isles Post",
    "For ninety years the Margit has carried letters, bread and gossip. Her skipper has not been "
    "told what is to become of her.", "en" },
  { "Was die Fähre kostet", "Nordkurier Sundvall",
    "Elf Millionen im Jahr, davon trägt der Bund die Hälfte. Eine Rechnung mit Unbekannten.", "de" },
  { "島々を結ぶ新航路、来春開通へ", "湾岸新聞",
    "電気フェリー二隻が一日四往復。島の議会が運航会社と契約した。", "ja" },
  { "خط عبّارات جديد يربط ميناء ألما بالجزر", "صدى الساحل",
    "أربع رحلات يومياً ابتداءً من الربيع المقبل، وأجرة أقل من أجرة قارب البريد.", "ar" },
};

static void
on_acted (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *group = sheaf_desk_act_finish (SHEAF_DESK (source), result, &error);

  g_assert_no_error (error);
  *done = TRUE;
}

static void
run_edits (SheafDesk *desk,
           GPtrArray *edits)
{
  gboolean done = FALSE;

  sheaf_desk_edit_async (desk, edits, NULL, on_acted, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

void
sample_desk_edit (SheafDesk *desk,
                  SheafEdit *edit)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);

  g_ptr_array_add (edits, edit);
  run_edits (desk, edits);
}

static SheafEdit *
make (SheafKind   kind,
      const char *id,
      const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *value = sheaf_json_parse (json, -1, &error);
  SheafEdit *edit = sheaf_edit_new (kind, id, NULL);

  g_assert_no_error (error);
  sheaf_edit_create (edit, value);
  return edit;
}

char *
sample_desk_article (guint i)
{
  return g_strdup_printf ("01930000-0000-7000-8001-%012u", i);
}

static void
add_articles (GPtrArray *edits,
              guint      n)
{
  gint64 now = sheaf_time_now ();

  for (guint i = 0; i < n; i++)
    {
      guint j = i % G_N_ELEMENTS (articles);
      g_autofree char *id = sample_desk_article (i);
      g_autofree char *time = sheaf_time_to_string (now - (gint64) (i + 1) * 5400 * 1000);
      g_autofree char *json = NULL;

      json = g_strdup_printf ("{\"title\": \"%s\", \"publisher\": \"%s\", \"summary\": \"%s\", "
                              "\"language\": \"%s\", \"published\": \"%s\", \"state\": \"kept\", "
                              "\"url\": \"https://news.example/%u\"}",
                              articles[j].title, articles[j].publisher, articles[j].summary,
                              articles[j].language, time, i);
      g_ptr_array_add (edits, make (SHEAF_KIND_ARTICLE, id, json));
    }
}

static char *
make_members (guint n)
{
  GString *members = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = sample_desk_article (i);

      g_string_append_printf (members, "%s{\"key\": \"%s\", \"pos\": \"%c%c\", \"role\": \"%s\"%s}",
                              i > 0 ? ", " : "", id, 'a' + i / 26, 'b' + i % 25,
                              i == 2 ? "opposing" : i == 3 ? "background" : "related",
                              i == 2 ? ", \"override\": {\"headline\": \"What becomes of the "
                              "Margit?\", \"kicker\": \"The mail boat\"}" : "");
    }

  return g_string_free (members, FALSE);
}

static void
fill (SheafDesk *desk,
      guint      n_members)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) sheaf_edit_unref);
  g_autofree char *members = make_members (n_members);
  g_autofree char *cited = sample_desk_article (0);
  g_autofree char *set = NULL;
  g_autofree char *editorial = NULL;
  g_autofree char *bundle = NULL;

  add_articles (edits, MAX (n_members, 6));
  set = g_strdup_printf ("{\"title\": \"A ferry for the islands\", \"members\": [%s]}", members);
  editorial = g_strdup_printf ("{\"headline\": \"A line on the map is not yet a line\", "
                               "\"standfirst\": \"The ferry is right. What it is for has yet to be "
                               "said.\", \"language\": \"en\", \"set\": \"" SAMPLE_SET "\", "
                               "\"status\": \"draft\", \"authors\": [{\"name\": \"Mara Lindqvist\"}], "
                               "\"body\": \"A ferry is a promise with a timetable. The islands' "
                               "council has now [[%s|signed for one]], and nobody who has waited "
                               "on the quay at Port Alma in February will begrudge it.\\n\\n"
                               "## What it costs\\n\\nEleven million a year is a great deal of "
                               "money for **four crossings a day**. It is less than a school that "
                               "nobody can reach.\\n\\n- two ships\\n- four crossings\\n- one "
                               "misteak in the contract\\n\"}", cited);
  bundle = g_strdup ("{\"title\": \"A ferry for the islands\", \"slug\": \"ferry-for-the-islands\", "
                     "\"summary\": \"From spring on two electric ferries link Port Alma with the "
                     "islands. What they cost, who builds them, and who fears them.\", "
                     "\"language\": \"en\", \"status\": \"draft\", \"sections\": ["
                     "{\"key\": \"" SAMPLE_SET "\", \"pos\": \"aM\", \"type\": \"set\"}, "
                     "{\"key\": \"" SAMPLE_EDITORIAL "\", \"pos\": \"aT\", \"type\": \"editorial\"}]}");

  g_ptr_array_add (edits, make (SHEAF_KIND_SET, SAMPLE_SET, set));
  g_ptr_array_add (edits, make (SHEAF_KIND_EDITORIAL, SAMPLE_EDITORIAL, editorial));
  g_ptr_array_add (edits, make (SHEAF_KIND_BUNDLE, SAMPLE_BUNDLE, bundle));
  run_edits (desk, edits);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  gboolean *done = data;
  g_autoptr (GError) error = NULL;

  sheaf_desk_open_finish (SHEAF_DESK (source), result, &error);
  g_assert_no_error (error);
  *done = TRUE;
}

SheafDesk *
sample_desk_open (guint n_members)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sheaf-editor-XXXXXX", &error);
  g_autofree char *replica = g_build_filename (folder, "replica.db", NULL);
  g_autofree char *address = g_strconcat ("unix:", folder, "/none", NULL);
  SheafDesk *desk;
  gboolean done = FALSE;

  g_assert_no_error (error);
  desk = sheaf_desk_new (replica, address, NULL);
  g_object_set_data_full (G_OBJECT (desk), "folder", folder, g_free);
  sheaf_desk_open_async (desk, NULL, on_opened, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  fill (desk, n_members);
  return desk;
}

static void
on_closed (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  gboolean *done = data;

  sheaf_desk_close_finish (SHEAF_DESK (source), result, NULL);
  *done = TRUE;
}

void
sample_desk_close (SheafDesk *desk)
{
  g_autofree char *folder = g_strdup (g_object_get_data (G_OBJECT (desk), "folder"));
  gboolean done = FALSE;
  const char *name;
  GDir *dir;

  sheaf_desk_close_async (desk, NULL, on_closed, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_object_unref (desk);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_rmdir (folder);
}
