/* sheaf-replica-schema.c: the replica's tables
 *
 * Every entity is kept twice: as the backend has it (`base`) and as the desk shows it (`shown`,
 * NULL where that is the same), which is the former with the waiting edits applied. What lists
 * need of articles stands in tables and indexes of its own, so that a query reads one index and
 * a page reads short rows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-replica-schema.h"

#include "client/sheaf-journal.h"

static const SheafMigration migrations[] = {
  { "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

    "CREATE TABLE entity ("
    "  row INTEGER PRIMARY KEY,"
    "  kind INTEGER NOT NULL,"
    "  id TEXT NOT NULL,"
    "  generation INTEGER NOT NULL DEFAULT 0," /* of the resync that last named it */
    "  base TEXT,"
    "  shown TEXT,"
    "  UNIQUE (kind, id));"

    /* shelf: 0 inbox, 1 kept, 2 dismissed, 3 in no list (deleted, or found to be another) */
    "CREATE TABLE article ("
    "  row INTEGER PRIMARY KEY REFERENCES entity ON DELETE CASCADE,"
    "  id TEXT NOT NULL,"
    "  shelf INTEGER NOT NULL,"
    "  published INTEGER NOT NULL,"
    "  story TEXT,"
    "  original TEXT," /* what it is the same as, or a duplicate of */
    "  title TEXT NOT NULL,"
    "  summary TEXT NOT NULL,"
    "  publisher TEXT NOT NULL,"
    "  language TEXT,"
    "  rtl INTEGER NOT NULL,"
    "  reason TEXT,"
    "  tags TEXT NOT NULL);"
    "CREATE INDEX article_by_shelf ON article (shelf, published);"
    "CREATE INDEX article_by_time ON article (published) WHERE shelf < 3;"
    "CREATE INDEX article_by_story ON article (story, published) WHERE story IS NOT NULL;"
    "CREATE INDEX article_by_original ON article (original) WHERE original IS NOT NULL;"

    "CREATE TABLE article_tag ("
    "  tag TEXT NOT NULL, published INTEGER NOT NULL, row INTEGER NOT NULL,"
    "  PRIMARY KEY (tag, published, row)) WITHOUT ROWID;"
    "CREATE TABLE article_source ("
    "  source TEXT NOT NULL, published INTEGER NOT NULL, row INTEGER NOT NULL,"
    "  shelf INTEGER NOT NULL,"
    "  PRIMARY KEY (source, published, row)) WITHOUT ROWID;"
    "CREATE INDEX article_source_by_shelf ON article_source (shelf, source);"

    /* Kept by what writes `article`: the schema is not trusted to write virtual tables itself. */
    "CREATE VIRTUAL TABLE article_text USING fts5 ("
    "  title, summary, publisher, content='article', content_rowid='row', tokenize='sheaf');"

    /* target: where following `merged` ends; the tag itself where it was not merged */
    "CREATE TABLE tag ("
    "  id TEXT PRIMARY KEY, name TEXT NOT NULL, merged TEXT, target TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX tag_by_target ON tag (target);"
    "CREATE TABLE tag_name ("
    "  folded TEXT NOT NULL, alias INTEGER NOT NULL, tag TEXT NOT NULL,"
    "  PRIMARY KEY (folded, alias, tag)) WITHOUT ROWID;"
    "CREATE INDEX tag_name_by_tag ON tag_name (tag);"

    "CREATE TABLE member ("
    "  set_id TEXT NOT NULL, article TEXT NOT NULL, PRIMARY KEY (set_id, article)) WITHOUT ROWID;"
    "CREATE INDEX member_by_article ON member (article);"

    "CREATE TABLE body (article TEXT PRIMARY KEY, html TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE seen (article TEXT PRIMARY KEY) WITHOUT ROWID;"

    /* state: 0 waiting, 1 answered, 2 refused; sent: whether the backend may know it already */
    "CREATE TABLE edit ("
    "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  id TEXT NOT NULL UNIQUE,"
    "  group_id TEXT NOT NULL,"
    "  kind INTEGER NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  undoes TEXT,"
    "  state INTEGER NOT NULL DEFAULT 0,"
    "  sent INTEGER NOT NULL DEFAULT 0,"
    "  body TEXT NOT NULL,"
    "  applied TEXT NOT NULL);"
    "CREATE INDEX edit_waiting ON edit (n) WHERE state = 0;"
    "CREATE INDEX edit_by_entity ON edit (kind, entity, n) WHERE state = 0;"
    "CREATE INDEX edit_by_group ON edit (group_id, n);"
    "CREATE INDEX edit_by_undone ON edit (undoes) WHERE undoes IS NOT NULL AND state = 0;"

    /* state: 0 done, 1 undone; turn: when it last turned, the latest is undone or redone first */
    "CREATE TABLE act ("
    "  turn INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  group_id TEXT NOT NULL UNIQUE,"
    "  state INTEGER NOT NULL,"
    "  inverse TEXT);"

    "CREATE TABLE command ("
    "  id TEXT PRIMARY KEY,"
    "  name TEXT NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  made INTEGER NOT NULL,"
    "  confirmed INTEGER NOT NULL,"
    "  behind INTEGER NOT NULL," /* the last edit that goes before it */
    "  state INTEGER NOT NULL,"
    "  body TEXT NOT NULL,"
    "  answer TEXT);"

    "CREATE TABLE clash ("
    "  number INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind INTEGER NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  field TEXT NOT NULL,"
    "  key TEXT NOT NULL,"
    "  path TEXT NOT NULL,"
    "  base TEXT, mine TEXT, theirs TEXT,"
    "  UNIQUE (kind, entity, field, key, path));"

    "CREATE TABLE typing ("
    "  kind INTEGER NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL,"
    "  base TEXT NOT NULL, start TEXT NOT NULL,"
    "  PRIMARY KEY (kind, entity, field)) WITHOUT ROWID;"
    "CREATE TABLE splice ("
    "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  kind INTEGER NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL,"
    "  offset INTEGER NOT NULL, removed INTEGER NOT NULL, inserted TEXT NOT NULL);"
    "CREATE INDEX splice_by_field ON splice (kind, entity, field, n);" },

  /* What the backend says of an entity while an edit of it is not answered. An edit's `sent` is 2
   * where it is answered and another of its entity is not. */
  { "CREATE TABLE held ("
    "  kind INTEGER NOT NULL, entity TEXT NOT NULL,"
    "  generation INTEGER NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL,"
    "  PRIMARY KEY (kind, entity)) WITHOUT ROWID;" },

  /* Runs of typing that have become edits. The journal is a database of its own now; what one
   * within the replica holds is given its form and read when the desk opens. */
  { "CREATE TABLE typed (run TEXT PRIMARY KEY) WITHOUT ROWID;"
    "ALTER TABLE typing RENAME TO former_typing;"
    "ALTER TABLE splice RENAME TO former_splice;"
    SHEAF_JOURNAL_TABLES
    "INSERT INTO typing (run, kind, entity, field, base, start)"
    "  SELECT lower (hex (randomblob (16))), kind, entity, field, base, start FROM former_typing;"
    "INSERT INTO splice (run, offset, removed, inserted)"
    "  SELECT t.run, s.offset, s.removed, s.inserted FROM former_splice s"
    "  JOIN typing t USING (kind, entity, field) ORDER BY s.n;"
    "DROP TABLE former_splice;"
    "DROP TABLE former_typing;" },

  /* `seq` is that of `base`; what is shown of an article is made when it is asked for. `digest` is
   * of what lists show of an article but its state and tags, `version` of what its body goes with;
   * `plain` says that its state is its shelf. The words of a body that is kept are found, too. */
  { "ALTER TABLE entity ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;"
    "UPDATE entity SET seq = json_extract (base, '$.seq') WHERE base IS NOT NULL;"
    "UPDATE entity SET shown = NULL WHERE kind = 0;"
    "ALTER TABLE article ADD COLUMN authors TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE article ADD COLUMN sources TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE article ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE article ADD COLUMN version INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE article ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;"
    "UPDATE article SET sources = coalesce ("
    "  (SELECT group_concat (json_extract (o.value, '$.source'), ' ')"
    "   FROM entity e, json_each (e.base, '$.origins') o WHERE e.row = article.row), '');"
    "ALTER TABLE body ADD COLUMN words TEXT;"
    "DROP TABLE article_text;"
    "CREATE VIRTUAL TABLE article_text USING fts5 ("
    "  title, summary, publisher, authors, body, content='', tokenize='sheaf');"
    "INSERT INTO article_text (rowid, title, summary, publisher, authors, body)"
    "  SELECT row, title, summary, publisher, '', '' FROM article;" },
};

const SheafMigration *
sheaf_replica_schema_get (guint *n_migrations)
{
  *n_migrations = G_N_ELEMENTS (migrations);

  return migrations;
}
