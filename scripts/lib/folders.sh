# shellcheck shell=bash
# Where the scripts keep things: logs with hal's state, what is dear to make with the person's caches. Nothing inside the checkout.

state_dir() { printf '%s' "${HAL_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/hal}/scripts"; }
cache_dir() { printf '%s' "${XDG_CACHE_HOME:-$HOME/.cache}/hal"; }

# state_file NAME: its path, in a folder that exists.
state_file() {
  mkdir -p "$(state_dir)" && printf '%s/%s' "$(state_dir)" "$1"
}
