/* test-replicas.c: random histories of several replicas, parted, delayed and repeated
 *
 * The seed is printed by the test framework; --seed runs the same histories again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "desk.h"
#include "newsroom.h"

#include <string.h>

#include "model/sheaf-id.h"
#include "model/sheaf-json.h"
#include "model/sheaf-position.h"
#include "model/sheaf-time.h"

#define N_REPLICAS 3
#define N_ENTITIES 3 /* ids 1 to 3; tags and members are 4 to 9 */
#define N_ROUNDS 1000
#define N_STEPS 50

static guint n_words;

static guint
roll (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static const char *
some_key (void)
{
  return desk_id (4 + roll (6));
}

static char *
new_word (void)
{
  return g_strdup_printf ("w%u", n_words++);
}

static JsonNode *
some_title (void)
{
  g_autofree char *title = g_strdup_printf ("Title %u", roll (4));

  return roll (5) == 0 ? NULL : sheaf_json_string (title);
}

/* Words in paragraphs: one put in, or one taken out. */
static char *
retype (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words), at = roll (n + 1);
  gboolean removes = n > 1 && roll (4) == 0;
  GString *typed = g_string_new (NULL);

  for (guint i = 0; i <= n; i++)
    {
      if (i == at && !removes)
        {
          g_autofree char *word = new_word ();

          g_string_append_printf (typed, "%s%s ", word, roll (4) == 0 ? " \n\n" : "");
        }
      if (i < n && *words[i] != '\0' && !(i == at && removes))
        g_string_append_printf (typed, "%s ", words[i]);
    }

  return g_string_free (typed, FALSE);
}

static char *
some_position (JsonArray *members)
{
  guint n = members != NULL ? json_array_get_length (members) : 0, at = roll (n + 1);
  const char *before = NULL, *after = NULL;

  if (at > 0)
    before = json_object_get_string_member (json_array_get_object_element (members, at - 1), "pos");
  if (at < n)
    after = json_object_get_string_member (json_array_get_object_element (members, at), "pos");

  return sheaf_position_between (before, after);
}

static JsonNode *
some_item (void)
{
  JsonObject *item = json_object_new ();

  if (roll (2) == 0)
    json_object_set_string_member (item, "role", roll (2) == 0 ? "related" : "update");
  if (roll (3) == 0)
    json_object_set_string_member (item, "note", "A note");

  return sheaf_json_take_object (item);
}

static void
change_members (SheafEdit *edit,
                SheafEntity *shown)
{
  JsonArray *members = sheaf_entity_get_array (shown, "members");
  g_autofree char *pos = some_position (members);
  JsonObject *item;
  const char *key;

  if (members == NULL || roll (3) == 0)
    {
      sheaf_edit_insert (edit, "members", some_key (), pos, some_item ());
      return;
    }

  item = json_array_get_object_element (members, roll (json_array_get_length (members)));
  key = json_object_get_string_member (item, "key");
  switch (roll (3))
    {
    case 0:
      sheaf_edit_move (edit, "members", key, json_object_get_string_member (item, "pos"), pos);
      break;
    case 1:
      sheaf_edit_take (edit, "members", key,
                       sheaf_json_take_object (sheaf_json_copy_object (item)));
      break;
    default:
      sheaf_edit_put_item (edit, "members", key, "override/headline",
                           sheaf_json_copy (sheaf_json_lookup (item, "override/headline")),
                           some_title ());
      break;
    }
}

static void
change_something (SheafEdit *edit,
                  SheafEntity *shown)
{
  const char *note = sheaf_entity_get_string (shown, "note");
  g_autofree char *typed = NULL;

  switch (roll (8))
    {
    case 0:
      sheaf_edit_put (edit, "title", sheaf_json_copy (sheaf_entity_get (shown, "title")),
                      some_title ());
      break;
    case 1:
      sheaf_edit_add (edit, "tags", some_key ());
      break;
    case 2:
      sheaf_edit_remove (edit, "tags", some_key ());
      break;
    case 3:
    case 4:
      typed = retype (note != NULL ? note : "");
      sheaf_edit_text (edit, "note", note, typed);
      break;
    default:
      change_members (edit, shown);
      break;
    }
}

static SheafEdit *
create_something (const char *id)
{
  SheafEdit *edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
  JsonObject *value = json_object_new ();
  g_autofree char *word = new_word ();

  json_object_set_string_member (value, "note", word);
  sheaf_edit_create (edit, sheaf_json_take_object (value));

  return edit;
}

