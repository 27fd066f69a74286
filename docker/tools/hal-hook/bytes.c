#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "hal-hook.h"

enum { READ_BYTES = 64 * 1024 };

struct bytes read_all(int fd, size_t limit)
{
	struct bytes all = { 0 };
	char *bytes = NULL, *more;
	size_t size = 0;
	ssize_t count;

	do {
		if (size - all.count < READ_BYTES) {
			size = size * 2 + READ_BYTES;
			if ((more = realloc(bytes, size + 1)) == NULL)
				return (struct bytes){ 0 };
			bytes = more;
		}
		count = read(fd, bytes + all.count, size - all.count);
		if (count > 0 && (all.count += (size_t)count) > limit) {
			while (read(fd, bytes, size) > 0)
				;
			return (struct bytes){ 0 };
		}
	} while (count > 0 || (count < 0 && errno == EINTR));
	bytes[all.count] = '\0';
	all.first = bytes;
	return all;
}

int write_all(int fd, struct bytes rest)
{
	while (rest.count > 0) {
		ssize_t written = write(fd, rest.first, rest.count);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return 0;
		rest.first += written;
		rest.count -= (size_t)written;
	}
	return 1;
}
