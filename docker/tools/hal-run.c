/*
 * hal-run DIRECTORY COMMAND [ARGUMENT...]
 *
 * Starts COMMAND so that it outlives whoever asked for it, and returns when it runs: 0, or 1 where it can't be started. Its stdin is
 * DIRECTORY/prompt, or what is appended to DIRECTORY/in where there is one, until an empty line, which ends it. Its stdout goes to DIRECTORY/output, its stderr to DIRECTORY/errors. When it has ended, so has all that it started,
 * and DIRECTORY/status has its exit status, as shells count them. A DIRECTORY is for one run: a second is refused with 3.
 *
 * hal-run --follow DIRECTORY OFFSET
 *
 * Writes DIRECTORY/output from OFFSET on to stdout, and goes on with what is appended, until stdin ends or nobody reads. A run that has not
 * begun is waited for. When it has ended and all of it is written: 0. 4: it ended without a status, with its container or by a SIGKILL.
 *
 * hal-run --say DIRECTORY OFFSET LENGTH
 *
 * Appends stdin, whole lines, to DIRECTORY/in, all of it or nothing: 0. 5: that is not OFFSET bytes long, as somebody else has said something.
 * 1: stdin was not LENGTH bytes, or there is no room. Whoever was killed meanwhile may have left a part of a line, which nobody hears: the
 * next one takes it back.
 *
 * hal-run --await DIRECTORY
 *
 * Returns when DIRECTORY/prompt or DIRECTORY/in is there, moved to its place: 0.
 *
 * hal-run --stop DIRECTORY
 *
 * SIGINT to COMMAND and what shares its process group; after five seconds SIGKILL to all that is left. Returns when nothing is: 0. A run that
 * has not begun never does.
 *
 * Who keeps a run has the lock of DIRECTORY/keeper: the kernel says whether it lives, and which process it is. So does the number in it to
 * those who can't ask for locks. It takes signals: SIGTERM is --stop's, SIGUSR1 is SIGTERM to COMMAND and what shares its process group,
 * SIGALRM is SIGKILL to all that is left.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { GRACE_SECONDS = 5, READ_BYTES = 64 * 1024, TAKEN = 3, NO_STATUS = 4, MOVED = 5 };

/* DIRECTORY. The command's own is the one that hal-run was called in. */
static int folder = -1;

