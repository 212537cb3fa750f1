/* sheaf-request.c: a request that has been read whole, and who made it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-request.h"

#include <glib/gi18n-lib.h>

SheafRequest *
sheaf_request_new (SheafService     *service,
                   const SheafRoute *route)
{
  SheafRequest *request = g_new0 (SheafRequest, 1);

  request->ref_count = 1;
  request->service = service;
  request->route = route;
  request->params = g_ptr_array_new_with_free_func (g_free);
  request->cancelled = g_cancellable_new ();

  return request;
}

SheafRequest *
sheaf_request_ref (SheafRequest *request)
{
  g_atomic_int_inc (&request->ref_count);

  return request;
}

void
sheaf_request_unref (SheafRequest *request)
{
  if (!g_atomic_int_dec_and_test (&request->ref_count))
    return;

  g_strfreev (request->path);
  g_ptr_array_unref (request->params);
  g_clear_pointer (&request->query, g_hash_table_unref);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request->if_none_match);
  g_free (request->idempotency_key);
  g_free (request->token);
  g_free (request->by);
  g_object_unref (request->cancelled);
  g_free (request);
}

const char *
sheaf_request_get_param (SheafRequest *request,
                         guint         i)
{
  g_return_val_if_fail (i < request->params->len, NULL);

  return g_ptr_array_index (request->params, i);
}

const char *
sheaf_request_get_query (SheafRequest *request,
                         const char   *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

gboolean
sheaf_request_get_number (SheafRequest  *request,
                          const char    *name,
                          gint64         min,
                          gint64         max,
                          gint64         fallback,
                          gint64        *value,
                          GError       **error)
{
  const char *text = sheaf_request_get_query (request, name);

  *value = fallback;
  if (text == NULL)
    return TRUE;

  if (g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return TRUE;

  g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
               _("“%s” must be a whole number from %ld to %ld."), name, (glong) min, (glong) max);

  return FALSE;
}

gboolean
sheaf_request_check_query (SheafRequest       *request,
                           const char *const  *known,
                           GError            **error)
{
  GHashTableIter iter;
  gpointer name;

  if (request->query == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      if (g_strv_contains (known, name))
        continue;

      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST,
                   _("“%s” cannot be asked for here."), (const char *) name);
      return FALSE;
    }

  return TRUE;
}

SheafKind
sheaf_request_get_kind (SheafRequest *request)
{
  SheafKind kind = SHEAF_KIND_ARTICLE;

  if (!sheaf_kind_from_plural (request->path[1], &kind))
    g_assert_not_reached ();

  return kind;
}

void
sheaf_request_respond (SheafRequest *request,
                       SheafAnswer  *answer)
{
  SheafRespond respond = g_steal_pointer (&request->respond);

  g_return_if_fail (respond != NULL);

  respond (request, answer, request->respond_data);
}

void
sheaf_request_respond_error (SheafRequest *request,
                             const GError *error)
{
  sheaf_request_respond (request, sheaf_answer_new_error (error));
}

static void
run_in_worker (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  SheafRequest *request = data;
  SheafWork work = (SheafWork) g_object_get_data (G_OBJECT (task), "work");
  GError *error = NULL;
  SheafAnswer *answer = work (request, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, (GDestroyNotify) sheaf_answer_free);
}

static void
on_worked (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (SheafRequest) request = data;
  g_autoptr (GError) error = NULL;
  SheafAnswer *answer = g_task_propagate_pointer (G_TASK (result), &error);

  if (answer == NULL)
    sheaf_request_respond_error (request, error);
  else
    sheaf_request_respond (request, answer);
}

void
sheaf_request_run (SheafRequest *request,
                   SheafWork     work)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_worked, sheaf_request_ref (request));

  g_task_set_source_tag (task, sheaf_request_run);
  g_task_set_task_data (task, sheaf_request_ref (request), (GDestroyNotify) sheaf_request_unref);
  g_object_set_data (G_OBJECT (task), "work", (gpointer) work);
  g_task_run_in_thread (task, run_in_worker);
}
