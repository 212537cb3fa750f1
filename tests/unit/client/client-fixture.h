/* client-fixture.h: a desk on a replica of its own, and articles to work on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-desk.h"

G_BEGIN_DECLS

/* A folder that the test removes with fixture_remove_folder(). */
char *fixture_make_folder (void);
void fixture_remove_folder (const char *folder);

/* Waits for the asynchronous call whose callback is fixture_on_result with the result's address. */
void fixture_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *fixture_wait (GAsyncResult **result);

/* Waits until @condition is true; the test fails after half a minute. */
typedef gboolean (*FixtureCondition) (gpointer data);
void fixture_wait_until (FixtureCondition condition, gpointer data);

/* A desk that is open on @folder/replica.db; nobody listens at its address unless it is given. */
SheafDesk *fixture_open_desk (const char *folder, const char *name, const char *address);
void fixture_close_desk (SheafDesk *desk);

/* An article as the backend would send it. (transfer full) */
JsonNode *fixture_make_article (const char *id, gint64 seq, const char *title,
                                const char *summary);
char *fixture_make_id (guint n);

/* Takes @entities (element-type JsonNode) in as following the backend does, up to @seq. */
void fixture_receive (SheafDesk *desk, GPtrArray *entities, gint64 seq);

/* @n articles, numbered from 0, the later the newer. */
void fixture_fill (SheafDesk *desk, guint n);

SheafEntity *fixture_get_article (SheafDesk *desk, const char *id);
SheafArticleList *fixture_query (SheafDesk *desk, SheafScope scope, const char *id,
                                 const char *text);
guint fixture_count (SheafDesk *desk, SheafScope scope, const char *id, const char *text);

/* The outcomes of acts: the group, "" where nothing changed. */
char *fixture_triage (SheafDesk *desk, SheafTargets *targets, const char *state,
                      const char *reason);
char *fixture_tag (SheafDesk *desk, SheafTargets *targets, const char *name, gboolean add);
char *fixture_edit (SheafDesk *desk, SheafEdit *edit);
char *fixture_undo (SheafDesk *desk, const char *group);
char *fixture_redo (SheafDesk *desk);

/* Makes a set called @title. Returns its id. */
char *fixture_make_set (SheafDesk *desk, const char *title);
void fixture_add_to_set (SheafDesk *desk, const char *set, SheafTargets *targets,
                         const char *before);

G_END_DECLS
