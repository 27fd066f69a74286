/*
 * hal-relay SOCKET COMMAND [ARGUMENT...]
 *
 * Listens on SOCKET and runs COMMAND once for each connection, with the connection as its stdin and stdout. So a hal on the same
 * kernel talks to the worker's tmux in plain bytes, and the tmux client stays inside: a client does what its server says (it would
 * even run a command for it), so one outside would do what the worker says.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

static void serve(int connection, char **command)
{
	int nothing = open("/dev/null", O_WRONLY);

	signal(SIGCHLD, SIG_DFL);
	dup2(connection, STDIN_FILENO);
	dup2(connection, STDOUT_FILENO);
	if (nothing >= 0)
		dup2(nothing, STDERR_FILENO);
	execv(command[0], command);
	_exit(127);
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int listener;

	if (argc < 3 || strlen(argv[1]) + 1 >= sizeof address.sun_path) {
		fputs("usage: hal-relay SOCKET COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	/* Under a name of its own until it listens: whoever sees SOCKET may connect to it. */
	sprintf(address.sun_path, "%s~", argv[1]);
	unlink(address.sun_path);
	umask(077);
	listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0 ||
	    rename(address.sun_path, argv[1]) < 0) {
		perror("hal-relay");
		return 1;
	}
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int connection = accept4(listener, NULL, NULL, SOCK_CLOEXEC);

		if (connection < 0) {
			if (errno != EINTR && errno != ECONNABORTED)
				usleep(10 * 1000);
			continue;
		}
		if (fork() == 0)
			serve(connection, argv + 2);
		close(connection);
	}
}
