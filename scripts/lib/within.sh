# shellcheck shell=bash
# Nothing waits for ever. macOS has no `timeout`, so there the bound is kept by hand.

# within SECONDS COMMAND…: the command's status, or not 0 when it took longer.
within() {
  local seconds=$1
  shift
  if command -v timeout >/dev/null 2>&1; then
    # In the foreground, or Ctrl-C would not reach the command.
    timeout --foreground -k 5 "$seconds" "$@"
    return
  fi
  "$@" &
  local child=$!
  (sleep "$seconds" && kill "$child") >/dev/null 2>&1 &
  local watch=$! status=0
  wait "$child" || status=$?
  kill "$watch" 2>/dev/null
  return "$status"
}

# wait_until SECONDS COMMAND…: asks again until it succeeds; 1 when it never did.
wait_until() {
  local ends=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$ends" ] || return 1
    sleep 0.2
  done
}