/* One act of a person, as they see things. */
static void
act (Replica *replica,
     Backend *backend)
{
  const char *id = desk_id (1 + roll (N_ENTITIES));
  g_autoptr (SheafEntity) shown = replica_show (replica, id);
  g_autoptr (SheafEdit) edit = NULL;

  if (shown == NULL)
    {
      edit = create_something (id);
    }
  else if (roll (8) == 0 && replica->sent->len > 0)
    {
      SheafEdit *sent = g_ptr_array_index (replica->sent, roll (replica->sent->len));

      edit = sheaf_edit_invert (sent, backend_apply (backend, sent)->applied, NULL);
    }
  else
    {
      edit = sheaf_edit_new (SHEAF_KIND_SET, id, NULL);
      if (sheaf_entity_is_deleted (shown) && roll (2) == 0)
        sheaf_edit_restore (edit);
      else if (roll (40) == 0)
        sheaf_edit_delete (edit, shown);
      else
        change_something (edit, shown);
    }

  if (edit != NULL)
    g_ptr_array_add (replica->outbox, g_steal_pointer (&edit));
}

static void
step (Backend *backend,
      Replica **replicas)
{
  Replica *replica = replicas[roll (N_REPLICAS)];

  switch (roll (8))
    {
    case 0:
      replica_receive (replica, backend, 1 + roll (3));
      break;
    case 1:
      replica_send (replica, backend, 1 + roll (4), roll (3) == 0);
      break;
    case 2:
      if (roll (4) == 0)
        backend_learn (backend, desk_id (1 + roll (N_ENTITIES)));
      break;
    default:
      act (replica, backend);
      break;
    }
}

static gboolean
has_word (const char *text,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *at = text; at != NULL && (at = strstr (at, word)) != NULL; at += length)
    {
      if (!g_ascii_isalnum (at[length]) && (at == text || !g_ascii_isalnum (at[-1])))
        return TRUE;
    }

  return FALSE;
}

/* Adds the words of @text that @other has not to @words. */
static void
add_words (GHashTable *words,
           const char *text,
           const char *other)
{
  g_auto (GStrv) split = g_strsplit_set (text != NULL ? text : "", " \n", -1);

  for (guint i = 0; split[i] != NULL; i++)
    {
      if (*split[i] != '\0' && !has_word (other, split[i]))
        g_hash_table_add (words, g_strdup (split[i]));
    }
}

/* What an edit put in and took out, as it was applied. */
static void
note_words (SheafOutcome *outcome,
            GHashTable *typed,
            GHashTable *removed)
{
  for (guint i = 0; i < json_array_get_length (outcome->applied); i++)
    {
      JsonObject *change = json_array_get_object_element (outcome->applied, i);
      const char *op = json_object_get_string_member (change, "op");
      const char *value, *replaced;

      value = sheaf_json_get_string (json_object_get_member (change, "value"));
      if (strcmp (op, "create") == 0)
        add_words (typed, sheaf_json_get_string (sheaf_json_lookup (change, "value/note")), NULL);
      if (strcmp (op, "text") != 0)
        continue;
      replaced = sheaf_json_get_string (json_object_get_member (change, "replaced"));
      add_words (typed, value, replaced);
      add_words (removed, replaced, value);
    }
}

static gboolean
clashes_on_text (SheafOutcome *outcome)
{
  for (guint i = 0; i < json_array_get_length (outcome->clashes); i++)
    {
      JsonObject *clash = json_array_get_object_element (outcome->clashes, i);

      if (g_strcmp0 (sheaf_json_get_string (json_object_get_member (clash, "field")), "note") == 0)
        return TRUE;
    }

  return FALSE;
}

static char *
all_notes (Backend *backend)
{
  GString *notes = g_string_new (NULL);
  GHashTableIter iter;
  gpointer entity;

  g_hash_table_iter_init (&iter, backend->entities);
  while (g_hash_table_iter_next (&iter, NULL, &entity))
    {
      const char *note = sheaf_entity_get_string (entity, "note");

      g_string_append_printf (notes, "%s\n", note != NULL ? note : "");
    }

  return g_string_free (notes, FALSE);
}

/* Every word that an edit set out to write was written, or the edit clashed; and it is there at the
 * end, unless an edit removed it. */
