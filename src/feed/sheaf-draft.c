/* sheaf-draft.c: an item of a feed while it is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "feed/sheaf-draft.h"

#include <string.h>

#include "feed/sheaf-date.h"
#include "markup/sheaf-plain-text.h"
#include "markup/sheaf-sanitise.h"

#define MAX_TITLE 1000
#define MAX_SUMMARY 600
#define MAX_NAME 200
#define MAX_AUTHORS 32
#define MAX_TAGS 64
#define MAX_ID 2000
#define EPOCH_SLACK ((gint64) 14 * 60 * 60 * 1000)

typedef struct
{
  char *text;
  SheafDraftKind kind;
  char *base;
  int rank;
  gint64 time; /* of a date */
} Text;

struct _SheafDraft
{
  gboolean unsafe;
  char *id;
  Text url, title, summary, body, published, updated, language;
  char *publisher;
  GPtrArray *authors;
  int author_rank;
  GPtrArray *tags;
  char *image_url, *image_alt, *image_credit;
  gint64 image_rank;
};

static gboolean
is_blank (const char *text)
{
  return text == NULL || text[strspn (text, " \t\r\n")] == '\0';
}

static void
clear_text (Text *self)
{
  g_free (self->text);
  g_free (self->base);
}

static void
take_text (Text           *self,
           const char     *text,
           SheafDraftKind  kind,
           const char     *base,
           int             rank)
{
  if (is_blank (text) || (self->text != NULL && rank <= self->rank))
    return;

  clear_text (self);
  self->text = g_strdup (text);
  self->kind = kind;
  self->base = g_strdup (base);
  self->rank = rank;
}

static void
take_date (Text       *self,
           const char *date,
           int         rank)
{
  gint64 time = sheaf_date_parse (date);

  if (time == SHEAF_TIME_NONE || (self->text != NULL && rank <= self->rank))
    return;

  take_text (self, date, SHEAF_DRAFT_TEXT, NULL, rank);
  self->time = time;
}

