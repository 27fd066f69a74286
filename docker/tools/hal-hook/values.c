#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hal-hook.h"

enum { DEPTH_LIMIT = 512 };

/* What is made here lives as long as the process. */
json_object *parse_object(struct bytes input)
{
	json_tokener *tokener = json_tokener_new_ex(DEPTH_LIMIT);
	json_object *root;

	if (input.first == NULL || tokener == NULL)
		return NULL;
	json_tokener_set_flags(tokener, JSON_TOKENER_STRICT);
	/* The NUL says that nothing follows. */
	root = json_tokener_parse_ex(tokener, input.first, (int)input.count + 1);
	if (json_tokener_get_error(tokener) != json_tokener_success || json_tokener_get_parse_end(tokener) < input.count)
		return NULL;
	return json_object_is_type(root, json_type_object) ? root : NULL;
}

static json_object *child_of(json_object *node, const char *key)
{
	json_object *child = NULL;

	if (json_object_is_type(node, json_type_array))
		return strspn(key, "0123456789") == strlen(key) ? json_object_array_get_idx(node, strtoul(key, NULL, 10)) : NULL;
	json_object_object_get_ex(node, key, &child);
	return child;
}

struct bytes value_at(json_object *root, const char *path, size_t length)
{
	const char *end = path + length;
	char key[256];

	while (path < end) {
		size_t count = strcspn(path, ".");

		if (count > (size_t)(end - path))
			count = (size_t)(end - path);
		snprintf(key, sizeof key, "%.*s", (int)count, path);
		root = child_of(root, key);
		path += count + 1;
	}
	switch (json_object_get_type(root)) {
	case json_type_string:
		return (struct bytes){ json_object_get_string(root), (size_t)json_object_get_string_len(root) };
	case json_type_int:
	case json_type_double:
	case json_type_boolean:
		return (struct bytes){ json_object_get_string(root), strlen(json_object_get_string(root)) };
	default:
		return (struct bytes){ "", 0 };
	}
}
