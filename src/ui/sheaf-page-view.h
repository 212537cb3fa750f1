/* sheaf-page-view.h: a page as its readers will see it, with no way out of it
 *
 * An ephemeral WebKitNetworkSession whose proxy is a dead one (with scripts off WebKit still
 * fetches style sheets, frames, images and meta refreshes), scripts off, a content security policy,
 * every navigation refused; images come through the scheme "sheaf-image:" alone. The web view is
 * made when the first page is shown, since it costs a second and 500 MB.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SHEAF_TYPE_PAGE_VIEW (sheaf_page_view_get_type ())
G_DECLARE_FINAL_TYPE (SheafPageView, sheaf_page_view, SHEAF, PAGE_VIEW, GtkWidget)

/* Property, write-only: "html" (string): the page; it is shown in place of the one before it, at the
 * same scroll position.
 *
 * Signals: "shown": a page has been laid out; "refused" (const char *address): a way out was
 * tried, by the page or by a click on a link; "image" (const char *address, GTask *task): the page
 * wants the image at @address: a handler that returns TRUE has taken @task and returns GBytes of
 * it through that. Without one the image is not shown. */
GtkWidget *sheaf_page_view_new (void);

/* Shows @html, in place of the page before it and at the same scroll position. */
void sheaf_page_view_show (SheafPageView *self, const char *html);

G_END_DECLS
