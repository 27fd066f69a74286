#include <json-c/json.h>
#include <stddef.h>

struct bytes {
	const char *first;
	size_t count;
};

/* bytes.c. All that can be read, and a NUL; nothing (`first` is NULL) if it is more than the limit: it is read then, too, for its writer's sake. */
struct bytes read_all(int fd, size_t limit);
int write_all(int fd, struct bytes rest);

/* values.c. NULL for anything but one JSON object. */
json_object *parse_object(struct bytes input);
/* What stands at a path of keys and indices (`questions.0.title`): a string as it is, a number or bool as JSON, else nothing. */
struct bytes value_at(json_object *root, const char *path, size_t length);

/* line.c. A text that a mark can carry: one line, with `…` for what is too long. */
enum { LINE_BYTES = 500 };
struct line {
	char bytes[LINE_BYTES];
	size_t count;
	/* Where it is cut if more comes. */
	size_t cut_at;
	int is_space_due, is_cut;
};
void add_to_line(struct line *line, struct bytes text);
/* `text` has room for three times the line and a NUL. */
void encode_line(const struct line *line, char *text);

/* pane.c. Whether this runs in one. */
int is_in_pane(void);
/* The terminal of that pane, or -1. */
int open_pane(void);