SheafDraft *
sheaf_draft_new (void)
{
  SheafDraft *self = g_new0 (SheafDraft, 1);

  self->authors = g_ptr_array_new_with_free_func (g_free);
  self->tags = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
sheaf_draft_set_unsafe (SheafDraft *draft)
{
  draft->unsafe = TRUE;
}

void
sheaf_draft_free (SheafDraft *draft)
{
  g_free (draft->id);
  clear_text (&draft->url);
  clear_text (&draft->title);
  clear_text (&draft->summary);
  clear_text (&draft->body);
  clear_text (&draft->published);
  clear_text (&draft->updated);
  clear_text (&draft->language);
  g_free (draft->publisher);
  g_ptr_array_unref (draft->authors);
  g_ptr_array_unref (draft->tags);
  g_free (draft->image_url);
  g_free (draft->image_alt);
  g_free (draft->image_credit);
  g_free (draft);
}

void
sheaf_draft_set_id (SheafDraft *draft,
                    const char *id)
{
  if (draft->id == NULL && !is_blank (id))
    draft->id = sheaf_plain_text_excerpt (id, MAX_ID);
}

void
sheaf_draft_set_url (SheafDraft *draft,
                     const char *url,
                     int         rank)
{
  take_text (&draft->url, url, SHEAF_DRAFT_TEXT, NULL, rank);
}

void
sheaf_draft_set_title (SheafDraft     *draft,
                       const char     *text,
                       SheafDraftKind  kind,
                       int             rank)
{
  take_text (&draft->title, text, kind, NULL, rank);
}

void
sheaf_draft_set_summary (SheafDraft     *draft,
                         const char     *text,
                         SheafDraftKind  kind,
                         const char     *base,
                         int             rank)
{
  take_text (&draft->summary, text, kind, base, rank);
}

void
sheaf_draft_set_body (SheafDraft     *draft,
                      const char     *text,
                      SheafDraftKind  kind,
                      const char     *base,
                      int             rank)
{
  take_text (&draft->body, text, kind, base, rank);
}

void
sheaf_draft_set_published (SheafDraft *draft,
                           const char *date,
                           int         rank)
{
  take_date (&draft->published, date, rank);
}

void
sheaf_draft_set_updated (SheafDraft *draft,
                         const char *date,
                         int         rank)
{
  take_date (&draft->updated, date, rank);
}

void
sheaf_draft_set_language (SheafDraft *draft,
                          const char *language,
                          int         rank)
{
  g_autofree char *tag = sheaf_draft_language (language);

  take_text (&draft->language, tag, SHEAF_DRAFT_TEXT, NULL, rank);
}

void
sheaf_draft_set_publisher (SheafDraft *draft,
                           const char *text)
{
  g_autofree char *line = sheaf_plain_text_line (text);

  if (draft->publisher == NULL && *line != '\0')
    draft->publisher = sheaf_plain_text_excerpt (line, MAX_NAME);
}

char *
sheaf_draft_author_name (const char *text)
{
  g_autofree char *line = NULL;
  g_autofree char *name = NULL;
  const char *at, *open, *close;

  if (is_blank (text))
    return NULL;

  /* "Name <address>" looks like a tag. */
  open = strchr (text, '<');
  if (open != NULL && strchr (open, '@') != NULL && open > text)
    line = g_strndup (text, open - text);
  else
    line = sheaf_plain_text_line (text);
  g_strstrip (line);

  at = strchr (line, '@');
  open = strchr (line, '(');
  close = open != NULL ? strrchr (open, ')') : NULL;
  if (at != NULL && open != NULL && close != NULL && at < open)
    name = g_strndup (open + 1, close - open - 1);
  else if (at != NULL && strpbrk (line, " \t") == NULL)
    return NULL;
  else
    name = g_strdup (line);
  g_strstrip (name);
  if (g_str_has_prefix (name, "\"") && g_str_has_suffix (name, "\"") && strlen (name) > 2)
    {
      name[strlen (name) - 1] = '\0';
      memmove (name, name + 1, strlen (name));
    }

  return *name != '\0' ? sheaf_plain_text_excerpt (name, MAX_NAME) : NULL;
}

void
sheaf_draft_add_author (SheafDraft *draft,
                        const char *text,
                        int         rank)
{
  g_autofree char *name = sheaf_draft_author_name (text);

  if (name == NULL || rank < draft->author_rank)
    return;
  if (rank > draft->author_rank)
    g_ptr_array_set_size (draft->authors, 0);
  draft->author_rank = rank;
  if (draft->authors->len < MAX_AUTHORS
      && !g_ptr_array_find_with_equal_func (draft->authors, name, g_str_equal, NULL))
    g_ptr_array_add (draft->authors, g_steal_pointer (&name));
}

void
sheaf_draft_add_tag (SheafDraft *draft,
                     const char *text)
{
  g_autofree char *line = sheaf_plain_text_line (text);
  g_autofree char *folded = NULL;

  /* Some name their kind of entry by an address. */
  if (*line == '\0' || strstr (line, "://") != NULL || draft->tags->len == MAX_TAGS
      || g_utf8_strlen (line, -1) > MAX_NAME)
    return;

  folded = g_utf8_casefold (line, -1);
  for (guint i = 0; i < draft->tags->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (draft->tags->pdata[i], -1);

      if (strcmp (folded, other) == 0)
        return;
    }
  g_ptr_array_add (draft->tags, g_steal_pointer (&line));
}

void
sheaf_draft_add_image (SheafDraft      *draft,
                       const char      *url,
                       SheafDraftImage  from,
                       int              width,
                       const char      *alt,
                       const char      *credit)
{
  gint64 rank = (gint64) from * 100000 + CLAMP (width, 0, 99999);

  if (is_blank (url) || (draft->image_url != NULL && rank <= draft->image_rank))
    return;

  g_free (draft->image_url);
  g_free (draft->image_alt);
  g_free (draft->image_credit);
  draft->image_rank = rank;
  draft->image_url = g_strdup (url);
  draft->image_alt = is_blank (alt) ? NULL : sheaf_plain_text_line (alt);
  draft->image_credit = is_blank (credit) ? NULL : sheaf_plain_text_line (credit);
}

void
sheaf_draft_describe_image (SheafDraft *draft,
                            const char *alt,
                            const char *credit)
{
  if (draft->image_url == NULL)
    return;
  if (draft->image_alt == NULL && !is_blank (alt))
    draft->image_alt = sheaf_plain_text_line (alt);
  if (draft->image_credit == NULL && !is_blank (credit))
    draft->image_credit = sheaf_plain_text_line (credit);
}

char *
sheaf_draft_language (const char *language)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *tag = NULL;

  if (language == NULL)
    return NULL;
  tag = g_strstrip (g_strdup (language));
  g_strdelimit (tag, "_", '-');
  tag[strcspn (tag, ".@,")] = '\0';
  if (strlen (tag) < 2 || strlen (tag) > 35
      || strspn (tag, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-")
             != strlen (tag))
    return NULL;

  /* RFC 5646, 2.1.1 */
  parts = g_strsplit (tag, "-", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strlen (parts[i]);
      char *cased;

      if (i > 0 && length == 2)
        cased = g_ascii_strup (parts[i], -1);
      else
        cased = g_ascii_strdown (parts[i], -1);
      if (i > 0 && length == 4 && g_ascii_isalpha (cased[0]))
        cased[0] = g_ascii_toupper (cased[0]);
      g_free (parts[i]);
      parts[i] = cased;
    }
  if (strlen (parts[0]) < 2 || strlen (parts[0]) > 8 || strcmp (parts[0], "und") == 0)
    return NULL;

  return g_strjoinv ("-", parts);
}

/* Plain text as HTML: blank lines part paragraphs. */
static char *
text_to_html (const char *text)
{
  g_autofree char *escaped = sheaf_sanitise_text (text);
  g_auto(GStrv) lines = g_strsplit (escaped, "\n", -1);
  GString *out = g_string_new (NULL);
  gboolean open = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      g_strstrip (*line);
      if (**line == '\0')
        {
          if (open)
            g_string_append (out, "</p>");
          open = FALSE;
          continue;
        }
      g_string_append (out, open ? "<br>" : "<p>");
      g_string_append (out, *line);
      open = TRUE;
    }
  if (open)
    g_string_append (out, "</p>");

  return g_string_free (out, FALSE);
}

