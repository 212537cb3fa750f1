/* store-fixture.h: a store in a folder of its own, and things to put into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/sheaf-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *dir;
  char *path;
  SheafStore *store;
} StoreFixture;

/* For g_test_add(). */
void store_fixture_set_up (StoreFixture *fixture, gconstpointer data);
void store_fixture_tear_down (StoreFixture *fixture, gconstpointer data);

void store_fixture_close (StoreFixture *fixture);
void store_fixture_reopen (StoreFixture *fixture);

/* Returns: (transfer full): an article as a feed gives it; @number makes its name, its address and
 * its hour. */
SheafIncoming *make_incoming (guint number, const char *title, const char *summary,
                              const char *body);

/* Takes in @incoming alone, as from @source. (transfer full) */
SheafIngest ingest_one (SheafStore *store, const char *source, SheafIncoming *incoming);

/* Applies one edit, which must be applicable. (transfer full) for both. */
SheafOutcome *apply_one (SheafStore *store, SheafEdit *edit);

/* Creates an entity with one text field; returns its id: (transfer full). */
char *create_named (SheafStore *store, SheafKind kind, const char *field, const char *text);

/* Puts one string field. */
void put_string (SheafStore *store, SheafKind kind, const char *id, const char *field,
                 const char *was, const char *value);

/* The newest article. (transfer full) */
SheafEntity *get_newest (SheafStore *store);

/* The ids that @query lists, page by page of @page_size. (transfer full) (element-type utf8) */
GPtrArray *list_all (SheafStore *store, SheafQuery query, guint page_size);
guint count_all (SheafStore *store, SheafQuery query);

G_END_DECLS
