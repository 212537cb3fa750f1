/* sheaf-answer.c: what a route answers, before it is on the wire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-answer.h"

#include <string.h>

#include "model/sheaf-json.h"

static SheafAnswer *
answer_new (guint       status,
            const char *content_type,
            GBytes     *body)
{
  SheafAnswer *answer = g_new0 (SheafAnswer, 1);

  answer->status = status;
  answer->content_type = g_strdup (content_type);
  answer->body = body;

  return answer;
}

static SheafAnswer *
answer_new_node (guint       status,
                 const char *content_type,
                 JsonNode   *node)
{
  char *text = sheaf_json_to_text (node);

  return answer_new (status, content_type, g_bytes_new_take (text, strlen (text)));
}

SheafAnswer *
sheaf_answer_new_json (guint     status,
                       JsonNode *node)
{
  SheafAnswer *answer = answer_new_node (status, "application/json", node);

  json_node_unref (node);

  return answer;
}

static JsonNode *
node_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);

  return node;
}

SheafAnswer *
sheaf_answer_new_object (guint       status,
                         JsonObject *object)
{
  return sheaf_answer_new_json (status, node_take_object (object));
}

SheafAnswer *
sheaf_answer_new_text (const char *content_type,
                       char       *text)
{
  return answer_new (200, content_type, g_bytes_new_take (text, strlen (text)));
}

SheafAnswer *
sheaf_answer_new_bytes (const char *content_type,
                        GBytes     *body)
{
  return answer_new (200, content_type, g_bytes_ref (body));
}

SheafAnswer *
sheaf_answer_new_empty (void)
{
  return answer_new (204, NULL, NULL);
}

SheafAnswer *
sheaf_answer_new_problem (SheafProblem  problem,
                          const char   *detail)
{
  return sheaf_answer_new_problem_object (problem, sheaf_problem_to_json (problem, detail));
}

SheafAnswer *
sheaf_answer_new_problem_object (SheafProblem  problem,
                                 JsonObject   *object)
{
  g_autoptr (JsonNode) node = node_take_object (object);

  return answer_new_node (sheaf_problem_get_status (problem), "application/problem+json", node);
}

SheafAnswer *
sheaf_answer_new_error (const GError *error)
{
  SheafProblem problem = sheaf_problem_from_error (error);

  if (problem == SHEAF_PROBLEM_INTERNAL)
    {
      g_warning ("A request failed: %s", error->message);
      return sheaf_answer_new_problem (problem, NULL);
    }

  return sheaf_answer_new_problem (problem, error->message);
}

SheafAnswer *
sheaf_answer_with_etag (SheafAnswer *answer,
                        char        *etag)
{
  g_free (answer->etag);
  answer->etag = etag;

  return answer;
}

SheafAnswer *
sheaf_answer_with_digest (SheafAnswer *answer)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, answer->body);

  return sheaf_answer_with_etag (answer, g_strdup_printf ("\"%.32s\"", digest));
}

void
sheaf_answer_condition (SheafAnswer *answer,
                        const char  *if_none_match)
{
  g_auto (GStrv) tags = NULL;
  const char *own;

  if (if_none_match == NULL || answer->etag == NULL || answer->status != 200)
    return;

  own = g_str_has_prefix (answer->etag, "W/") ? answer->etag + 2 : answer->etag;
  tags = g_strsplit (if_none_match, ",", 64);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      const char *tag = g_strstrip (tags[i]);

      if (g_str_has_prefix (tag, "W/"))
        tag += 2;
      if (g_str_equal (tag, "*") || g_str_equal (tag, own))
        {
          answer->status = 304;
          g_clear_pointer (&answer->body, g_bytes_unref);
          g_clear_pointer (&answer->content_type, g_free);
          return;
        }
    }
}

void
sheaf_answer_free (SheafAnswer *answer)
{
  g_free (answer->content_type);
  g_clear_pointer (&answer->body, g_bytes_unref);
  g_free (answer->etag);
  g_free (answer->allow);
  g_free (answer->cache);
  g_free (answer);
}
