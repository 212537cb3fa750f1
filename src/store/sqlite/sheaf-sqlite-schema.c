/* sheaf-sqlite-schema.c: the store's tables
 *
 * An entity is kept as the canonical text of its JSON, with columns beside it for what is listed
 * and filtered by. Times are milliseconds since 1970, as in model/sheaf-time.h. What was released
 * once is never changed again: the database itself refuses.
 *
 * A migration that was part of a release of Sheaf is never changed: add another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/sqlite/sheaf-sqlite-schema.h"

static const char entities[] =
    "CREATE TABLE store (id TEXT NOT NULL, seq INTEGER NOT NULL);"

    /* kind is SheafKind; published is when an article came out, or else was made; title is folded,
     * for the order of the other kinds; target is where a merged tag or article leads. */
    "CREATE TABLE entity ("
    "  row INTEGER PRIMARY KEY,"
    "  kind INTEGER NOT NULL,"
    "  id TEXT NOT NULL,"
    "  seq INTEGER NOT NULL UNIQUE,"
    "  rev INTEGER NOT NULL,"
    "  deleted INTEGER NOT NULL,"
    "  published INTEGER NOT NULL,"
    "  title TEXT NOT NULL,"
    "  state TEXT,"
    "  story TEXT,"
    "  target TEXT,"
    "  value TEXT NOT NULL,"
    "  UNIQUE (kind, id));"
    "CREATE INDEX entity_by_time ON entity (kind, published, id);"
    "CREATE INDEX entity_by_state ON entity (kind, state, published, id);"
    "CREATE INDEX entity_by_story ON entity (story, published, id) WHERE story IS NOT NULL;"
    "CREATE INDEX entity_by_title ON entity (kind, title, id) WHERE kind <> 0;"
    "CREATE INDEX entity_by_target ON entity (kind, target) WHERE target IS NOT NULL;"

    "CREATE TABLE tagged ("
    "  tag TEXT NOT NULL,"
    "  entity INTEGER NOT NULL REFERENCES entity (row),"
    "  PRIMARY KEY (tag, entity)) WITHOUT ROWID;"
    "CREATE INDEX tagged_by_entity ON tagged (entity);"

    /* An edit's seq is its own; what it changed has the same until it changes again. */
    "CREATE TABLE edit ("
    "  seq INTEGER PRIMARY KEY,"
    "  id TEXT NOT NULL UNIQUE,"
    "  kind INTEGER NOT NULL,"
    "  entity TEXT NOT NULL,"
    "  by TEXT NOT NULL,"
    "  received INTEGER NOT NULL,"
    "  edit TEXT NOT NULL,"
    "  outcome TEXT NOT NULL);"
    "CREATE INDEX edit_by_entity ON edit (kind, entity, seq);";

static const char articles[] =
    /* What a source gave an article as, and the digest of what it said last. */
    "CREATE TABLE origin ("
    "  source TEXT NOT NULL,"
    "  external TEXT NOT NULL,"
    "  article INTEGER NOT NULL REFERENCES entity (row),"
    "  digest TEXT NOT NULL,"
    "  PRIMARY KEY (source, external)) WITHOUT ROWID;"
    "CREATE INDEX origin_by_article ON origin (article);"

    "CREATE TABLE address ("
    "  url TEXT PRIMARY KEY,"
    "  article INTEGER NOT NULL REFERENCES entity (row)) WITHOUT ROWID;"

    "CREATE TABLE body ("
    "  article INTEGER PRIMARY KEY REFERENCES entity (row),"
    "  html TEXT NOT NULL);"

    "CREATE TABLE version ("
    "  article INTEGER NOT NULL REFERENCES entity (row),"
    "  number INTEGER NOT NULL,"
    "  until INTEGER NOT NULL,"
    "  title TEXT NOT NULL,"
    "  summary TEXT NOT NULL,"
    "  body TEXT,"
    "  PRIMARY KEY (article, number)) WITHOUT ROWID;"

    "CREATE VIRTUAL TABLE words USING fts5"
    "  (title, summary, body, authors, publisher, tokenize = 'sheaf', prefix = 2);";

static const char backend[] =
    "CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE secret (owner TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"

    /* hash is the SHA-256 of the token, lookup its beginning. */
    "CREATE TABLE token ("
    "  id TEXT PRIMARY KEY,"
    "  name TEXT NOT NULL,"
    "  role TEXT NOT NULL,"
    "  lookup TEXT NOT NULL,"
    "  hash TEXT NOT NULL,"
    "  created INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX token_by_lookup ON token (lookup);"

    "CREATE TABLE answer ("
    "  key TEXT PRIMARY KEY,"
    "  request TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX answer_by_time ON answer (at);";

static const char releases[] =
    "CREATE TABLE release ("
    "  row INTEGER PRIMARY KEY,"
    "  bundle TEXT NOT NULL,"
    "  number INTEGER NOT NULL,"
    "  slug TEXT NOT NULL,"
    "  key TEXT NOT NULL UNIQUE,"
    "  by TEXT NOT NULL,"
    "  at INTEGER NOT NULL,"
    "  value TEXT NOT NULL,"
    "  UNIQUE (bundle, number));"
    "CREATE INDEX release_by_slug ON release (slug);"
    "CREATE TRIGGER release_is_not_changed BEFORE UPDATE ON release"
    "  BEGIN SELECT RAISE (ABORT, 'a release is never changed'); END;"
    "CREATE TRIGGER release_is_not_deleted BEFORE DELETE ON release"
    "  BEGIN SELECT RAISE (ABORT, 'a release is never deleted'); END;"

    /* REPLACE deletes without telling the trigger above. */
    "CREATE TRIGGER release_is_not_replaced BEFORE INSERT ON release"
    "  WHEN EXISTS (SELECT 1 FROM release WHERE row = new.row OR key = new.key"
    "               OR (bundle = new.bundle AND number = new.number))"
    "  BEGIN SELECT RAISE (ABORT, 'a release is never replaced'); END;"

    "CREATE TABLE delivery ("
    "  bundle TEXT NOT NULL,"
    "  number INTEGER NOT NULL,"
    "  destination TEXT NOT NULL,"
    "  value TEXT NOT NULL,"
    "  PRIMARY KEY (bundle, number, destination),"
    "  FOREIGN KEY (bundle, number) REFERENCES release (bundle, number)) WITHOUT ROWID;";

const SheafMigration sheaf_sqlite_migrations[] = {
  { entities },
  { articles },
  { backend },
  { releases },
};

const guint sheaf_sqlite_n_migrations = G_N_ELEMENTS (sheaf_sqlite_migrations);
