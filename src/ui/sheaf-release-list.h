/* sheaf-release-list.h: what of a bundle has gone out, and when
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "ui/sheaf-publishing.h"

G_BEGIN_DECLS

#define SHEAF_TYPE_RELEASE_LIST (sheaf_release_list_get_type ())
G_DECLARE_FINAL_TYPE (SheafReleaseList, sheaf_release_list, SHEAF, RELEASE_LIST, GtkWidget)

/* Not visible while there are none. */
GtkWidget *sheaf_release_list_new (SheafPublishing *publishing);

G_END_DECLS
