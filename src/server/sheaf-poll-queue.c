/* sheaf-poll-queue.c: which sources are to be asked when, and few at a time of one host
 *
 * What is not yet due lies in order of time; what is due stands in line at its host; hosts that have
 * somebody in line and room stand in line themselves. So every step costs the same, however many
 * sources there are, and a slow host holds up its own alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-poll-queue.h"

typedef struct
{
  char *name;
  GQueue line;      /* (element-type Entry): those that are due */
  guint begun;
  guint entries;    /* that name it */
  gint64 held;      /* until when */
  gboolean in_turn; /* stands in the queue's turns */
} Host;

typedef struct
{
  char *name;
  Host *host;
  gint64 due;
  GSequenceIter *place; /* while it is not due */
  GList *link;          /* while it stands in line */
  gboolean begun;
} Entry;

struct _SheafPollQueue
{
  guint most;
  guint per_host;
  guint begun;
  GHashTable *entries; /* name to Entry */
  GHashTable *hosts;   /* name to Host */
  GSequence *later;    /* (element-type Entry) by due */
  GQueue turns;        /* (element-type Host) */
};

static void
host_free (Host *host)
{
  g_queue_clear (&host->line);
  g_free (host->name);
  g_free (host);
}

static void
entry_free (Entry *entry)
{
  g_free (entry->name);
  g_free (entry);
}

SheafPollQueue *
sheaf_poll_queue_new (guint most,
                      guint per_host)
{
  SheafPollQueue *queue = g_new0 (SheafPollQueue, 1);

  queue->most = most;
  queue->per_host = per_host;
  queue->entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
  queue->hosts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) host_free);
  queue->later = g_sequence_new (NULL);
  g_queue_init (&queue->turns);

  return queue;
}

void
sheaf_poll_queue_free (SheafPollQueue *queue)
{
  g_sequence_free (queue->later);
  g_queue_clear (&queue->turns);
  g_hash_table_unref (queue->entries);
  g_hash_table_unref (queue->hosts);
  g_free (queue);
}

static void
give_turn (SheafPollQueue *queue,
           Host           *host,
           gboolean        first)
{
  if (host->in_turn || host->begun >= queue->per_host || g_queue_is_empty (&host->line))
    return;

  host->in_turn = TRUE;
  if (first)
    g_queue_push_head (&queue->turns, host);
  else
    g_queue_push_tail (&queue->turns, host);
}

void
sheaf_poll_queue_set_limits (SheafPollQueue *queue,
                             guint           most,
                             guint           per_host)
{
  GHashTableIter iter;
  gpointer host;

  queue->most = most;
  queue->per_host = per_host;
  g_hash_table_iter_init (&iter, queue->hosts);
  while (g_hash_table_iter_next (&iter, NULL, &host))
    give_turn (queue, host, FALSE);
}

static Host *
find_host (SheafPollQueue *queue,
           const char     *name)
{
  Host *host = g_hash_table_lookup (queue->hosts, name);

  if (host == NULL)
    {
      host = g_new0 (Host, 1);
      host->name = g_strdup (name);
      g_queue_init (&host->line);
      g_hash_table_insert (queue->hosts, host->name, host);
    }

  return host;
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  const Entry *first = a;
  const Entry *second = b;

  return (first->due > second->due) - (first->due < second->due);
}

static void
take_out (Entry *entry)
{
  if (entry->place != NULL)
    g_sequence_remove (entry->place);
  if (entry->link != NULL)
    g_queue_delete_link (&entry->host->line, entry->link);
  entry->place = NULL;
  entry->link = NULL;
}

/* A host that was held is remembered for as long as somebody names it. */
static void
leave_host (SheafPollQueue *queue,
            Entry          *entry)
{
  Host *host = entry->host;

  entry->host = NULL;
  host->entries--;
  if (host->entries > 0)
    return;

  if (host->in_turn)
    g_queue_remove (&queue->turns, host);
  g_hash_table_remove (queue->hosts, host->name);
}

static void
stand_in_line (SheafPollQueue *queue,
               Entry          *entry)
{
  gboolean urgent = entry->due == 0;

  if (urgent)
    {
      g_queue_push_head (&entry->host->line, entry);
      entry->link = entry->host->line.head;
      if (entry->host->in_turn)
        {
          g_queue_remove (&queue->turns, entry->host);
          entry->host->in_turn = FALSE;
        }
    }
  else
    {
      g_queue_push_tail (&entry->host->line, entry);
      entry->link = entry->host->line.tail;
    }
  give_turn (queue, entry->host, urgent);
}