static char *
make_body (const Text *text,
           const char *base)
{
  g_autofree char *made = NULL;
  g_autofree char *safe = NULL;
  const char *html = text->text;

  if (text->kind == SHEAF_DRAFT_TEXT && !sheaf_plain_text_is_html (html))
    html = made = text_to_html (html);
  /* Escaped once more than it says. */
  else if (strchr (html, '<') == NULL && strstr (html, "&lt;") != NULL
           && strstr (html, "&gt;") != NULL)
    {
      g_autofree char *once = sheaf_plain_text_unescape (html);

      if (sheaf_plain_text_is_html (once))
        html = made = g_steal_pointer (&once);
    }

  safe = sheaf_sanitise_html (html, -1, base);

  return *safe != '\0' ? g_steal_pointer (&safe) : NULL;
}

static char *
make_summary (const Text *text)
{
  g_autofree char *lead = NULL;

  if (text->kind == SHEAF_DRAFT_HTML || sheaf_plain_text_is_html (text->text))
    lead = sheaf_plain_text_lead (text->text, MAX_SUMMARY);
  else
    lead = sheaf_plain_text_excerpt (text->text, MAX_SUMMARY);

  return *lead != '\0' ? g_steal_pointer (&lead) : NULL;
}

static char *
make_title (const Text *text)
{
  g_autofree char *plain = NULL;

  if (text->text == NULL)
    return NULL;
  plain = text->kind == SHEAF_DRAFT_HTML ? sheaf_plain_text_line (text->text)
                                         : sheaf_plain_text_tidy (text->text);

  return *plain != '\0' ? sheaf_plain_text_excerpt (plain, MAX_TITLE) : NULL;
}

/* Tags, as they are or escaped. */
static gboolean
has_markup (const char *text)
{
  if (strchr (text, '<') == NULL && (strstr (text, "&lt;") == NULL || strstr (text, "&gt;") == NULL))
    return FALSE;

  return sheaf_plain_text_is_html (text);
}

static GStrv
to_strv (GPtrArray *strings)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv strv;

  for (guint i = 0; strings != NULL && i < strings->len; i++)
    g_strv_builder_add (builder, strings->pdata[i]);
  strv = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return strv;
}

