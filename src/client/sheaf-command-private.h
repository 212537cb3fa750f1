/* sheaf-command-private.h: a command as the replica keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-command.h"

G_BEGIN_DECLS

typedef struct
{
  SheafCommandState state;
  char *id;
  char *name;
  char *entity_id;
  gint64 made;
  char *answer; /* JSON; NULL if there is none */
} SheafCommandRecord;

void sheaf_command_record_free (SheafCommandRecord *record);

SheafCommand *sheaf_command_new (const SheafCommandRecord *record);

/* @answer: JSON, or NULL to leave what there is. */
void sheaf_command_update (SheafCommand *self, SheafCommandState state, const char *answer);

G_END_DECLS