static void
check_typing (Backend *backend)
{
  g_autoptr (GHashTable) typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *end = all_notes (backend);
  GHashTableIter iter;
  gpointer word;

  for (guint i = 0; i < backend->log->len; i++)
    {
      SheafEdit *edit = g_ptr_array_index (backend->log, i);
      const SheafChange *change = sheaf_edit_get_change (edit, 0);
      SheafOutcome *outcome = backend_apply (backend, edit);
      g_autoptr (GHashTable) meant = NULL;

      note_words (outcome, typed, removed);
      if (change->op != SHEAF_OP_TEXT || clashes_on_text (outcome))
        continue;

      meant = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      add_words (meant, sheaf_json_get_string (change->value),
                 sheaf_json_get_string (change->was));
      g_hash_table_iter_init (&iter, meant);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        g_assert_true (g_hash_table_contains (typed, word));
    }

  g_hash_table_iter_init (&iter, typed);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    g_assert_true (has_word (end, word) || g_hash_table_contains (removed, word));
}

/* No edit took out a word that its maker had not seen. */
static void
check_removals (Backend *backend)
{
  for (guint i = 0; i < backend->log->len; i++)
    {
      SheafEdit *edit = g_ptr_array_index (backend->log, i);
      const SheafChange *change = sheaf_edit_get_change (edit, 0);
      g_autoptr (GHashTable) typed = NULL;
      g_autoptr (GHashTable) removed = NULL;
      GHashTableIter iter;
      gpointer word;

      if (change->op != SHEAF_OP_TEXT)
        continue;

      typed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      removed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      note_words (backend_apply (backend, edit), typed, removed);
      g_hash_table_iter_init (&iter, removed);
      while (g_hash_table_iter_next (&iter, &word, NULL))
        {
          g_assert_true (has_word (sheaf_json_get_string (change->was), word));
          g_assert_false (has_word (sheaf_json_get_string (change->value), word));
        }
    }
}

/* Sent again, in any order, no edit has an effect. */
static void
check_repeats (Backend *backend)
{
  g_autofree char *before = newsroom_text (backend->entities);
  g_autofree char *after = NULL;
  gint64 seq = backend->seq;

  for (guint i = 0; i < backend->log->len; i++)
    backend_apply (backend, g_ptr_array_index (backend->log, roll (backend->log->len)));

  after = newsroom_text (backend->entities);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpint (backend->seq, ==, seq);
}

static void
test_convergence (void)
{
  guint n_clashes = 0, n_edits = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      Backend *backend = backend_new ();
      Replica *replicas[N_REPLICAS];
      g_autofree char *truth = NULL;

      for (guint i = 0; i < N_REPLICAS; i++)
        replicas[i] = replica_new ();

      for (guint i = 0; i < N_STEPS; i++)
        step (backend, replicas);

      for (guint i = 0; i < N_REPLICAS; i++)
        replica_send (replicas[i], backend, G_MAXUINT, FALSE);
      truth = newsroom_text (backend->entities);
      for (guint i = 0; i < N_REPLICAS; i++)
        {
          g_autofree char *text = NULL;

          while (replicas[i]->seq < backend->seq)
            replica_receive (replicas[i], backend, 1 + roll (2));
          text = newsroom_text (replicas[i]->entities);
          g_assert_cmpstr (text, ==, truth);
        }

      check_typing (backend);
      check_removals (backend);
      check_repeats (backend);

      for (guint i = 0; i < backend->log->len; i++)
        n_clashes += json_array_get_length (
            backend_apply (backend, g_ptr_array_index (backend->log, i))->clashes);
      n_edits += backend->log->len;
      for (guint i = 0; i < N_REPLICAS; i++)
        replica_free (replicas[i]);
      backend_free (backend);
    }

  g_test_message ("%u edits, %u clashes", n_edits, n_clashes);
  g_assert_cmpuint (n_clashes, >, n_edits / 100);
  g_assert_cmpuint (n_clashes, <, n_edits / 2);
}

