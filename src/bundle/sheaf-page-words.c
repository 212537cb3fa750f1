/* sheaf-page-words.c: the few words that a page says by itself, in the bundle's language
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bundle/sheaf-page-words.h"

#include <string.h>

#include "model/sheaf-time.h"

/* English comes first: it is what other languages fall back to. */
static const SheafPageWords all_words[] = {
  {
    .language = "en",
    .comma = ", ",
    .preview = "Preview, {}",
    .published = "Published {}",
    .updated = "Updated {}",
    .by = "By {}",
    .credit = "Image: {}",
    .read_at = "Read the full article at {}",
    .read = "Read the full article",
    .topics = "Topics",
    .in_brief = "In brief",
    .editorial = "Editorial",
    .related = "Related",
    .update = "Updates",
    .opposing = "Opposing views",
    .background = "Background",
    .corrections = "Corrections",
    .skip = "Skip to the story",
    .published_by = "Published by {}",
    .sources = "Articles belong to their publishers. Headlines lead to the originals.",
    .as_data = "This page as data",
    .date = "{day} {month} {year}",
    .time = "{date}, {time} UTC",
    .months = { "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December" },
  },
  {
    .language = "de",
    .comma = ", ",
    .preview = "Vorschau, {}",
    .published = "Veröffentlicht am {}",
    .updated = "Aktualisiert am {}",
    .by = "Von {}",
    .credit = "Bild: {}",
    .read_at = "Den ganzen Artikel lesen: {}",
    .read = "Den ganzen Artikel lesen",
    .topics = "Themen",
    .in_brief = "In Kürze",
    .editorial = "Kommentar",
    .related = "Mehr dazu",
    .update = "Neues",
    .opposing = "Andere Ansichten",
    .background = "Hintergrund",
    .corrections = "Berichtigungen",
    .skip = "Zum Beitrag",
    .published_by = "Herausgegeben von {}",
    .sources = "Die Artikel gehören ihren Verlagen. Die Überschriften führen zu den Originalen.",
    .as_data = "Diese Seite als Daten",
    .date = "{day}. {month} {year}",
    .time = "{date}, {time} Uhr UTC",
    .months = { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
                "September", "Oktober", "November", "Dezember" },
  },
  {
    .language = "ja",
    .comma = "、",
    .preview = "プレビュー {}",
    .published = "公開 {}",
    .updated = "更新 {}",
    .by = "文・{}",
    .credit = "画像：{}",
    .read_at = "記事の全文を読む（{}）",
    .read = "記事の全文を読む",
    .topics = "トピック",
    .in_brief = "要点",
    .editorial = "社説",
    .related = "関連記事",
    .update = "続報",
    .opposing = "異なる見方",
    .background = "背景",
    .corrections = "訂正",
    .skip = "本文へ移動",
    .published_by = "発行 {}",
    .sources = "記事の権利は各発行元にあります。見出しから元の記事をご覧いただけます。",
    .as_data = "このページのデータ",
    .date = "{year}年{number}月{day}日",
    .time = "{date} {time} UTC",
    .months = { "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月",
                "12月" },
  },
  {
    .language = "es",
    .comma = ", ",
    .preview = "Vista previa, {}",
    .published = "Publicado el {}",
    .updated = "Actualizado el {}",
    .by = "Por {}",
    .credit = "Imagen: {}",
    .read_at = "Leer el artículo completo en {}",
    .read = "Leer el artículo completo",
    .topics = "Temas",
    .in_brief = "En breve",
    .editorial = "Editorial",
    .related = "Relacionado",
    .update = "Novedades",
    .opposing = "Otras opiniones",
    .background = "Contexto",
    .corrections = "Correcciones",
    .skip = "Ir al contenido",
    .published_by = "Publicado por {}",
    .sources = "Los artículos pertenecen a sus editores. Los titulares enlazan a los originales.",
    .as_data = "Esta página como datos",
    .date = "{day} de {month} de {year}",
    .time = "{date}, {time} UTC",
    .months = { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                "septiembre", "octubre", "noviembre", "diciembre" },
  },
  {
    .language = "ar",
    .comma = "، ",
    .preview = "معاينة، {}",
    .published = "نُشر في {}",
    .updated = "حُدّث في {}",
    .by = "بقلم {}",
    .credit = "الصورة: {}",
    .read_at = "اقرأ المقال كاملًا في {}",
    .read = "اقرأ المقال كاملًا",
    .topics = "المواضيع",
    .in_brief = "باختصار",
    .editorial = "افتتاحية",
    .related = "مقالات ذات صلة",
    .update = "مستجدات",
    .opposing = "آراء مخالفة",
    .background = "خلفية",
    .corrections = "تصويبات",
    .skip = "انتقل إلى المحتوى",
    .published_by = "الناشر: {}",
    .sources = "حقوق المقالات لناشريها. العناوين تقود إلى المقالات الأصلية.",
    .as_data = "هذه الصفحة كبيانات",
    .date = "{day} {month} {year}",
    .time = "{date}، {time} UTC",
    .months = { "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر",
                "أكتوبر", "نوفمبر", "ديسمبر" },
  },
  {
    .language = "fr",
    .comma = ", ",
    .preview = "Aperçu, {}",
    .published = "Publié le {}",
    .updated = "Mis à jour le {}",
    .by = "Par {}",
    .credit = "Image : {}",
    .read_at = "Lire l’article complet sur {}",
    .read = "Lire l’article complet",
    .topics = "Thèmes",
    .in_brief = "En bref",
    .editorial = "Éditorial",
    .related = "À lire aussi",
    .update = "Suites",
    .opposing = "Avis contraires",
    .background = "Contexte",
    .corrections = "Rectificatifs",
    .skip = "Aller au contenu",
    .published_by = "Publié par {}",
    .sources = "Les articles appartiennent à leurs éditeurs. Les titres mènent aux originaux.",
    .as_data = "Cette page en données",
    .date = "{day} {month} {year}",
    .time = "{date} à {time} UTC",
    .months = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                "septembre", "octobre", "novembre", "décembre" },
  },
};

