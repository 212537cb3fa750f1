/* sheaf-command.h: a command that waits in the outbox, and what became of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  SHEAF_COMMAND_WAITING,   /* behind edits, or for the network; may be cancelled */
  SHEAF_COMMAND_CONFIRM,   /* waited for over an hour: asks whether it is still meant */
  SHEAF_COMMAND_SENT,      /* asked, not answered yet: can no longer be cancelled */
  SHEAF_COMMAND_DONE,
  SHEAF_COMMAND_CHANGED,   /* 409: what was seen is not what stands; the answer has the diff */
  SHEAF_COMMAND_FAILED,    /* the answer is a problem (RFC 9457) */
  SHEAF_COMMAND_CANCELLED,
} SheafCommandState;

#define SHEAF_TYPE_COMMAND_STATE (sheaf_command_state_get_type ())
GType sheaf_command_state_get_type (void) G_GNUC_CONST;

#define SHEAF_TYPE_COMMAND (sheaf_command_get_type ())
G_DECLARE_FINAL_TYPE (SheafCommand, sheaf_command, SHEAF, COMMAND, GObject)

/* Property "state" is notified on the main thread. */
SheafCommandState sheaf_command_get_state (SheafCommand *self);
const char *sheaf_command_get_id (SheafCommand *self); /* its Idempotency-Key */
const char *sheaf_command_get_name (SheafCommand *self); /* "publish" */
const char *sheaf_command_get_entity_id (SheafCommand *self);
gint64 sheaf_command_get_made (SheafCommand *self);

/* What the backend answered: the release, a diff, a problem. (transfer none) (nullable) */
JsonNode *sheaf_command_get_answer (SheafCommand *self);

G_END_DECLS
