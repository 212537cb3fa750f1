/* sheaf-replica-files.h: the files of a replica, opened and closed
 *
 * The replica itself, the journal of typing beside it, and the lock that keeps a second desk out of
 * both. All of these block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "client/sheaf-delta.h"
#include "db/sheaf-db.h"

G_BEGIN_DECLS

typedef struct
{
  int lock;
  SheafDb *db;
  SheafDb *journal;
} SheafReplicaFiles;

/* Opens or makes the files of the replica at @path and makes edits of what was being typed when the
 * process before this one ended. @delta takes all entities of small kinds, clashes, commands and
 * acts. Returns: (transfer full) (nullable), with SHEAF_DB_ERROR. */
SheafReplicaFiles *sheaf_replica_files_open (const char *path, SheafDelta *delta, GError **error);

/* Finishes what was begun, closes the files and frees @files. */
void sheaf_replica_files_close (SheafReplicaFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafReplicaFiles, sheaf_replica_files_close)

G_END_DECLS
