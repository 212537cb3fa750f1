/* sheaf-language.h: which language a text is in
 *
 * By script where a script tells (kana, Hangul, Greek, Hebrew, Thai …), else by the commonest
 * words of the languages that share it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SheafLanguageDetector SheafLanguageDetector;

/* For one thread at a time. Returns: (transfer full) */
SheafLanguageDetector *sheaf_language_detector_new (void);
void sheaf_language_detector_free (SheafLanguageDetector *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SheafLanguageDetector, sheaf_language_detector_free)

/* The language of @text, an ISO 639-1 code. What the feed says, @told (nullable), holds where the
 * text does not plainly say otherwise.
 * Returns: (transfer none) (nullable): NULL where nothing tells; may be @told itself */
const char *sheaf_language_detect (SheafLanguageDetector *self, const char *text, const char *told);

G_END_DECLS
