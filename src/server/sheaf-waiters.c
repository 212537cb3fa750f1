/* sheaf-waiters.c: requests for /changes that wait for news
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-waiters.h"

#include <sys/socket.h>

struct _SheafWaiters
{
  GHashTable *waiting; /* (element-type Waiter): a set */
  SheafAskAgain ask_again;
  gpointer data;
};

typedef struct
{
  SheafWaiters *waiters;
  SheafRequest *request;
  SheafAnswer *answer;
  GSource *timer;
  GSource *gone;
} Waiter;

static void
waiter_free (Waiter *waiter)
{
  g_source_destroy (waiter->timer);
  g_source_unref (waiter->timer);
  g_source_destroy (waiter->gone);
  g_source_unref (waiter->gone);
  g_clear_pointer (&waiter->answer, sheaf_answer_free);
  sheaf_request_unref (waiter->request);
  g_free (waiter);
}

SheafWaiters *
sheaf_waiters_new (SheafAskAgain ask_again,
                   gpointer      data)
{
  SheafWaiters *waiters = g_new0 (SheafWaiters, 1);

  waiters->waiting = g_hash_table_new (NULL, NULL);
  waiters->ask_again = ask_again;
  waiters->data = data;

  return waiters;
}

void
sheaf_waiters_free (SheafWaiters *waiters)
{
  sheaf_waiters_release (waiters);
  g_hash_table_unref (waiters->waiting);
  g_free (waiters);
}

static void
end_waiter (Waiter *waiter)
{
  g_hash_table_remove (waiter->waiters->waiting, waiter);
  sheaf_request_respond (waiter->request, g_steal_pointer (&waiter->answer));
  waiter_free (waiter);
}

static gboolean
on_time (gpointer data)
{
  end_waiter (data);

  return G_SOURCE_REMOVE;
}

/* Something to read while an answer is due is either the end, or the next request of a client that
 * pipelines, which is left alone. */
static gboolean
on_socket (GSocket      *socket,
           GIOCondition  condition,
           gpointer      data)
{
  Waiter *waiter = data;
  char byte;

  if ((condition & (G_IO_HUP | G_IO_ERR)) == 0
      && recv (g_socket_get_fd (socket), &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0)
    return G_SOURCE_REMOVE;

  g_cancellable_cancel (waiter->request->cancelled);
  end_waiter (waiter);

  return G_SOURCE_REMOVE;
}

void
sheaf_waiters_add (SheafWaiters *waiters,
                   SheafRequest *request,
                   SheafAnswer  *answer,
                   GSocket      *socket,
                   gint64        deadline)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  gint64 left = MAX (deadline - g_get_monotonic_time (), 0) / 1000;

  waiter->waiters = waiters;
  waiter->request = sheaf_request_ref (request);
  waiter->answer = answer;
  g_hash_table_add (waiters->waiting, waiter);

  waiter->timer = g_timeout_source_new (left);
  g_source_set_callback (waiter->timer, on_time, waiter, NULL);
  g_source_attach (waiter->timer, g_main_context_get_thread_default ());

  waiter->gone = g_socket_create_source (socket, G_IO_IN | G_IO_HUP | G_IO_ERR, NULL);
  g_source_set_callback (waiter->gone, G_SOURCE_FUNC (on_socket), waiter, NULL);
  g_source_attach (waiter->gone, g_main_context_get_thread_default ());
}

void
sheaf_waiters_wake (SheafWaiters *waiters)
{
  g_autoptr (GList) all = g_hash_table_get_keys (waiters->waiting);

  g_hash_table_remove_all (waiters->waiting);
  for (GList *item = all; item != NULL; item = item->next)
    {
      Waiter *waiter = item->data;

      waiters->ask_again (waiter->request, waiters->data);
      waiter_free (waiter);
    }
}

void
sheaf_waiters_release (SheafWaiters *waiters)
{
  g_autoptr (GList) all = g_hash_table_get_keys (waiters->waiting);

  for (GList *item = all; item != NULL; item = item->next)
    end_waiter (item->data);
}

guint
sheaf_waiters_get_n (SheafWaiters *waiters)
{
  return g_hash_table_size (waiters->waiting);
}
