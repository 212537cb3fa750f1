/* sheaf-client-error.c: what can go wrong between a desk and its backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-client-error.h"

#include "db/sheaf-db.h"

G_DEFINE_QUARK (sheaf-client-error-quark, sheaf_client_error)

GError *
sheaf_client_error_from_db (GError *error)
{
  g_autoptr (GError) owned = error;

  if (error->domain != SHEAF_DB_ERROR)
    return g_steal_pointer (&owned);

  switch ((SheafDbError) error->code)
    {
    case SHEAF_DB_ERROR_FULL:
      return g_error_new_literal (SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_FULL, error->message);
    case SHEAF_DB_ERROR_LOCKED:
      return g_error_new_literal (SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_IN_USE, error->message);
    case SHEAF_DB_ERROR_FAILED:
    case SHEAF_DB_ERROR_CORRUPT:
    case SHEAF_DB_ERROR_NEWER:
    case SHEAF_DB_ERROR_CLOSED:
    default:
      return g_error_new_literal (SHEAF_CLIENT_ERROR, SHEAF_CLIENT_ERROR_REPLICA, error->message);
    }
}
