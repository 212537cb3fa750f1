/* sheaf-store.h: where the backend keeps what it knows
 *
 * An interface: its calls assume neither one process nor SQLite. Every call may block on disk or
 * network and may be made from any thread, but never from one that runs a main loop: the server
 * makes them from workers. Each call that writes is one transaction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "model/sheaf-apply.h"
#include "model/sheaf-edit.h"
#include "model/sheaf-entity.h"

G_BEGIN_DECLS

#define SHEAF_STORE_ERROR (sheaf_store_error_quark ())
GQuark sheaf_store_error_quark (void);

typedef enum
{
  SHEAF_STORE_ERROR_FAILED,
  SHEAF_STORE_ERROR_NOT_FOUND,
  SHEAF_STORE_ERROR_CHANGED,  /* the revisions that were seen are not those that stand */
  SHEAF_STORE_ERROR_KEY_USED, /* the idempotency key was used for another request */
  SHEAF_STORE_ERROR_CURSOR,   /* not a cursor of this query */
  SHEAF_STORE_ERROR_FULL,     /* no room on the disk; nothing was changed */
  SHEAF_STORE_ERROR_LOCKED,   /* another process serves this store */
} SheafStoreError;

/* What to list. All members but kind may be left zero. */
typedef struct
{
  SheafKind kind;
  const char *q;      /* full text, articles only */
  const char *tag;    /* an id; merged tags count as what they were merged into */
  const char *source; /* an id */
  const char *state;  /* "inbox", "kept", "dismissed" of articles; a bundle's status */
  const char *story;  /* an id */
  gint64 since;       /* published at or after; 0 for all */
  gboolean deleted;   /* tombstones too */
  const char *cursor; /* from the page before */
  guint limit;        /* at most 1,000; 0 for 100 */
} SheafQuery;

typedef struct
{
  GPtrArray *entities; /* (element-type SheafEntity) */
  char *next;          /* cursor of the next page; NULL at the end */
} SheafPage;

void sheaf_page_free (SheafPage *page);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafPage, sheaf_page_free)

typedef struct
{
  GPtrArray *entities; /* (element-type SheafEntity): each as it stands, in order of seq */
  gint64 seq;          /* up to where these reach; the `since` of the next call */
  gboolean more;       /* whether there are more after them now */
} SheafChanges;

void sheaf_changes_free (SheafChanges *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafChanges, sheaf_changes_free)

/* An article as a source gave it. */
typedef struct
{
  char *external_id;   /* the feed's id; NULL if it gave none */
  char *url;           /* as given */
  char *canonical_url; /* what it is matched by; NULL if it has no address */
  JsonObject *fields;  /* title, authors, publisher, published, language, direction, summary,
                          image, usage, word_count, … as in the model; tags as suggested names in
                          "suggested_tags" */
  char *body;          /* safe HTML, or NULL */
} SheafIncoming;

void sheaf_incoming_free (SheafIncoming *incoming);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafIncoming, sheaf_incoming_free)

typedef struct
{
  guint added;
  guint updated;   /* known ones with a changed headline, summary or body; the former kept */
  guint unchanged;
} SheafIngest;

/* Who made a request. */
typedef struct
{
  char *id;
  char *name; /* goes into the log as `by` */
  char *role; /* "reader" or "editor" */
} SheafToken;

void sheaf_token_free (SheafToken *token);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafToken, sheaf_token_free)

#define SHEAF_TYPE_STORE (sheaf_store_get_type ())
G_DECLARE_INTERFACE (SheafStore, sheaf_store, SHEAF, STORE, GObject)

