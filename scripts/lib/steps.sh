# shellcheck shell=bash
# Named steps, each timed; one that fails stops no other. `steps_report` is a table with a tab between name, state and seconds.

steps_report=$(mktemp)
trap 'rm -f "$steps_report"' EXIT

# run_step NAME COMMAND…: the command's status; its time goes into the report.
run_step() {
  local name=$1 began=$SECONDS status=0
  shift
  say "── $name"
  "$@" || status=$?
  record_step "$name" "$status" $((SECONDS - began))
  return "$status"
}

# record_step NAME STATUS SECONDS
record_step() {
  local state=passed
  [ "$2" = 0 ] || state=failed
  printf '%s\t%s\t%s\n' "$1" "$state" "$3" >>"$steps_report"
}

print_steps() {
  local name state seconds mark
  say ''
  while IFS=$'\t' read -r name state seconds; do
    mark="${green}✓${plain}"
    [ "$state" = passed ] || mark="${red}✗${plain}"
    printf '%s %-28s %-7s %5s s\n' "$mark" "$name" "$state" "$seconds"
  done <"$steps_report"
}

count_steps() { grep -c "$(printf '\t')$1$(printf '\t')" "$steps_report" || true; }
