#!/usr/bin/env bash
# From a bare machine to two workers, again and again without harm: installs only what is missing, and says what it does.
set -uo pipefail
# shellcheck source=scripts/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"

case ${1:-} in
  '') name=demo ;;
  -* | *[!a-z0-9-]*)
    say 'Usage: bash scripts/quickstart.sh [NAME]'
    say ''
    say 'Installs what is missing, builds hal and two profiles, and starts the workers NAME-1 and NAME-2 (demo-1 and demo-2).'
    case $1 in -h | --help) exit 0 ;; *) exit 2 ;; esac
    ;;
  *) name=$1 ;;
esac

# Worked on by the two demo workers, so that nothing of the person's is.
demo=$(cache_dir)/quickstart
workers=("$name-1" "$name-2")

hal() { node "$root/bin/hal.js" "$@"; }

# Shows the command as a person would type it, then runs it.
show() {
  say ''
  local words
  words=$(printable "$@")
  say "${dim}\$${plain} ${words% }"
  "$@"
}
printable() {
  local word
  for word in "$@"; do
    case $word in *[!A-Za-z0-9_./:=@-]*) printf "'%s' " "$word" ;; *) printf '%s ' "$word" ;; esac
  done
}

# A demo worker of an older image or other options is not what is asked for now: it makes room. Its files stay in $demo.
start_worker() {
  local name=$1 start=(hal workers start "$1" --profile python --workspace "$demo")
  show "${start[@]}" && return 0
  if ! hal workers inspect "$name" >/dev/null 2>&1; then
    say "  Is it somebody else's? \`bash scripts/quickstart.sh my\` names the workers my-1 and my-2."
    return 1
  fi
  say "  $name is there, but not as it is wanted now: starting it afresh."
  show hal workers remove "$name" --force && show "${start[@]}"
}

ensure_engine || exit $?
ensure_node || exit 1
ensure_build || exit 1
ensure_base_image || exit 3
export_ca_bundle

mkdir -p "$demo"
# hal never runs a worker as root: where the person is root, the worker is uid 1000.
! is_root || chown 1000:1000 "$demo"
cd "$root" || exit 1
# This checkout's own config is code, and whoever runs this script runs the checkout.
show hal config trust || exit $?
show hal build-profiles base python || exit $?
for worker in "${workers[@]}"; do start_worker "$worker" || exit $?; done
show hal send "${workers[0]}" 'python3 --version && hostname' --capture || exit $?
show hal workers list || exit $?

say ''
ok "two workers run, after ${SECONDS} s. From here:"
hint() { say "$(printf '    %-34s %s' "$1" "$2")"; }
hint 'npx hal workers dashboard' 'all of them on one screen'
hint "npx hal attach ${workers[0]}" 'its terminal (ctrl-b d comes back)'
say "    npx hal workers remove --force ${workers[*]}"