void
sheaf_poll_queue_put (SheafPollQueue *queue,
                      const char     *name,
                      const char     *host,
                      gint64          due)
{
  Entry *entry = g_hash_table_lookup (queue->entries, name);
  Host *at = find_host (queue, host);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->name = g_strdup (name);
      g_hash_table_insert (queue->entries, entry->name, entry);
    }
  else if (entry->begun)
    return;

  take_out (entry);
  if (entry->host != at)
    {
      at->entries++;
      if (entry->host != NULL)
        leave_host (queue, entry);
      entry->host = at;
    }

  entry->due = due;
  if (due == 0)
    stand_in_line (queue, entry);
  else
    entry->place = g_sequence_insert_sorted (queue->later, entry, compare_due, NULL);
}

static void
forget (SheafPollQueue *queue,
        Entry          *entry)
{
  take_out (entry);
  leave_host (queue, entry);
  g_hash_table_remove (queue->entries, entry->name);
}

void
sheaf_poll_queue_remove (SheafPollQueue *queue,
                         const char     *name)
{
  Entry *entry = g_hash_table_lookup (queue->entries, name);

  if (entry != NULL && !entry->begun)
    forget (queue, entry);
}

void
sheaf_poll_queue_hold (SheafPollQueue *queue,
                       const char     *host,
                       gint64          until)
{
  Host *held = g_hash_table_lookup (queue->hosts, host);

  if (held != NULL)
    held->held = MAX (held->held, until);
}

/* Brings those whose time has come into line; at a host that is held they wait on. */
static void
wake (SheafPollQueue *queue,
      gint64          now)
{
  GSequenceIter *first = g_sequence_get_begin_iter (queue->later);

  while (!g_sequence_iter_is_end (first))
    {
      Entry *entry = g_sequence_get (first);

      if (entry->due > now)
        return;

      take_out (entry);
      if (entry->host->held > now)
        {
          entry->due = entry->host->held;
          entry->place = g_sequence_insert_sorted (queue->later, entry, compare_due, NULL);
        }
      else
        {
          stand_in_line (queue, entry);
        }
      first = g_sequence_get_begin_iter (queue->later);
    }
}

/* The first in line at @host that may begin; those that have to wait go back. */
static Entry *
take_first (SheafPollQueue *queue,
            Host           *host,
            gint64          now)
{
  Entry *entry;

  while ((entry = g_queue_peek_head (&host->line)) != NULL)
    {
      take_out (entry);
      if (entry->due == 0 || host->held <= now)
        return entry;

      entry->due = host->held;
      entry->place = g_sequence_insert_sorted (queue->later, entry, compare_due, NULL);
    }

  return NULL;
}

const char *
sheaf_poll_queue_begin (SheafPollQueue *queue,
                        gint64          now)
{
  Host *host;

  wake (queue, now);
  while (queue->begun < queue->most && (host = g_queue_pop_head (&queue->turns)) != NULL)
    {
      Entry *entry = NULL;

      host->in_turn = FALSE;
      if (host->begun < queue->per_host)
        entry = take_first (queue, host, now);
      if (entry == NULL)
        continue;

      entry->begun = TRUE;
      host->begun++;
      queue->begun++;
      give_turn (queue, host, FALSE);

      return entry->name;
    }

  return NULL;
}

void
sheaf_poll_queue_end (SheafPollQueue *queue,
                      const char     *name)
{
  Entry *entry = g_hash_table_lookup (queue->entries, name);
  Host *host;

  g_return_if_fail (entry != NULL && entry->begun);

  host = entry->host;
  entry->begun = FALSE;
  host->begun--;
  queue->begun--;
  give_turn (queue, host, FALSE);
  entry->due = G_MAXINT64;
  entry->place = g_sequence_append (queue->later, entry);
}

guint
sheaf_poll_queue_count_begun (SheafPollQueue *queue)
{
  return queue->begun;
}

gint64
sheaf_poll_queue_get_next (SheafPollQueue *queue)
{
  GSequenceIter *first = g_sequence_get_begin_iter (queue->later);

  return g_sequence_iter_is_end (first) ? G_MAXINT64 : ((Entry *) g_sequence_get (first))->due;
}
