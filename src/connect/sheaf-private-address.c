/* sheaf-private-address.c: which addresses are of this machine or its surroundings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "connect/sheaf-fetcher.h"

#include <string.h>

typedef struct
{
  guint8 bytes[16];
  guint bits;
} Range;

/* The IANA special-purpose registries (RFC 6890) where nothing public answers. */
static const Range ipv4_ranges[] = {
  { { 0 }, 8 },              /* this network */
  { { 10 }, 8 },             /* private */
  { { 100, 64 }, 10 },       /* shared by carriers */
  { { 127 }, 8 },            /* loopback */
  { { 169, 254 }, 16 },      /* link-local */
  { { 172, 16 }, 12 },       /* private */
  { { 192, 0, 0 }, 24 },     /* protocol assignments */
  { { 192, 168 }, 16 },      /* private */
  { { 198, 18 }, 15 },       /* benchmarking */
  { { 224 }, 3 },            /* multicast, reserved, broadcast */
};

static const Range ipv6_ranges[] = {
  { { 0xfc }, 7 },           /* unique local */
  { { 0xfe, 0x80 }, 10 },    /* link-local */
  { { 0xfe, 0xc0 }, 10 },    /* site-local, as it was */
  { { 0xff }, 8 },           /* multicast */
};

static gboolean
is_within (const guint8 *bytes,
           const Range  *range)
{
  guint whole = range->bits / 8;
  guint rest = range->bits % 8;
  guint8 mask = rest > 0 ? 0xff << (8 - rest) : 0;

  return memcmp (bytes, range->bytes, whole) == 0
         && (rest == 0 || (bytes[whole] & mask) == (range->bytes[whole] & mask));
}

static gboolean
is_private_ipv4 (const guint8 *bytes)
{
  for (guint i = 0; i < G_N_ELEMENTS (ipv4_ranges); i++)
    {
      if (is_within (bytes, &ipv4_ranges[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_private_ipv6 (const guint8 *bytes)
{
  static const guint8 zeros[12];
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  static const guint8 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };

  /* ::, ::1 and the old "compatible" addresses all begin with zeros. */
  if (memcmp (bytes, zeros, 12) == 0 && bytes[12] == 0)
    return TRUE;
  if (memcmp (bytes, zeros, 12) == 0 || memcmp (bytes, mapped, 12) == 0
      || memcmp (bytes, nat64, 12) == 0)
    return is_private_ipv4 (bytes + 12);
  if (bytes[0] == 0x20 && bytes[1] == 0x02)
    return is_private_ipv4 (bytes + 2);

  for (guint i = 0; i < G_N_ELEMENTS (ipv6_ranges); i++)
    {
      if (is_within (bytes, &ipv6_ranges[i]))
        return TRUE;
    }

  return FALSE;
}

gboolean
sheaf_fetcher_is_private (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_private_ipv4 (bytes);

  return is_private_ipv6 (bytes);
}