struct _SheafStoreInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id) (SheafStore *self);
  SheafEntity *(*get) (SheafStore *self, SheafKind kind, const char *id, GError **error);
  SheafPage *(*list) (SheafStore *self, const SheafQuery *query, GError **error);
  gint64 (*get_seq) (SheafStore *self, GError **error);
  SheafChanges *(*get_changes) (SheafStore *self, gint64 since, guint limit, GError **error);
  GPtrArray *(*apply) (SheafStore *self, GPtrArray *edits, const char *by, GError **error);
  JsonArray *(*get_history) (SheafStore *self, SheafKind kind, const char *id, gint64 before,
                             guint limit, GError **error);
  char *(*get_body) (SheafStore *self, const char *article, GError **error);
  JsonArray *(*list_versions) (SheafStore *self, const char *article, GError **error);
  GHashTable *(*count_by_day) (SheafStore *self, gint64 since, guint days, GError **error);
  gboolean (*ingest) (SheafStore *self, const char *source, GPtrArray *incoming,
                      SheafIngest *result, GError **error);
  gboolean (*learn) (SheafStore *self, SheafKind kind, const char *id, JsonObject *fields,
                     GError **error);
  JsonObject *(*get_state) (SheafStore *self, const char *name, GError **error);
  gboolean (*set_state) (SheafStore *self, const char *name, JsonObject *state, GError **error);
  char *(*get_secret) (SheafStore *self, const char *owner, GError **error);
  gboolean (*set_secret) (SheafStore *self, const char *owner, const char *secret, GError **error);
  char *(*add_token) (SheafStore *self, const char *name, const char *role, GError **error);
  GPtrArray *(*list_tokens) (SheafStore *self, GError **error);
  gboolean (*revoke_token) (SheafStore *self, const char *id, GError **error);
  SheafToken *(*check_token) (SheafStore *self, const char *token, GError **error);
  JsonNode *(*find_answer) (SheafStore *self, const char *key, const char *request_hash,
                            GError **error);
  gboolean (*add_answer) (SheafStore *self, const char *key, const char *request_hash,
                          JsonNode *answer, GError **error);
  gint64 (*add_release) (SheafStore *self, const char *bundle, GHashTable *seen, JsonNode *release,
                         const char *key, const char *by, GError **error);
  JsonNode *(*get_release) (SheafStore *self, const char *bundle, gint64 number, GError **error);
  gboolean (*find_number) (SheafStore *self, const char *bundle, const char *key, gint64 *number,
                           GError **error);
  JsonNode *(*find_release) (SheafStore *self, const char *slug, GError **error);
  JsonArray *(*list_releases) (SheafStore *self, const char *bundle, guint limit, GError **error);
  gboolean (*set_delivery) (SheafStore *self, const char *bundle, gint64 number,
                            const char *destination, JsonObject *delivery, GError **error);
  JsonArray *(*list_deliveries) (SheafStore *self, const char *bundle, gint64 number,
                                 GError **error);
};

/* The store's own id, made with it: (transfer none). A client that meets another resyncs whole. */
const char *sheaf_store_get_id (SheafStore *self);

/* Returns: (transfer full) (nullable): NULL with NOT_FOUND. Tombstones are found. */
SheafEntity *sheaf_store_get (SheafStore *self, SheafKind kind, const char *id, GError **error);

/* Articles come newest first, others by title; @query's strings are borrowed. (transfer full) */
SheafPage *sheaf_store_list (SheafStore *self, const SheafQuery *query, GError **error);

/* The newest seq; -1 with @error. */
gint64 sheaf_store_get_seq (SheafStore *self, GError **error);

/* Every entity changed after @since, at most @limit, as it stands now. (transfer full) */
SheafChanges *sheaf_store_get_changes (SheafStore *self, gint64 since, guint limit,
                                       GError **error);

/* Applies @edits (element-type SheafEdit) in order, all in one transaction, as @by. An edit whose
 * id is known is not applied again: its outcome is read from the log, with the entity as it stands
 * now. One that cannot be applied (SHEAF_EDIT_ERROR) fails the call with nothing applied.
 * Returns: (transfer full) (element-type SheafOutcome): one for each edit, in order. */
GPtrArray *sheaf_store_apply (SheafStore *self, GPtrArray *edits, const char *by, GError **error);

/* The log of one entity, newest first: edits with "by", "received", "seq", "applied", "clashes";
 * those with a seq below @before (0 for all). (transfer full) */
JsonArray *sheaf_store_get_history (SheafStore *self, SheafKind kind, const char *id,
                                    gint64 before, guint limit, GError **error);

/* An article's safe HTML. (transfer full) (nullable): NULL without @error if it has none. */
char *sheaf_store_get_body (SheafStore *self, const char *article, GError **error);

/* How many former versions of an article are kept besides its first. */
#define SHEAF_STORE_KEPT_VERSIONS 20

/* What an article said before its sources changed it, newest first: {"number","until","title",
 * "summary","body"}; empty for one that never changed, or that is not there. (transfer full) */
JsonArray *sheaf_store_list_versions (SheafStore *self, const char *article, GError **error);

/* How many articles came out on each of @days days from @since on, by the sources that gave them:
 * source id to an array of @days guint; a source without any is not in it. (transfer full) */
