#define _XOPEN_SOURCE 700
#include <ctype.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "hal-hook.h"

#define UNKNOWN "\xef\xbf\xbd"
#define ELLIPSIS "\xe2\x80\xa6"

static void add_letter(struct line *line, const char *bytes, size_t count)
{
	size_t space = (size_t)line->is_space_due;

	if (line->count + space + count > LINE_BYTES) {
		line->is_cut = 1;
		memcpy(line->bytes + line->cut_at, ELLIPSIS, strlen(ELLIPSIS));
		line->count = line->cut_at + strlen(ELLIPSIS);
		return;
	}
	if (space == 1)
		line->bytes[line->count++] = ' ';
	line->is_space_due = 0;
	memcpy(line->bytes + line->count, bytes, count);
	line->count += count;
	if (line->count + strlen(ELLIPSIS) <= LINE_BYTES)
		line->cut_at = line->count;
}

/* White space and control characters, however many, are one space. What has no width for tmux would make it refuse the whole mark. */
void add_to_line(struct line *line, struct bytes text)
{
	mbstate_t state = { 0 };

	while (text.count > 0 && !line->is_cut) {
		wchar_t letter = 0;
		size_t count = mbrtowc(&letter, text.first, text.count, &state);
		int is_letter = count != (size_t)-1 && count != (size_t)-2;

		if (!is_letter || count == 0)
			count = 1;
		if (is_letter && (letter == 0 || iswspace((wint_t)letter) || iswcntrl((wint_t)letter)))
			line->is_space_due = line->count > 0;
		else if (is_letter && wcwidth(letter) >= 0)
			add_letter(line, text.first, count);
		else
			add_letter(line, UNKNOWN, strlen(UNKNOWN));
		if (!is_letter)
			memset(&state, 0, sizeof state);
		text.first += count;
		text.count -= count;
	}
}

/* A `%` before two hexadecimal digits would be decoded. */
void encode_line(const struct line *line, char *text)
{
	const char *at = line->bytes, *end = line->bytes + line->count;

	for (; at < end; at++) {
		*text++ = *at;
		if (*at == '%' && end - at > 2 && isxdigit((unsigned char)at[1]) && isxdigit((unsigned char)at[2])) {
			*text++ = '2';
			*text++ = '5';
		}
	}
	*text = '\0';
}
