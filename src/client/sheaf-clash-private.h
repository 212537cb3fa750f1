/* sheaf-clash-private.h: a clash as the replica keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-clash.h"

G_BEGIN_DECLS

/* JSON texts for values; NULL for null. */
typedef struct
{
  gint64 number;
  SheafKind kind;
  char *entity_id;
  char *field;
  char *key;
  char *path;
  char *base;
  char *mine;
  char *theirs;
} SheafClashRecord;

void sheaf_clash_record_free (SheafClashRecord *record);

SheafClash *sheaf_clash_new (const SheafClashRecord *record);
gint64 sheaf_clash_get_number (SheafClash *self);

G_END_DECLS
