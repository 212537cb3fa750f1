/* sheaf-page-view.c: a page as its readers will see it, with no way out of it
 *
 * The page is served by a scheme of its own, so that a newer one is a reload, which keeps the
 * scroll position; with scripts off there is no other way to know it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "ui/sheaf-page-view.h"

#include <glib/gi18n.h>
#include <webkit/webkit.h>

#define PAGE_SCHEME "sheaf-page"
#define IMAGE_SCHEME "sheaf-image"
#define PAGE PAGE_SCHEME ":page"

/* Nothing listens on port 0, ever. */
#define DEAD_PROXY "http://127.0.0.1:0"

#define POLICY \
  "default-src 'none'; style-src 'unsafe-inline'; img-src " IMAGE_SCHEME ":; base-uri 'none'; " \
  "form-action 'none'"

struct _SheafPageView
{
  GtkWidget parent_instance;

  WebKitWebView *web_view;
  GBytes *page;
  gboolean loaded;
  gboolean loading; /* the one navigation that is ours */
  gboolean stale;   /* a newer page came while one was loading */
};

G_DEFINE_FINAL_TYPE (SheafPageView, sheaf_page_view, GTK_TYPE_WIDGET)

enum
{
  SHOWN,
  REFUSED,
  IMAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef enum
{
  PROP_HTML = 1,
} SheafPageViewProperty;

static void load (SheafPageView *self);

static SheafPageView *
page_view_of (WebKitURISchemeRequest *request)
{
  WebKitWebView *web_view = webkit_uri_scheme_request_get_web_view (request);

  return web_view != NULL
         ? SHEAF_PAGE_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (web_view), SHEAF_TYPE_PAGE_VIEW))
         : NULL;
}

static void
refuse_request (WebKitURISchemeRequest *request)
{
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Not shown");

  webkit_uri_scheme_request_finish_error (request, error);
}

static void
serve_page (WebKitURISchemeRequest *request,
            gpointer                data)
{
  SheafPageView *self = page_view_of (request);
  g_autoptr (GInputStream) stream = NULL;

  if (self == NULL || self->page == NULL ||
      g_strcmp0 (webkit_uri_scheme_request_get_uri (request), PAGE) != 0)
    {
      refuse_request (request);
      return;
    }

  stream = g_memory_input_stream_new_from_bytes (self->page);
  webkit_uri_scheme_request_finish (request, stream, g_bytes_get_size (self->page), "text/html");
}

static void
on_image_ready (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (WebKitURISchemeRequest) request = data;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *type = NULL;

  if (bytes == NULL)
    {
      refuse_request (request);
      return;
    }

  /* A bitmap and nothing else, whatever its sender called it. */
  type = g_content_type_guess (NULL, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               NULL);
  if (!g_str_has_prefix (type, "image/") || g_str_has_prefix (type, "image/svg"))
    {
      refuse_request (request);
      return;
    }

  stream = g_memory_input_stream_new_from_bytes (bytes);
  webkit_uri_scheme_request_finish (request, stream, g_bytes_get_size (bytes), type);
}

static void
serve_image (WebKitURISchemeRequest *request,
             gpointer                data)
{
  SheafPageView *self = page_view_of (request);
  const char *uri = webkit_uri_scheme_request_get_uri (request);
  g_autoptr (GTask) task = NULL;
  gboolean taken = FALSE;

  if (self == NULL)
    {
      refuse_request (request);
      return;
    }

  task = g_task_new (self, NULL, on_image_ready, g_object_ref (request));
  g_task_set_source_tag (task, serve_image);
  g_signal_emit (self, signals[IMAGE], 0, uri + strlen (IMAGE_SCHEME ":"), task, &taken);
  if (!taken)
    g_task_return_pointer (task, NULL, NULL);
}

static gboolean
on_decide_policy (WebKitWebView            *web_view,
                  WebKitPolicyDecision     *decision,
                  WebKitPolicyDecisionType  type,
                  SheafPageView            *self)
{
  WebKitNavigationAction *action;
  WebKitURIRequest *request;
  const char *uri;

  /* What comes back from the two schemes is a response and was allowed as a navigation. */
  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;

  action = webkit_navigation_policy_decision_get_navigation_action
    (WEBKIT_NAVIGATION_POLICY_DECISION (decision));
  request = webkit_navigation_action_get_request (action);
  uri = webkit_uri_request_get_uri (request);

  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && self->loading &&
      !webkit_navigation_action_is_user_gesture (action) && g_strcmp0 (uri, PAGE) == 0)
    {
      webkit_policy_decision_use (decision);
      return TRUE;
    }

  webkit_policy_decision_ignore (decision);
  g_signal_emit (self, signals[REFUSED], 0, uri);
  return TRUE;
}

static void
on_load_changed (WebKitWebView   *web_view,
                 WebKitLoadEvent  event,
                 SheafPageView   *self)
{
  if (event == WEBKIT_LOAD_COMMITTED)
    self->loaded = TRUE;
  if (event != WEBKIT_LOAD_FINISHED)
    return;

  self->loading = FALSE;
  if (self->stale)
    load (self);
  else
    g_signal_emit (self, signals[SHOWN], 0);
}