GHashTable *sheaf_store_count_by_day (SheafStore *self, gint64 since, guint days, GError **error);

/* Takes in what @source gave (element-type SheafIncoming): known articles (by source and external
 * id, or by canonical address) get an origin and, if changed, a new version; the others are
 * added. A known id at another address and about something else is another article, and the first
 * stays as it is. A second call with the same adds nothing and raises no seq. */
gboolean sheaf_store_ingest (SheafStore *self, const char *source, GPtrArray *incoming,
                             SheafIngest *result, GError **error);

/* Sets learnt or command fields (a source's health, a bundle's status), raising seq but not rev;
 * no effect, and no seq, where they stand so already. */
gboolean sheaf_store_learn (SheafStore *self, SheafKind kind, const char *id, JsonObject *fields,
                            GError **error);

/* The backend's own notes (a source's validators and next poll), not entities; never sent.
 * Returns: (transfer full) (nullable): NULL without @error if there is none. */
JsonObject *sheaf_store_get_state (SheafStore *self, const char *name, GError **error);
gboolean sheaf_store_set_state (SheafStore *self, const char *name, JsonObject *state,
                                GError **error);

/* Secrets of sources and destinations, kept apart. NULL removes. (transfer full) (nullable) */
char *sheaf_store_get_secret (SheafStore *self, const char *owner, GError **error);
gboolean sheaf_store_set_secret (SheafStore *self, const char *owner, const char *secret,
                                 GError **error);

/* Tokens: 256 random bits, shown once, stored as SHA-256, compared in constant time.
 * add: the token itself, (transfer full). check: (transfer full) (nullable), NULL with NOT_FOUND
 * for one that is unknown or revoked. list: (transfer full) (element-type SheafToken). */
char *sheaf_store_add_token (SheafStore *self, const char *name, const char *role, GError **error);
GPtrArray *sheaf_store_list_tokens (SheafStore *self, GError **error);
gboolean sheaf_store_revoke_token (SheafStore *self, const char *id, GError **error);
SheafToken *sheaf_store_check_token (SheafStore *self, const char *token, GError **error);

/* What a command answered to an Idempotency-Key; kept for 30 days. (transfer full) (nullable):
 * NULL without @error if the key is new; KEY_USED if it was used for another request. */
JsonNode *sheaf_store_find_answer (SheafStore *self, const char *key, const char *request_hash,
                                   GError **error);
gboolean sheaf_store_add_answer (SheafStore *self, const char *key, const char *request_hash,
                                 JsonNode *answer, GError **error);

/* Freezes @release as the bundle's next number and sets its status to `published`, if the entities
 * in @seen ("set/0193…" to a rev as GINT_TO_POINTER) still have those revs; else CHANGED, nothing
 * done. "number" in @release is set. The same @key twice is one release.
 * Returns: its number, or 0 with @error. */
gint64 sheaf_store_add_release (SheafStore *self, const char *bundle, GHashTable *seen,
                                JsonNode *release, const char *key, const char *by,
                                GError **error);
JsonNode *sheaf_store_get_release (SheafStore *self, const char *bundle, gint64 number,
                                   GError **error); /* 0: the newest */

/* The newest release of the bundle that was last released as @slug; NOT_FOUND for one that was
 * retracted or deleted since. (transfer full) */

/* The number of the release of @bundle that was made under @key, 0 if there is none: a publish that
 * was broken off after it froze its release goes on with that one. FALSE with @error: KEY_USED if
 * the key made another bundle's. */
gboolean sheaf_store_find_number (SheafStore *self, const char *bundle, const char *key,
                                  gint64 *number, GError **error);

/* The newest release at @slug, of a bundle that is still published. */
JsonNode *sheaf_store_find_release (SheafStore *self, const char *slug, GError **error);

/* Newest first; @bundle NULL: the newest release of every published bundle. (transfer full) */
JsonArray *sheaf_store_list_releases (SheafStore *self, const char *bundle, guint limit,
                                      GError **error);

/* Where a release went and what was read back there. */
gboolean sheaf_store_set_delivery (SheafStore *self, const char *bundle, gint64 number,
                                   const char *destination, JsonObject *delivery, GError **error);
JsonArray *sheaf_store_list_deliveries (SheafStore *self, const char *bundle, gint64 number,
                                        GError **error);

G_END_DECLS
