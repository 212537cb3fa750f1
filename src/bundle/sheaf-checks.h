/* sheaf-checks.h: what stands in the way of publishing a bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bundle/sheaf-release.h"

G_BEGIN_DECLS

typedef enum
{
  SHEAF_CHECK_NO_TITLE,         /* blocks */
  SHEAF_CHECK_NO_SLUG,          /* blocks */
  SHEAF_CHECK_BAD_SLUG,         /* blocks: letters, digits and hyphens of any script only */
  SHEAF_CHECK_NO_SECTIONS,      /* blocks */
  SHEAF_CHECK_EMPTY_SET,        /* blocks: `entity` names the set */
  SHEAF_CHECK_MISSING_PART,     /* blocks: deleted or never there */
  SHEAF_CHECK_EMBARGO,          /* blocks: until `time` */
  SHEAF_CHECK_EMPTY_EDITORIAL,  /* blocks */
  SHEAF_CHECK_NO_SUMMARY,       /* warns */
  SHEAF_CHECK_DRAFT_EDITORIAL,  /* warns: its status is still draft */
  SHEAF_CHECK_NO_TAGS,          /* warns */
  SHEAF_CHECK_NO_LEAD,          /* warns: the first member will lead */
  SHEAF_CHECK_DISMISSED,        /* warns: a member was dismissed */
  SHEAF_CHECK_IMAGE_WITHOUT_ALT /* warns */
} SheafCheckKind;

typedef struct
{
  SheafCheckKind kind;
  gboolean blocks;
  SheafEntity *entity; /* what it is about; NULL for the bundle itself */
  gint64 time;
} SheafCheck;

void sheaf_check_free (SheafCheck *check);

/* The name of it in JSON: "no-title". */
const char *sheaf_check_kind_to_string (SheafCheckKind kind);

/* Returns: (transfer full) (element-type SheafCheck): blocking ones first. */
GPtrArray *sheaf_bundle_check (SheafEntity *bundle, const SheafCompose *compose);

/* A slug made from a title: lower case, marks dropped from Latin, words joined by hyphens, at most
 * 80 characters. Returns: (transfer full), perhaps "". */
char *sheaf_slug_from_title (const char *title);

G_END_DECLS
