#!/bin/sh
# An agent that follows a script: it says by marks (docs/marks.md) what a real one's hooks say. Any line that it is given is a task: it
# works, asks, waits for the answer, works on, and is done. `be ACTIVITY [TEXT]` says just that and stays so; `exit STATUS` ends it.
# PACE: how long it works at a time, in seconds.

set -f
say() { printf '\033]7425;%s;by=hook;text=%s\007' "$1" "${2:-}"; }
work() { sleep "${PACE:-0.2}"; }

run() {
  say working
  printf '● I will run the failing test first.\n'
  work
  printf '\n  Bash(pytest tests/test_login.py -x)\n'
  say waiting 'Do you want to run pytest?'
  printf '  Do you want to run pytest? (y/n) '
  read -r answer || exit 0
  say working
  printf '● %s: the token expired a second too early.\n' "$answer"
  work
  printf '✓ Done: 1 file, +4 −1\n\n'
  say idle
}

say idle
printf 'scripted agent · give it a task\n\n> '
while read -r line; do
  # shellcheck disable=SC2086
  set -- $line
  case ${1:-} in
    '') ;;
    be)
      shift
      word=${1:-idle}
      [ $# -eq 0 ] || shift
      say "$word" "$*"
      ;;
    exit) exit "${2:-0}" ;;
    *) run ;;
  esac
  printf '> '
done
