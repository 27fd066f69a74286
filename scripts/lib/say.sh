# shellcheck shell=bash
# How the scripts speak: what happens on stdout, what went wrong on stderr. Colour only where a person's terminal shows it.

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ] && [ "${CI:-}" != true ] && [ "${TERM:-dumb}" != dumb ]; then
  green=$'\033[32m' red=$'\033[31m' yellow=$'\033[33m' dim=$'\033[2m' plain=$'\033[0m'
else
  green='' red='' yellow='' dim='' plain=''
fi

say() { printf '%s\n' "$*"; }
step() { printf '%s· %s%s\n' "$dim" "$*" "$plain"; }
ok() { printf '%s✓%s %s\n' "$green" "$plain" "$*"; }
warn() { printf '%s!%s %s\n' "$yellow" "$plain" "$*" >&2; }

# fail WHAT WHY NOW: what happened, why, and what to do now. Says so and nothing else: the caller returns or exits.
fail() {
  printf '%shal:%s %s\n' "$red" "$plain" "$1" >&2
  shift
  local line
  for line in "$@"; do
    [ -z "$line" ] || printf '%s\n' "$line" | sed 's/^/     /' >&2
  done
}

# The last lines of a log, for a person who wants to know why.
tail_of() { [ ! -s "$1" ] || tail -n "${2:-12}" "$1" | cut -c 1-240; }