static int open_file(const char *name, int flags)
{
	return openat(folder, name, flags | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static int is_there(const char *name)
{
	return faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* The process that keeps the run of this folder; 0: none does. */
static pid_t keeper(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	int fd = open_file("keeper", O_RDWR);
	pid_t found = 0;

	if (fd < 0)
		return 0;
	if (fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK)
		found = lock.l_pid;
	close(fd);
	return found;
}

/* Whose parent a process is the child of; -1: there is no such process. */
static pid_t parent_of(const char *pid)
{
	char name[64], line[512], *rest;
	ssize_t count;
	int fd;

	snprintf(name, sizeof name, "/proc/%.16s/stat", pid);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	count = read(fd, line, sizeof line - 1);
	close(fd);
	if (count <= 0)
		return -1;
	line[count] = '\0';
	/* Its name may hold anything, parentheses too. */
	rest = strrchr(line, ')');
	return rest == NULL || strlen(rest) < 5 ? -1 : atoi(rest + 4);
}

/* What a run started is its keeper's child once its own parent has ended: killing children, again and again, ends all. */
static void kill_children(void)
{
	DIR *proc = opendir("/proc");
	struct dirent *entry;

	if (proc == NULL)
		return;
	while ((entry = readdir(proc)) != NULL)
		if (isdigit((unsigned char)entry->d_name[0]) && parent_of(entry->d_name) == getpid())
			kill(atoi(entry->d_name), SIGKILL);
	closedir(proc);
}

/* As a file that is whole or not there. Without room for it there is none, which says that as well. */
static void write_status(int status)
{
	char text[16];
	int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
	int length = snprintf(text, sizeof text, "%d\n", code);
	int fd = open_file("status.new", O_WRONLY | O_CREAT | O_TRUNC);

	if (fd >= 0 && write(fd, text, (size_t)length) == length && close(fd) == 0)
		renameat(folder, "status.new", folder, "status");
}

/* All of count bytes; -1: nobody takes them, or there is no room. */
static int write_all(int fd, const char *bytes, size_t count)
{
	while (count > 0) {
		ssize_t written = write(fd, bytes, count);

		if (written < 0 && errno != EINTR)
			return -1;
		if (written > 0) {
			bytes += written;
			count -= (size_t)written;
		}
	}
	return 0;
}

/* How much of the first `size` bytes is whole lines. */
static off_t whole_lines(int in, off_t size)
{
	static char bytes[READ_BYTES];

	while (size > 0) {
		off_t from = size > READ_BYTES ? size - READ_BYTES : 0;
		ssize_t count = pread(in, bytes, (size_t)(size - from), from);

		while (count > 0 && bytes[count - 1] != '\n')
			count--;
		if (count > 0)
			return from + count;
		size = from;
	}
	return 0;
}

/* How much has been said. Whoever says something holds the lock until all of it is there; who was killed has said nothing. */
static off_t said_bytes(int in)
{
	struct stat file = { .st_size = 0 };

	flock(in, LOCK_SH);
	fstat(in, &file);
	flock(in, LOCK_UN);
	return whole_lines(in, file.st_size);
}

/* How many bytes stand before an empty line; -1: there is none. `last` is the byte before these. */
static ssize_t before_empty_line(const char *bytes, ssize_t count, char last)
{
	for (ssize_t at = 0; at < count; last = bytes[at++])
		if (bytes[at] == '\n' && last == '\n')
			return at;
	return -1;
}

/* Hands over what is said as it is said. Never returns. */
static void feed(int to, const char *path)
{
	static char bytes[READ_BYTES];
	int in = open_file("in", O_RDONLY), news = inotify_init1(IN_CLOEXEC);
	off_t done = 0;
	char last = '\n';

	/* The keeper ends it, or is gone. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (in < 0 || news < 0 || inotify_add_watch(news, path, IN_MODIFY) < 0)
		_exit(1);
	for (;;) {
		off_t size = said_bytes(in);

		while (done < size) {
			size_t most = size - done < READ_BYTES ? (size_t)(size - done) : READ_BYTES;
			ssize_t count = pread(in, bytes, most, done), end = before_empty_line(bytes, count, last);

			if (count <= 0 || write_all(to, bytes, (size_t)(end < 0 ? count : end)) != 0 || end >= 0)
				_exit(0);
			last = bytes[count - 1];
			done += count;
		}
		(void)!read(news, bytes, sizeof bytes);
	}
}

/* What the command reads: its prompt, or what a process of its own hands over. */
static int open_stdin(const char *directory, int ready)
{
	char path[4096];
	int ends[2];
	pid_t pid;

	if (!is_there("in"))
		return open_file("prompt", O_RDONLY);
	if (snprintf(path, sizeof path, "%s/in", directory) >= (int)sizeof path || pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		close(ready);
		close(ends[0]);
		for (int number = 0; number <= 2; number++)
			close(number);
		feed(ends[1], path);
	}
	close(ends[1]);
	return pid < 0 ? -1 : ends[0];
}

static void become(char **command, const sigset_t *before, int in)
{
	int out = open_file("output", O_WRONLY | O_CREAT | O_APPEND);
	int err = open_file("errors", O_WRONLY | O_CREAT | O_APPEND);

	setsid();
	sigprocmask(SIG_SETMASK, before, NULL);
	if (in < 0 || out < 0 || err < 0 || dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(err, 2) < 0)
		_exit(126);
	execvp(command[0], command);
	dprintf(2, "%s: %s\n", command[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/* Until no child is left. A child that ends while it is looked for is another SIGCHLD. */
static void keep(pid_t child, const sigset_t *heard)
{
	int status = 0, is_over = 0;

	for (;;) {
		int number, ended_with;
		pid_t ended;

		while ((ended = waitpid(-1, &ended_with, WNOHANG)) > 0)
			if (ended == child) {
				status = ended_with;
				is_over = 1;
			}
		if (ended < 0 && errno == ECHILD)
			break;
		if (is_over)
			kill_children();
		number = sigwaitinfo(heard, NULL);
		if (number == SIGUSR1 && !is_over)
			kill(-child, SIGTERM);
		else if (number == SIGTERM && !is_over) {
			kill(-child, SIGINT);
			alarm(GRACE_SECONDS);
		} else if (number == SIGALRM)
			is_over = 1;
	}
	write_status(status);
}

static int be_keeper(int ready, const char *directory, char **command)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	sigset_t heard, before;
	char answer = 0, draft[32];
	pid_t child = -1;
	int fd, in;

	/* Nobody sees it before it is locked. Never closed: that would let go of it. */
	snprintf(draft, sizeof draft, "keeper.%d", (int)getpid());
	fd = open_file(draft, O_RDWR | O_CREAT | O_EXCL);
	if (fd < 0 || fcntl(fd, F_SETLK, &lock) != 0 || dprintf(fd, "%d\n", (int)getpid()) < 0)
		answer = 1;
	else if (linkat(folder, draft, folder, "keeper", 0) != 0)
		answer = errno == EEXIST ? TAKEN : 1;
	unlinkat(folder, draft, 0);
	sigemptyset(&heard);
	sigaddset(&heard, SIGTERM);
	sigaddset(&heard, SIGUSR1);
	sigaddset(&heard, SIGALRM);
	sigaddset(&heard, SIGCHLD);
	sigprocmask(SIG_BLOCK, &heard, &before);
	if (answer == 0) {
		setsid();
		prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
		in = open_stdin(directory, ready);
		child = fork();
		if (child == 0)
			become(command, &before, in);
		close(in);
		answer = child < 0;
	}
	(void)!write(ready, &answer, 1);
	if (answer != 0)
		return answer;
	close(ready);
	/* Whoever waits for these to end must not wait for the run. */
	for (int number = 0; number <= 2; number++)
		close(number);
	keep(child, &heard);
	return 0;
}

static int start(const char *directory, char **command)
{
	int ends[2];
	char answer = 1;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return 1;
	pid = fork();
	if (pid < 0)
		return 1;
	if (pid == 0) {
		close(ends[0]);
		_exit(be_keeper(ends[1], directory, command));
	}
	close(ends[1]);
	return read(ends[0], &answer, 1) == 1 ? answer : 1;
}

/* In the place of a keeper, where there has been none, nothing is: whoever begins now is refused. */
static int stop(void)
{
	int place = open_file("keeper", O_RDWR | O_CREAT | O_EXCL);
	pid_t pid;

	if (place >= 0)
		return close(place);
	if (errno != EEXIST)
		return 1;
	pid = keeper();
	if (pid == 0)
		return 0;
	kill(pid, SIGTERM);
	/* A lock can't be watched. */
	while (keeper() == pid)
		usleep(5000);
	return 0;
}

/* 1 where there was something, 0 at the end, -1 where nobody reads. */
static int copy_some(int fd)
{
	static char bytes[READ_BYTES];
	ssize_t count = read(fd, bytes, sizeof bytes);

	if (count > 0 && write_all(STDOUT_FILENO, bytes, (size_t)count) != 0)
		return -1;
	return count > 0;
}

/* What happens in a folder from now on: whoever begins to watch before they look misses nothing. -1: it can't be watched. */
static int watch(const char *directory)
{
	int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	return fd >= 0 && inotify_add_watch(fd, directory, IN_CREATE | IN_MODIFY | IN_MOVED_TO) < 0 ? -1 : fd;
}

/* `length` bytes of stdin; NULL: it had fewer or more, as where whoever said it was killed. */
static char *read_stdin(size_t length)
{
	char *bytes = malloc(length + 1);
	size_t have = 0;
	ssize_t count = 1;

	while (bytes != NULL && have <= length && count != 0) {
		count = read(STDIN_FILENO, bytes + have, length + 1 - have);
		if (count < 0 && errno != EINTR)
			break;
		if (count > 0)
			have += (size_t)count;
	}
	return count == 0 && have == length ? bytes : NULL;
}

static int say(off_t offset, size_t length)
{
	char *bytes = read_stdin(length);
	int in = open_file("in", O_RDWR | O_APPEND);
	off_t size;

	if (bytes == NULL || in < 0 || flock(in, LOCK_EX) != 0)
		return 1;
	size = lseek(in, 0, SEEK_END);
	if (size < 0)
		return 1;
	if (whole_lines(in, size) != size) {
		size = whole_lines(in, size);
		if (ftruncate(in, size) != 0)
			return 1;
	}
	if (size != offset)
		return MOVED;
	if (write_all(in, bytes, length) == 0)
		return 0;
	(void)!ftruncate(in, offset);
	return 1;
}

static int await_prompt(const char *directory)
{
	char events[4096];
	struct pollfd polled = { .fd = watch(directory), .events = POLLIN };

	if (polled.fd < 0)
		return 1;
	while (!is_there("prompt") && !is_there("in")) {
		poll(&polled, 1, -1);
		(void)!read(polled.fd, events, sizeof events);
	}
	return 0;
}

/* Of a keeper that was killed nobody tells: it is looked for each second. */
static int follow(const char *directory, off_t offset)
{
	char events[4096];
	struct pollfd polled[2] = { { .fd = STDIN_FILENO, .events = POLLIN }, { .fd = watch(directory), .events = POLLIN } };
	int fd = -1;

	if (polled[1].fd < 0)
		return 1;
	for (;;) {
		/* In this order: a keeper has its lock before it is seen, and has written all before it lets go of that. */
		int has_begun = is_there("keeper"), is_kept = keeper() != 0, has_status = is_there("status"), copied;

		if (fd < 0) {
			fd = open_file("output", O_RDONLY);
			if (fd >= 0)
				lseek(fd, offset, SEEK_SET);
		}
		do
			copied = fd < 0 ? 0 : copy_some(fd);
		while (copied > 0);
		if (copied < 0)
			return 1;
		if (has_status || (has_begun && !is_kept))
			return has_status ? 0 : NO_STATUS;
		if (poll(polled, 2, 1000) < 0 && errno != EINTR)
			return 1;
		if (polled[0].revents != 0 && read(STDIN_FILENO, events, sizeof events) <= 0)
			return 1;
		if (polled[1].revents != 0)
			while (read(polled[1].fd, events, sizeof events) > 0)
				;
	}
}

int main(int argc, char **argv)
{
	const char *verb = argc > 1 && strncmp(argv[1], "--", 2) == 0 ? argv[1] : "";
	const char *directory = *verb == '\0' ? argv[1] : argc > 2 ? argv[2] : NULL;

	if (argc < 3 || directory == NULL) {
		fputs("usage: hal-run DIRECTORY COMMAND [ARGUMENT...] | --follow DIRECTORY OFFSET | --say DIRECTORY OFFSET LENGTH | --await DIRECTORY | --stop DIRECTORY\n", stderr);
		return 2;
	}
	folder = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0) {
		fprintf(stderr, "%s: %s\n", directory, strerror(errno));
		return 1;
	}
	if (strcmp(verb, "--follow") == 0 && argc == 4)
		return follow(directory, atoll(argv[3]));
	if (strcmp(verb, "--say") == 0 && argc == 5)
		return say(atoll(argv[3]), (size_t)atoll(argv[4]));
	if (strcmp(verb, "--await") == 0 && argc == 3)
		return await_prompt(directory);
	if (strcmp(verb, "--stop") == 0 && argc == 3)
		return stop();
	return *verb == '\0' ? start(directory, argv + 2) : 2;
}
