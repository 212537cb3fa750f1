/* sheaf-apply-private.h: an edit while it is being applied
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/sheaf-apply.h"
#include "model/sheaf-field.h"

G_BEGIN_DECLS

typedef struct
{
  SheafEdit *edit;
  JsonObject *before; /* (transfer none): what stood */
  JsonObject *value;  /* what stands; NULL as long as that is the same */
  gboolean deleted;
  JsonArray *applied;
  JsonArray *clashes;
} SheafWork;

/* The node that stands in @field now, and another in its place (transfer full, nullable). */
JsonNode *sheaf_work_get (SheafWork *work, const char *field);
void sheaf_work_set (SheafWork *work, const char *field, JsonNode *node);

/* Notes that @change had effect on what was @replaced. @wrote: what it wrote where that is not
 * its own value, or NULL. */
void sheaf_work_apply (SheafWork *work, const SheafChange *change, JsonNode *wrote,
                       JsonNode *replaced);

/* Notes a clash of @mine with @theirs. */
void sheaf_work_clash (SheafWork *work, const SheafChange *change, JsonNode *mine,
                       JsonNode *theirs, gboolean taken);

/* Whether what stands may not be replaced by any edit: a status that a command gave. */
gboolean sheaf_work_is_commanded (const SheafField *field, JsonNode *current);

void sheaf_work_insert (SheafWork *work, const SheafField *field, const SheafChange *change);
void sheaf_work_put_item (SheafWork *work, const SheafField *field, const SheafChange *change);
void sheaf_work_move (SheafWork *work, const SheafField *field, const SheafChange *change);
void sheaf_work_take (SheafWork *work, const SheafField *field, const SheafChange *change);

G_END_DECLS
