/* sheaf-id.c: ids of entities and edits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "model/sheaf-id.h"

#include <string.h>

#include "model/sheaf-fold.h"

#define UUID_BYTES 16
#define UUID_LENGTH 36

/* Sheaf's namespace, da876fdb-8325-47da-8b6e-028dba9bf804. Every replica and backend must agree on
 * it: it is never to be changed. */
static const guint8 namespace_bytes[UUID_BYTES] = {
  0xda, 0x87, 0x6f, 0xdb, 0x83, 0x25, 0x47, 0xda, 0x8b, 0x6e, 0x02, 0x8d, 0xba, 0x9b, 0xf8, 0x04,
};

static void
set_version (guint8 bytes[UUID_BYTES],
             guint8 version)
{
  bytes[6] = (guint8) ((bytes[6] & 0x0f) | version << 4);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
}

static char *
format_uuid (const guint8 bytes[UUID_BYTES])
{
  static const char digits[] = "0123456789abcdef";
  char *id = g_malloc (UUID_LENGTH + 1);
  char *at = id;

  for (guint i = 0; i < UUID_BYTES; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *at++ = '-';
      *at++ = digits[bytes[i] >> 4];
      *at++ = digits[bytes[i] & 0x0f];
    }
  *at = '\0';

  return id;
}

/* Milliseconds in the upper bits and a counter in the 12 of rand_a below them (RFC 9562, 6.2,
 * method 1): one number that only ever grows, also when the clock is set back or more than 4096
 * ids are asked for in one millisecond. */
static guint64
next_stamp (void)
{
  static GMutex mutex;
  static guint64 last = 0;
  guint64 stamp = (guint64) (g_get_real_time () / 1000) << 12;

  g_mutex_lock (&mutex);
  last = stamp = MAX (stamp, last + 1);
  g_mutex_unlock (&mutex);

  return stamp;
}

char *
sheaf_id_new (void)
{
  guint64 stamp = next_stamp ();
  guint32 random[2] = { g_random_int (), g_random_int () };
  guint8 bytes[UUID_BYTES];

  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) (stamp >> (12 + 8 * (5 - i)));
  bytes[6] = (guint8) ((stamp >> 8) & 0x0f);
  bytes[7] = (guint8) stamp;
  memcpy (bytes + 8, random, sizeof random);
  set_version (bytes, 7);

  return format_uuid (bytes);
}

static void
hash_name (const guint8 space[UUID_BYTES],
           const char *name,
           guint8 bytes[UUID_BYTES])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8 digest[20];
  gsize length = sizeof digest;

  g_checksum_update (checksum, space, UUID_BYTES);
  g_checksum_update (checksum, (const guchar *) name, (gssize) strlen (name));
  g_checksum_get_digest (checksum, digest, &length);

  memcpy (bytes, digest, UUID_BYTES);
  set_version (bytes, 5);
}

char *
sheaf_id_for_name (const char *space,
                   const char *name)
{
  guint8 inner[UUID_BYTES], bytes[UUID_BYTES];

  g_return_val_if_fail (space != NULL && name != NULL, NULL);

  hash_name (namespace_bytes, space, inner);
  hash_name (inner, name, bytes);

  return format_uuid (bytes);
}

char *
sheaf_id_for_tag (const char *name)
{
  g_autofree char *folded = sheaf_fold (name);

  return *folded != '\0' ? sheaf_id_for_name ("tag", folded) : NULL;
}

gboolean
sheaf_id_is_valid (const char *id)
{
  if (id == NULL)
    return FALSE;

  for (guint i = 0; i < UUID_LENGTH; i++)
    {
      gboolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;

      if (hyphen ? id[i] != '-'
                 : !g_ascii_isdigit (id[i]) && (id[i] < 'a' || id[i] > 'f'))
        return FALSE;
    }

  return id[UUID_LENGTH] == '\0';
}
