/* desk.h: a small desk for the tests of bundles, read from desk.json
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bundle/sheaf-release.h"

G_BEGIN_DECLS

#define DESK_BUNDLE "0193b000-0000-7000-8000-000000000001"
#define DESK_SET "0193c000-0000-7000-8000-000000000001"
#define DESK_EDITORIAL "0193d000-0000-7000-8000-000000000001"
#define DESK_LEAD "0193e000-0000-7000-8000-000000000002"

typedef struct
{
  GHashTable *entities; /* by id */
  SheafCompose compose;
} Desk;

Desk *desk_load (void);
void desk_free (Desk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

/* (transfer none) */
SheafEntity *desk_get (Desk *desk, const char *id);

/* Replaces @id by itself with the member @name set to the JSON text @json, or without it if @json
 * is NULL. */
void desk_change (Desk *desk, const char *id, const char *name, const char *json);
void desk_remove (Desk *desk, const char *id);

/* A file of this folder, read. (transfer full) */
char *desk_read_text (const char *name);
JsonNode *desk_read_json (const char *name);
JsonNode *desk_parse (const char *json);

G_END_DECLS
