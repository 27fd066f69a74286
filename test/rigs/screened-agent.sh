#!/bin/sh
# An agent that shows recorded screens of Claude Code, and says by marks (docs/marks.md) what its hooks would. Its screens are beside it.
# A line with `hang` in it: it works on for ever, as one whose models don't answer, with a clock that moves on; `retry`: the same, and says why.
# `slow`: its hook says that it has taken it three seconds before the words go out of its box.
# `lazy`: its hooks are slow: that it took it, it says six seconds after its screen shows that it works.
# `aloud`: it answers with 120 lines, most of which have left its screen when it is done, and keeps no answer.
# `finish`: its hook says that it is done DRAWN seconds before its screen shows it. Any other line: it asks, and its hook says so DRAWN seconds before its dialog is drawn; whatever it is answered, it is done.

cd "${0%/*}" || exit 1
say() { printf '\033]7425;%s;by=claude;text=%s\007' "$1" "${2:-}"; }
show() {
  printf '\033[H\033[2J'
  cat "screens/$1.txt"
}
# What its hook would keep of its answer.
turn=0
keep() {
  mkdir -p /run/hal/kept
  turn=$((turn + 1))
  printf '{"last_assistant_message":"answer %s"}' "$turn" >/run/hal/kept/answer
}
# $1: a screen; $2: what stands in the line whose clock moves on.
hang() {
  show "$1"
  row=$(grep -n "$2" "screens/$1.txt" | tail -n 1 | cut -d: -f1)
  seconds=0
  while :; do
    seconds=$((seconds + 1))
    case $1 in
      working) line="✻ Thinking… (${seconds}s · ↓ 9 tokens)" ;;
      *) line="✻ 500 trouble in the server · retrying in ${seconds}s · attempt ${seconds}/10" ;;
    esac
    printf '\033[%s;1H%s\033[K' "$row" "$line"
    sleep 0.2
  done
}

stty -echo
show prompt-ready
say idle
while read -r line; do
  case $line in
    *lazy*)
      show working
      sleep 6
      say working
      keep
      show 'done'
      say idle
      continue
      ;;
  esac
  say working
  case $line in
    *hang*) hang working Thinking… ;;
    *retry*) hang retrying-500 'retrying in' ;;
    *slow*)
      show half-typed
      sleep 3
      show working
      sleep 1
      show 'done'
      say idle
      continue
      ;;
    *aloud*)
      show working
      seq 1 120 | sed 's/^/line /'
      seq 1 60 | sed 's/.*//'
      show 'done'
      say idle
      continue
      ;;
    *finish*)
      show working
      say idle
      sleep "${DRAWN:-1}"
      show 'done'
      continue
      ;;
  esac
  show working
  say waiting 'Bash: rm -rf build'
  sleep "${DRAWN:-1}"
  show permission
  read -r _
  say working
  show 'done'
  say idle
done
