/*
 * hal-hook [--by NAME] RULES EVENT
 *
 * What agents run at their hooks, with one JSON object on stdin. The first line of the file RULES that fits says which mark is printed into
 * the pane (docs/marks.md), as NAME's, and what is kept for hal. Fields are separated by tabs, `#` begins a comment:
 *
 *   EVENT  CONDITION  SAY  TEXT  KEEP
 *
 * CONDITION: nothing, or PATH=VALUE and PATH!=VALUE, joined by `&`. A path is keys and indices (`questions.0.title`); what isn't there, and
 *   what is neither string, number nor bool, is empty.
 * SAY: what the mark says; if empty, there is none.
 * TEXT: words, with {PATH|PATH|...} for the first that isn't empty. It becomes one line of at most 500 bytes.
 * KEEP: a name: what was read is at /run/hal/kept/NAME before the mark is said. A kept file is whole, and of the last such event. Without
 *   TMUX_PANE nothing is kept: a run without a terminal, beside the pane's agent, is not what it said.
 *
 * Of what is no JSON object, or has more than 16 MiB, nothing is known and nothing kept: only lines without a condition fit.
 * An agent is never disturbed: no word on stdout, and exit status 0 whatever happens, after 5 s at the most.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "hal-hook.h"

#define KEPT "/run/hal/kept"

/* Where a worker has no file system of its own, what is its own is below HAL_ROOT: RULES, too. */
static const char *place(const char *path)
{
	static char found[PATH_MAX];
	const char *root = getenv("HAL_ROOT");

	if (root == NULL || strncmp(path, root, strlen(root)) == 0 || (size_t)snprintf(found, sizeof found, "%s%s", root, path) >= sizeof found)
		return path;
	return found;
}

enum { RULES_LIMIT_BYTES = 1024 * 1024, INPUT_LIMIT_BYTES = 16 * 1024 * 1024, PATIENCE_SECONDS = 5 };

struct rule {
	char *condition, *say, *text, *keep;
};

static int holds(json_object *root, char *condition)
{
	char *one;

	if (*condition == '\0')
		return 1;
	if (root == NULL)
		return 0;
	while ((one = strsep(&condition, "&")) != NULL) {
		size_t length = strcspn(one, "=");
		int is_not = length > 0 && one[length - 1] == '!';
		const char *value = one + length + (one[length] == '=');
		struct bytes found = value_at(root, one, length - (size_t)is_not);

		if ((found.count == strlen(value) && memcmp(found.first, value, found.count) == 0) == is_not)
			return 0;
	}
	return 1;
}

static int find_rule(char *rules, const char *event, json_object *root, struct rule *rule)
{
	char *line;

	while ((line = strsep(&rules, "\n")) != NULL) {
		char *name = strsep(&line, "\t");
		char **fields[] = { &rule->condition, &rule->say, &rule->text, &rule->keep };

		if (*name == '#' || strcmp(name, event) != 0)
			continue;
		for (size_t each = 0; each < sizeof fields / sizeof *fields; each++)
			if ((*fields[each] = strsep(&line, "\t")) == NULL)
				*fields[each] = "";
		if (holds(root, rule->condition))
			return 1;
	}
	return 0;
}

static void make_safe(char *name)
{
	if (*name == '.')
		*name = '_';
	for (; *name != '\0'; name++)
		if (*name == '/')
			*name = '_';
}

static int put_file(int folder, const char *name, struct bytes bytes)
{
	char temporary[NAME_MAX + 1];
	struct timespec now;
	int fd, is_whole;

	clock_gettime(CLOCK_MONOTONIC, &now);
	snprintf(temporary, sizeof temporary, ".%d.%lld.%ld", (int)getpid(), (long long)now.tv_sec, now.tv_nsec);
	fd = openat(folder, temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return 0;
	is_whole = write_all(fd, bytes);
	if (close(fd) == 0 && is_whole && renameat(folder, temporary, folder, name) == 0)
		return 1;
	unlinkat(folder, temporary, 0);
	return 0;
}

/* Where it can't be kept, nothing older may be taken for it. */
static void keep(char *name, json_object *root, struct bytes input)
{
	int folder;

	make_safe(name);
	mkdir(place(KEPT), 0700);
	folder = open(place(KEPT), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder >= 0 && (root == NULL || !put_file(folder, name, input)))
		unlinkat(folder, name, 0);
}

static void fill_in(const char *template, json_object *root, struct line *line)
{
	while (*template != '\0') {
		struct bytes words = { template, strcspn(template, "{") }, value = { "", 0 };

		add_to_line(line, words);
		template += words.count;
		if (*template == '\0')
			return;
		do {
			size_t length = strcspn(++template, "|}");

			if (value.count == 0)
				value = value_at(root, template, length);
			template += length;
		} while (*template == '|');
		add_to_line(line, value);
		template += *template == '}';
	}
}

static void say(const struct rule *rule, const char *by, json_object *root)
{
	char mark[2048], text[LINE_BYTES * 3 + 1];
	struct line line = { 0 };
	int length, fd = open_pane();

	if (fd < 0)
		return;
	fill_in(rule->text, root, &line);
	encode_line(&line, text);
	length = snprintf(mark, sizeof mark, "\033]7425;%s;by=%s%s%s\007", rule->say, by, *text == '\0' ? "" : ";text=", text);
	/* In one piece, as others print there, too. */
	if (length > 0 && (size_t)length < sizeof mark)
		(void)!write(fd, mark, (size_t)length);
}

static void give_up(int signal)
{
	(void)signal;
	_exit(0);
}

static int is_author(const char *name)
{
	size_t length = strlen(name);

	return length > 0 && length <= 32 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

int main(int argc, char **argv)
{
	const char *by = "hook";
	struct bytes rules, input = { 0 };
	struct rule rule;
	json_object *root;

	if (argc > 2 && strcmp(argv[1], "--by") == 0) {
		by = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc != 3 || !is_author(by)) {
		fputs("usage: hal-hook [--by NAME] RULES EVENT\n", stderr);
		return 2;
	}
	signal(SIGALRM, give_up);
	signal(SIGTTOU, SIG_IGN);
	alarm(PATIENCE_SECONDS);
	/* tmux's own locale: both have to agree on what a letter is. */
	setenv("LOCPATH", "/tools/locale", 1);
	setlocale(LC_CTYPE, "C.UTF-8");

	if (!isatty(STDIN_FILENO))
		input = read_all(STDIN_FILENO, INPUT_LIMIT_BYTES);
	rules = read_all(open(place(argv[1]), O_RDONLY | O_CLOEXEC), RULES_LIMIT_BYTES);
	root = parse_object(input);
	if (rules.first == NULL || !find_rule((char *)rules.first, argv[2], root, &rule))
		return 0;
	if (*rule.keep != '\0' && is_in_pane())
		keep(rule.keep, root, input);
	if (*rule.say != '\0')
		say(&rule, by, root);
	return 0;
}
