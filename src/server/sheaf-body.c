/* sheaf-body.c: JSON that a client sent, read with bounds
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "server/sheaf-body.h"

#include <glib/gi18n-lib.h>

#include "model/sheaf-json.h"
#include "server/sheaf-problem.h"

JsonNode *
sheaf_body_parse (GBytes  *body,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (JsonNode) node = NULL;
  gsize length = 0;
  const char *text = body != NULL ? g_bytes_get_data (body, &length) : NULL;

  if (length == 0)
    {
      text = "{}";
      length = 2;
    }

  node = sheaf_json_parse (text, length, &local_error);
  if (node == NULL)
    {
      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_JSON, "%s", local_error->message);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_JSON,
                           _("The body must be one JSON object and nothing else."));
      return NULL;
    }

  return g_steal_pointer (&node);
}

gboolean
sheaf_body_check_members (JsonObject         *object,
                          const char *const  *known,
                          const char         *where,
                          GError            **error)
{
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    {
      if (g_strv_contains (known, name))
        continue;

      g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_UNKNOWN_FIELD,
                   /* Translators: where in the request, then the name of a JSON member */
                   _("“%s%s” is not known here."), where != NULL ? where : "", name);
      return FALSE;
    }

  return TRUE;
}

/* The member, with null as good as absent. */
static JsonNode *
get_member (JsonObject  *object,
            const char  *name,
            gboolean     required,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    return node;

  if (required)
    g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST, _("“%s” is missing."), name);

  return NULL;
}

static void
set_type_error (GError     **error,
                const char  *name)
{
  g_set_error (error, SHEAF_PROBLEM, SHEAF_PROBLEM_BAD_REQUEST, _("“%s” is of the wrong type."),
               name);
}

gboolean
sheaf_body_get_string (JsonObject  *object,
                       const char  *name,
                       gboolean     required,
                       const char **value,
                       GError     **error)
{
  JsonNode *node = get_member (object, name, required, error);

  *value = NULL;
  if (node == NULL)
    return !required;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      set_type_error (error, name);
      return FALSE;
    }

  *value = json_node_get_string (node);

  return TRUE;
}

gboolean
sheaf_body_get_int (JsonObject  *object,
                    const char  *name,
                    gint64      *value,
                    GError     **error)
{
  JsonNode *node = get_member (object, name, TRUE, error);

  if (node == NULL)
    return FALSE;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      set_type_error (error, name);
      return FALSE;
    }

  *value = json_node_get_int (node);

  return TRUE;
}

gboolean
sheaf_body_get_array (JsonObject    *object,
                      const char    *name,
                      JsonNodeType   type,
                      gboolean       required,
                      JsonArray    **value,
                      GError       **error)
{
  JsonNode *node = get_member (object, name, required, error);
  JsonArray *array;

  *value = NULL;
  if (node == NULL)
    return !required;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      set_type_error (error, name);
      return FALSE;
    }

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_TYPE (element) != type
          || (type == JSON_NODE_VALUE && json_node_get_value_type (element) != G_TYPE_STRING))
        {
          set_type_error (error, name);
          return FALSE;
        }
    }

  *value = array;

  return TRUE;
}
