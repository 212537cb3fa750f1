/* sheaf-release-json.c: the canonical JSON of a release
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-forms.h"

#include "bundle/sheaf-members.h"

char *
sheaf_release_to_json (JsonNode *release)
{
  return sheaf_json_to_sorted_text (release);
}
