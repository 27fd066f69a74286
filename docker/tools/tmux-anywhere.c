/*
 * Linked into tmux (ld --wrap), so that one static binary works in any image, with no environment prepared for it: a client
 * started by `docker exec` has only what the image says.
 *
 * - setlocale: the C.UTF-8 locale is at /tools/locale. LOCPATH is set for the call alone: it belongs to this libc, and must
 *   not reach the programs in the panes.
 * - setupterm: the image's own terminal descriptions first, then /tools/terminfo, then xterm-256color for a terminal nobody
 *   knows.
 * - getpwuid, getpwnam: nobody. A static libc would load the image's NSS modules, which are of another libc. HOME and SHELL
 *   come from the environment.
 * - cmd_wait_for_flush: what a server calls first when it ends. It would then wait for each client to go, and one whose reader
 *   hangs never does: after 300 ms it ends all the same, with 0. One that has a session by then was not ending: it was between
 *   two sessions, or before its first.
 */
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define SYSTEM_TERMINFO "/etc/terminfo:/lib/terminfo:/usr/share/terminfo:/usr/lib/terminfo:/usr/local/share/terminfo"

enum { LAST_CALL_MICROSECONDS = 300 * 1000 };

char *__real_setlocale(int category, const char *name);
void __real_cmd_wait_for_flush(void);
int __real_setupterm(const char *term, int fd, int *error);

static char *copy_of_env(const char *name)
{
	const char *value = getenv(name);

	return value == NULL ? NULL : strdup(value);
}

static void restore_env(const char *name, char *value)
{
	if (value == NULL)
		unsetenv(name);
	else
		setenv(name, value, 1);
	free(value);
}

char *__wrap_setlocale(int category, const char *name)
{
	char *before = copy_of_env("LOCPATH");
	char *answer;

	setenv("LOCPATH", "/tools/locale", 1);
	answer = __real_setlocale(category, name);
	restore_env("LOCPATH", before);
	return answer;
}

int __wrap_setupterm(const char *term, int fd, int *error)
{
	char *before = copy_of_env("TERMINFO_DIRS");
	int answer;

	if (before == NULL)
		setenv("TERMINFO_DIRS", SYSTEM_TERMINFO ":/tools/terminfo", 1);
	answer = __real_setupterm(term, fd, error);
	if (answer != 0) {
		setenv("TERMINFO_DIRS", "/tools/terminfo", 1);
		answer = __real_setupterm("xterm-256color", fd, error);
	}
	restore_env("TERMINFO_DIRS", before);
	return answer;
}

struct passwd *__wrap_getpwuid(uid_t uid)
{
	(void)uid;
	return NULL;
}

struct passwd *__wrap_getpwnam(const char *name)
{
	(void)name;
	return NULL;
}

/* tmux's own: RB_HEAD(sessions, session). */
extern struct { void *root; } sessions;
static volatile sig_atomic_t is_armed;

static void end_now(int signal)
{
	(void)signal;
	if (sessions.root == NULL)
		_exit(0);
	is_armed = 0;
}

void __wrap_cmd_wait_for_flush(void)
{
	if (!is_armed) {
		struct itimerval once = { .it_value = { .tv_usec = LAST_CALL_MICROSECONDS } };
		struct sigaction action = { .sa_handler = end_now, .sa_flags = SA_RESTART };

		is_armed = 1;
		sigaction(SIGALRM, &action, NULL);
		setitimer(ITIMER_REAL, &once, NULL);
	}
	__real_cmd_wait_for_flush();
}