static gboolean
on_load_failed (WebKitWebView   *web_view,
                WebKitLoadEvent  event,
                const char      *uri,
                GError          *error,
                SheafPageView   *self)
{
  g_debug ("Cannot show %s: %s", uri, error->message);
  return TRUE;
}

/* The process that draws it is its own; when that dies, the page is drawn anew. */
static void
on_web_process_terminated (WebKitWebView                     *web_view,
                           WebKitWebProcessTerminationReason  reason,
                           SheafPageView                     *self)
{
  g_warning ("The preview's process ended; it is started again with the next change");
  self->loaded = FALSE;
  self->loading = FALSE;
}

static gboolean
refuse_context_menu (WebKitWebView       *web_view,
                     WebKitContextMenu   *menu,
                     WebKitHitTestResult *hit,
                     SheafPageView       *self)
{
  return TRUE;
}

static gboolean
refuse_permission (WebKitWebView           *web_view,
                   WebKitPermissionRequest *request,
                   SheafPageView           *self)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static WebKitNetworkSession *
make_session (void)
{
  WebKitNetworkSession *session = webkit_network_session_new_ephemeral ();
  WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (DEAD_PROXY, NULL);

  webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
  webkit_network_proxy_settings_free (proxy);

  return session;
}

static WebKitSettings *
make_settings (void)
{
  return webkit_settings_new_with_settings ("enable-javascript", FALSE,
                                            "enable-javascript-markup", FALSE,
                                            "enable-html5-database", FALSE,
                                            "enable-html5-local-storage", FALSE,
                                            "enable-media", FALSE,
                                            "enable-page-cache", FALSE,
                                            "enable-webgl", FALSE,
                                            "enable-back-forward-navigation-gestures", FALSE,
                                            "hardware-acceleration-policy",
                                            WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER,
                                            NULL);
}

static void
make_web_view (SheafPageView *self)
{
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();
  g_autoptr (WebKitNetworkSession) session = make_session ();
  g_autoptr (WebKitSettings) settings = make_settings ();

  webkit_web_context_set_cache_model (context, WEBKIT_CACHE_MODEL_DOCUMENT_VIEWER);
  webkit_web_context_register_uri_scheme (context, PAGE_SCHEME, serve_page, NULL, NULL);
  webkit_web_context_register_uri_scheme (context, IMAGE_SCHEME, serve_image, NULL, NULL);

  self->web_view = g_object_new (WEBKIT_TYPE_WEB_VIEW,
                                 "web-context", context,
                                 "network-session", session,
                                 "settings", settings,
                                 "default-content-security-policy", POLICY,
                                 NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->web_view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("The page as its readers see it"),
                                  -1);

  g_signal_connect_object (self->web_view, "decide-policy", G_CALLBACK (on_decide_policy), self,
                           0);
  g_signal_connect_object (self->web_view, "load-changed", G_CALLBACK (on_load_changed), self, 0);
  g_signal_connect_object (self->web_view, "load-failed", G_CALLBACK (on_load_failed), self, 0);
  g_signal_connect_object (self->web_view, "web-process-terminated",
                           G_CALLBACK (on_web_process_terminated), self, 0);
  g_signal_connect_object (self->web_view, "context-menu", G_CALLBACK (refuse_context_menu), self,
                           0);
  g_signal_connect_object (self->web_view, "permission-request", G_CALLBACK (refuse_permission),
                           self, 0);

  gtk_widget_set_parent (GTK_WIDGET (self->web_view), GTK_WIDGET (self));
}

static void
load (SheafPageView *self)
{
  self->stale = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  if (self->loaded)
    webkit_web_view_reload (self->web_view);
  else
    webkit_web_view_load_uri (self->web_view, PAGE);
}

static void
sheaf_page_view_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((SheafPageViewProperty) property_id)
    {
    case PROP_HTML:
      sheaf_page_view_show (SHEAF_PAGE_VIEW (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sheaf_page_view_dispose (GObject *object)
{
  SheafPageView *self = SHEAF_PAGE_VIEW (object);

  if (self->web_view != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->web_view));
  self->web_view = NULL;
  g_clear_pointer (&self->page, g_bytes_unref);

  G_OBJECT_CLASS (sheaf_page_view_parent_class)->dispose (object);
}

static void
sheaf_page_view_class_init (SheafPageViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sheaf_page_view_dispose;
  G_OBJECT_CLASS (class)->set_property = sheaf_page_view_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (class), PROP_HTML,
                                   g_param_spec_string ("html", NULL, NULL, NULL,
                                                        G_PARAM_WRITABLE |
                                                          G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "pageview");

  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[IMAGE] = g_signal_new ("image", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0,
                                 g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 2,
                                 G_TYPE_STRING, G_TYPE_TASK);
}

static void
sheaf_page_view_init (SheafPageView *self)
{
}

GtkWidget *
sheaf_page_view_new (void)
{
  return g_object_new (SHEAF_TYPE_PAGE_VIEW, NULL);
}

void
sheaf_page_view_show (SheafPageView *self,
                      const char    *html)
{
  g_return_if_fail (SHEAF_IS_PAGE_VIEW (self));
  g_return_if_fail (html != NULL);

  g_clear_pointer (&self->page, g_bytes_unref);
  self->page = g_bytes_new (html, strlen (html));

  if (self->web_view == NULL)
    make_web_view (self);
  load (self);
}