/* The first image that the body shows. */
static void
image_of_body (SheafFeedItem *item)
{
  const char *src = item->body != NULL ? strstr (item->body, "<img src=\"http") : NULL;
  g_autofree char *url = NULL;
  g_autofree char *alt = NULL;
  const char *end;

  if (src == NULL)
    return;
  src += strlen ("<img src=\"");
  end = strchr (src, '"');
  url = g_strndup (src, end - src);
  item->image.url = sheaf_plain_text_unescape (url);
  if (g_str_has_prefix (end, "\" alt=\""))
    {
      end += strlen ("\" alt=\"");
      alt = g_strndup (end, strcspn (end, "\""));
      if (*alt != '\0')
        item->image.alt = sheaf_plain_text_unescape (alt);
    }
}

/* Systems that have no date often write their epoch for it, in whatever zone. */
static gint64
get_date (const Text *date)
{
  return date->text == NULL || ABS (date->time) <= EPOCH_SLACK ? SHEAF_TIME_NONE : date->time;
}

static void
make_times (SheafDraft    *draft,
            SheafFeedItem *item,
            gint64         fetched)
{
  item->published = get_date (&draft->published);
  item->updated = get_date (&draft->updated);
  if (fetched == SHEAF_TIME_NONE)
    return;
  if (item->published != SHEAF_TIME_NONE && item->published > fetched)
    {
      item->published = fetched;
      item->in_future = TRUE;
    }
  if (item->updated != SHEAF_TIME_NONE && item->updated > fetched)
    {
      item->updated = fetched;
      item->in_future = TRUE;
    }
}

static void
make_id (SheafDraft    *draft,
         SheafFeedItem *item)
{
  if (draft->id != NULL)
    item->id = g_steal_pointer (&draft->id);
  else if (item->url != NULL)
    item->id = g_strdup (item->url);
  else
    {
      g_autofree char *all = g_strconcat (item->title != NULL ? item->title : "", "\n",
                                          item->summary != NULL ? item->summary : "", NULL);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

      item->id = g_strdup_printf ("sha-256:%s", hash);
    }
}

SheafFeedItem *
sheaf_draft_finish (SheafDraft *draft,
                    const char *base,
                    const char *fallback,
                    const char *language,
                    GPtrArray  *authors,
                    gint64      fetched)
{
  SheafFeedItem *item;
  const Text *body = &draft->body;

  if (draft->title.text == NULL && draft->url.text == NULL && draft->summary.text == NULL
      && body->text == NULL && draft->id == NULL)
    return NULL;

  item = g_new0 (SheafFeedItem, 1);
  item->url = g_steal_pointer (&draft->url.text);
  item->title = make_title (&draft->title);
  make_times (draft, item, fetched);
  if (base == NULL)
    base = item->url != NULL ? item->url : fallback;
  /* A summary with markup is what there is of the text. */
  if (body->text == NULL && draft->summary.text != NULL && has_markup (draft->summary.text))
    body = &draft->summary;
  if (draft->unsafe)
    item->body = body == &draft->body ? g_steal_pointer (&draft->body.text)
                                      : g_strdup (body->text);
  else if (body->text != NULL)
    item->body = make_body (body, body->base != NULL ? body->base : base);
  if (draft->summary.text != NULL)
    item->summary = make_summary (&draft->summary);
  if (item->summary == NULL && item->body != NULL && !draft->unsafe)
    {
      Text of_body = { .text = item->body, .kind = SHEAF_DRAFT_HTML };

      item->summary = make_summary (&of_body);
    }
  item->authors = to_strv (draft->authors->len > 0 ? draft->authors : authors);
  item->tags = to_strv (draft->tags);
  item->language = draft->language.text != NULL ? g_steal_pointer (&draft->language.text)
                                                : g_strdup (language);
  item->publisher = g_steal_pointer (&draft->publisher);
  item->image.url = g_steal_pointer (&draft->image_url);
  item->image.alt = g_steal_pointer (&draft->image_alt);
  item->image.credit = g_steal_pointer (&draft->image_credit);
  if (item->image.url == NULL && !draft->unsafe)
    image_of_body (item);
  make_id (draft, item);

  return item;
}

void
sheaf_feed_item_free (SheafFeedItem *item)
{
  g_free (item->id);
  g_free (item->url);
  g_free (item->title);
  g_strfreev (item->authors);
  g_free (item->summary);
  g_free (item->body);
  g_free (item->language);
  g_strfreev (item->tags);
  g_free (item->image.url);
  g_free (item->image.alt);
  g_free (item->image.credit);
  g_free (item->publisher);
  g_free (item);
}
