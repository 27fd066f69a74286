/*
 * hal-size ROWS COLUMNS: gives the terminal at stdin this size, if it has none yet. An engine sets a terminal's size when its process
 * runs already, and what that draws first would have another one. Images need not have stty.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>

int main(int argc, char **argv)
{
	struct winsize now, size = { 0 };

	if (argc != 3) {
		fputs("usage: hal-size ROWS COLUMNS\n", stderr);
		return 2;
	}
	size.ws_row = (unsigned short)atoi(argv[1]);
	size.ws_col = (unsigned short)atoi(argv[2]);
	if (ioctl(0, TIOCGWINSZ, &now) < 0)
		return 1;
	if (now.ws_row != 0 && now.ws_col != 0)
		return 0;
	return ioctl(0, TIOCSWINSZ, &size) < 0;
}
