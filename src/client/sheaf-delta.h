/* sheaf-delta.h: what one transaction changed in the replica
 *
 * Made on the writer's thread, told on the main thread once it is on the disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "model/sheaf-entity.h"

G_BEGIN_DECLS

typedef struct
{
  GPtrArray *entities;   /* (element-type SheafEntity): small kinds, as they are shown now */
  GHashTable *gone;      /* (element-type utf8): ids of small kinds that a resync removed */
  GPtrArray *ids;        /* (element-type utf8): changed articles */
  GArray *rows;          /* (element-type gint64): the same */
  gboolean many;         /* too many articles to name, or the names of tags: all may have changed */
  guint arrived;         /* new in the inbox, from the backend */
  gboolean counts;       /* what the sidebar counts has changed */
  gboolean outbox;       /* `waiting` is set, and commands are */
  gboolean acts;         /* `can_undo` and `can_redo` are set */
  gboolean clashed;      /* `clashes` is set */
  guint waiting;
  gboolean can_undo;
  gboolean can_redo;
  GPtrArray *clashes;    /* (element-type SheafClashRecord): all there are */
  GPtrArray *commands;   /* (element-type SheafCommandRecord): all there are */
} SheafDelta;

SheafDelta *sheaf_delta_new (void);
void sheaf_delta_free (SheafDelta *delta);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafDelta, sheaf_delta_free)

void sheaf_delta_add_entity (SheafDelta *delta, SheafEntity *entity);
void sheaf_delta_add_article (SheafDelta *delta, gint64 row, const char *id);

G_END_DECLS