/* Languages and scripts written from right to left, as subtags of BCP 47. */
static const char * const rtl_languages[] = { "ar",  "arc", "ckb", "dv", "fa", "he", "iw", "ks",
                                              "ku-arab", "nqo", "ps", "sd", "syr", "ug", "ur",
                                              "yi" };
static const char * const rtl_scripts[] = { "arab", "hebr", "syrc", "thaa", "nkoo", "adlm" };

/* Whether @language is @tag or begins with it and a hyphen. */
static gboolean
language_is (const char *language,
             const char *tag)
{
  gsize length = strlen (tag);

  return g_ascii_strncasecmp (language, tag, length) == 0 &&
         (language[length] == '\0' || language[length] == '-' || language[length] == '_');
}

const SheafPageWords *
sheaf_page_words_get (const char *language)
{
  for (guint i = 0; language != NULL && i < G_N_ELEMENTS (all_words); i++)
    {
      if (language_is (language, all_words[i].language))
        return &all_words[i];
    }

  return &all_words[0];
}

static char *
replace (const char *text,
         const char *mark,
         const char *value)
{
  GString *filled = g_string_new (text);

  g_string_replace (filled, mark, value, 1);
  return g_string_free (filled, FALSE);
}

char *
sheaf_page_words_fill (const char *phrase,
                       const char *value)
{
  return replace (phrase, "{}", value);
}

static GDateTime *
date_time_new (gint64 time)
{
  if (time == SHEAF_TIME_NONE)
    return NULL;

  return g_date_time_new_from_unix_utc (time / 1000);
}

static char *
format_date (const SheafPageWords *words,
             GDateTime            *when)
{
  g_autofree char *day = g_strdup_printf ("%d", g_date_time_get_day_of_month (when));
  g_autofree char *number = g_strdup_printf ("%d", g_date_time_get_month (when));
  g_autofree char *year = g_strdup_printf ("%d", g_date_time_get_year (when));
  GString *date = g_string_new (words->date);

  g_string_replace (date, "{day}", day, 1);
  g_string_replace (date, "{number}", number, 1);
  g_string_replace (date, "{month}", words->months[g_date_time_get_month (when) - 1], 1);
  g_string_replace (date, "{year}", year, 1);

  return g_string_free (date, FALSE);
}

char *
sheaf_page_words_date (const SheafPageWords *words,
                       gint64                time)
{
  g_autoptr (GDateTime) when = date_time_new (time);

  return when != NULL ? format_date (words, when) : NULL;
}

char *
sheaf_page_words_date_time (const SheafPageWords *words,
                            gint64                time)
{
  g_autoptr (GDateTime) when = date_time_new (time);
  g_autofree char *date = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *dated = NULL;

  if (when == NULL)
    return NULL;

  date = format_date (words, when);
  clock = g_date_time_format (when, "%H:%M");
  dated = replace (words->time, "{date}", date);

  return replace (dated, "{time}", clock);
}

static gboolean
script_is_rtl (GUnicodeScript script)
{
  switch (script)
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
language_says_rtl (const char *language)
{
  g_auto (GStrv) subtags = g_strsplit_set (language, "-_", 4);

  for (guint i = 0; i < G_N_ELEMENTS (rtl_languages); i++)
    {
      if (language_is (language, rtl_languages[i]))
        return subtags[1] == NULL || g_ascii_strcasecmp (subtags[1], "latn") != 0;
    }

  for (guint i = 0; subtags[0] != NULL && subtags[1] != NULL && i < G_N_ELEMENTS (rtl_scripts); i++)
    {
      if (g_ascii_strcasecmp (subtags[1], rtl_scripts[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

const char *
sheaf_page_direction (const char *language,
                      const char *text)
{
  if (language != NULL && *language != '\0' && !language_is (language, "und"))
    return language_says_rtl (language) ? "rtl" : "ltr";

  for (const char *at = text; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isalpha (c))
        return script_is_rtl (g_unichar_get_script (c)) ? "rtl" : "ltr";
    }

  return "ltr";
}
