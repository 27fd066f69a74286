/*
 * hal-log DIRECTORY NAME [LIMIT-BYTES]
 *
 * Appends what it reads on stdin to DIRECTORY/NAME.log, each read written at once. A file over the limit (8 MiB unless told)
 * becomes NAME.log.1, in place of the one before, so a log never takes more than twice the limit and one read.
 * Keeps reading when nothing can be written (a full disk), so that the pane it listens to never blocks.
 *
 * hal-log --follow DIRECTORY NAME
 *
 * Writes the log to stdout, the older part first, and goes on with what is appended, through rotations, until stdin ends.
 *
 * NAME is a window's name, so it may hold anything: `/`, control bytes and a leading dot become `_`.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_LIMIT_BYTES = 8 * 1024 * 1024, READ_BYTES = 64 * 1024 };

static char path[PATH_MAX];
static char rotated[PATH_MAX];

static int open_log(off_t *size)
{
	struct stat info;
	int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);

	*size = fd >= 0 && fstat(fd, &info) == 0 ? info.st_size : 0;
	return fd;
}

static void write_all(int fd, const char *bytes, ssize_t count)
{
	while (count > 0) {
		ssize_t written = write(fd, bytes, (size_t)count);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		bytes += written;
		count -= written;
	}
}

/* What a new program prints begins a line of its own: the one before may have ended anywhere. */
static void begin_line(int fd)
{
	struct stat info;
	char last = '\n';
	int reader = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (reader >= 0 && fstat(reader, &info) == 0 && info.st_size > 0)
		(void)!pread(reader, &last, 1, info.st_size - 1);
	if (reader >= 0)
		close(reader);
	if (fd >= 0 && last != '\n')
		write_all(fd, "\r\n", 2);
}

static void make_safe(char *name)
{
	if (*name == '.')
		*name = '_';
	for (; *name != '\0'; name++)
		if (*name == '/' || (unsigned char)*name < ' ' || *name == 0x7f)
			*name = '_';
}

static int copy_rest(int fd)
{
	static char bytes[READ_BYTES];
	ssize_t count;

	while ((count = read(fd, bytes, sizeof bytes)) > 0)
		write_all(STDOUT_FILENO, bytes, count);
	return count < 0 ? -1 : 0;
}

/* The watch is on the folder and begins before the first read, so nothing is missed: neither a write nor a rotation. */
static int follow(const char *directory)
{
	struct stat open_one, named;
	struct pollfd polled[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .events = POLLIN } };
	char events[4096];
	int fd = open(rotated, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	polled[1].fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (polled[1].fd < 0 || inotify_add_watch(polled[1].fd, directory, IN_MODIFY | IN_CREATE | IN_MOVED_TO) < 0)
		return 1;
	if (fd >= 0) {
		copy_rest(fd);
		close(fd);
	}
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	for (;;) {
		if (fd >= 0)
			copy_rest(fd);
		/* Rotated away: what was read is finished, the new one begins. */
		if (stat(path, &named) == 0 && (fd < 0 || (fstat(fd, &open_one) == 0 && open_one.st_ino != named.st_ino))) {
			if (fd >= 0) {
				copy_rest(fd);
				close(fd);
			}
			fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
			continue;
		}
		if (poll(polled, 2, -1) < 0 && errno != EINTR)
			return 1;
		if (polled[0].revents != 0 && read(STDIN_FILENO, events, sizeof events) <= 0)
			return 0;
		while (read(polled[1].fd, events, sizeof events) > 0)
			;
	}
}

int main(int argc, char **argv)
{
	int is_followed = argc > 1 && strcmp(argv[1], "--follow") == 0;
	static char bytes[READ_BYTES];
	long long limit = argc > 3 ? atoll(argv[3]) : 0;
	off_t size;
	int fd, length;

	if (is_followed) {
		argc--;
		argv++;
	}
	if (argc < 3 || argv[2][0] == '\0') {
		fputs("usage: hal-log [--follow] DIRECTORY NAME [LIMIT-BYTES]\n", stderr);
		return 2;
	}
	if (limit <= 0)
		limit = DEFAULT_LIMIT_BYTES;
	make_safe(argv[2]);
	length = snprintf(path, sizeof path, "%s/%s.log", argv[1], argv[2]);
	if (length < 0 || (size_t)length + sizeof ".1" > sizeof path)
		return 2;
	snprintf(rotated, sizeof rotated, "%s/%s.log.1", argv[1], argv[2]);

	if (is_followed)
		return follow(argv[1]);
	fd = open_log(&size);
	begin_line(fd);
	for (;;) {
		ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			return 0;
		if (fd >= 0 && size > 0 && size + count > limit) {
			close(fd);
			rename(path, rotated);
			fd = -1;
		}
		if (fd < 0)
			fd = open_log(&size);
		if (fd < 0)
			continue;
		write_all(fd, bytes, count);
		size += count;
	}
}