/* Whoever works alone has on the screen what the backend will answer. */
static void
test_alone (void)
{
  for (guint round = 0; round < N_ROUNDS / 2; round++)
    {
      Backend *backend = backend_new ();
      Replica *replica = replica_new ();

      for (guint i = 0; i < N_STEPS; i++)
        {
          g_autoptr (GHashTable) shown = g_hash_table_new_full (
              g_str_hash, g_str_equal, NULL, (GDestroyNotify) sheaf_entity_unref);

          act (replica, backend);
          if (roll (4) != 0)
            continue;

          for (guint n = 1; n <= N_ENTITIES; n++)
            {
              SheafEntity *entity = replica_show (replica, desk_id (n));

              if (entity != NULL)
                g_hash_table_insert (shown, (gpointer) desk_id (n), entity);
            }
          replica_send (replica, backend, G_MAXUINT, FALSE);
          replica_receive (replica, backend, G_MAXUINT);
          g_assert_cmpuint (g_hash_table_size (shown), ==, g_hash_table_size (backend->entities));
          for (guint n = 1; n <= N_ENTITIES; n++)
            {
              SheafEntity *expected = g_hash_table_lookup (shown, desk_id (n));
              SheafEntity *actual = g_hash_table_lookup (backend->entities, desk_id (n));
              g_autofree char *one = expected != NULL ? desk_fields (expected) : NULL;
              g_autofree char *other = actual != NULL ? desk_fields (actual) : NULL;

              g_assert_cmpstr (one, ==, other);
              if (expected != NULL)
                g_assert_cmpint (sheaf_entity_get_rev (expected), ==,
                                 sheaf_entity_get_rev (actual));
            }
        }

      replica_free (replica);
      backend_free (backend);
    }
}

static void
check_same (SheafEntity *a,
            SheafEntity *b)
{
  g_autofree char *one = desk_fields (a);
  g_autofree char *other = desk_fields (b);

  g_assert_cmpstr (one, ==, other);
  g_assert_cmpint (sheaf_entity_is_deleted (a), ==, sheaf_entity_is_deleted (b));
}

/* Takes back what @outcome did to @before, and then takes that back. */
static void
check_undo (SheafEdit *edit,
            SheafEntity *before,
            SheafOutcome *outcome)
{
  g_autoptr (SheafEdit) undo = sheaf_edit_invert (edit, outcome->applied, NULL);
  g_autoptr (SheafEdit) redo = NULL;
  g_autoptr (SheafOutcome) undone = NULL;
  g_autoptr (SheafOutcome) redone = NULL;

  if (json_array_get_length (outcome->applied) == 0)
    {
      g_assert_null (undo);
      return;
    }

  g_assert_cmpstr (sheaf_edit_get_undoes (undo), ==, sheaf_edit_get_id (edit));
  undone = desk_apply (outcome->entity, undo);
  g_assert_cmpuint (json_array_get_length (undone->clashes), ==, 0);
  if (before != NULL)
    check_same (undone->entity, before);
  else
    g_assert_true (sheaf_entity_is_deleted (undone->entity));

  redo = sheaf_edit_invert (undo, undone->applied, NULL);
  redone = desk_apply (undone->entity, redo);
  g_assert_cmpuint (json_array_get_length (redone->clashes), ==, 0);
  check_same (redone->entity, outcome->entity);
}

/* Two replicas that see each other late, and every edit taken back as soon as it was applied. */
static void
test_undo (void)
{
  for (guint round = 0; round < N_ROUNDS / 2; round++)
    {
      Backend *backend = backend_new ();
      Replica *replicas[2] = { replica_new (), replica_new () };

      for (guint i = 0; i < N_STEPS; i++)
        {
          Replica *replica = replicas[roll (2)];
          SheafEdit *edit;
          SheafEntity *known;
          g_autoptr (SheafEntity) before = NULL;

          act (replica, backend);
          if (roll (3) == 0)
            replica_receive (replica, backend, G_MAXUINT);
          if (replica->outbox->len == 0)
            continue;

          edit = g_ptr_array_index (replica->outbox, 0);
          known = g_hash_table_lookup (backend->entities, sheaf_edit_get_entity_id (edit));
          before = known != NULL ? sheaf_entity_ref (known) : NULL;
          check_undo (edit, before, backend_apply (backend, edit));
          replica_send (replica, backend, 1, FALSE);
        }

      replica_free (replicas[0]);
      replica_free (replicas[1]);
      backend_free (backend);
    }
}

int
main (int argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/replicas/convergence", test_convergence);
  g_test_add_func ("/model/replicas/alone", test_alone);
  g_test_add_func ("/model/replicas/undo", test_undo);

  return g_test_run ();
}
