/* sheaf-client-error.c: what can go wrong between a desk and its backend
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "client/sheaf-client-error.h"

G_DEFINE_QUARK (sheaf-client-error-quark, sheaf_client_error)
