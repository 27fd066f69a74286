# shellcheck shell=bash
# A container engine that answers: the one that is there; else, for root on Debian or Ubuntu, Debian's own.

# Debian's engine listens here. Tests name a private one.
engine_socket=${HAL_ENGINE_SOCKET:-/var/run/docker.sock}
engine_config=${HAL_ENGINE_CONFIG:-/etc/docker/daemon.json}

engine_answers() { [ -n "$(engine_version)" ]; }
engine_version() { within 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }
engine_address() {
  if [ -n "${DOCKER_HOST:-}" ]; then
    printf '%s' "$DOCKER_HOST"
  else
    docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || printf 'unix://%s' "$engine_socket"
  fi
}

# True when what the person chose (DOCKER_HOST, a docker context) is the machine's own engine, which is ours to start.
is_own_engine() {
  local address path
  address=$(engine_address)
  path=${address#unix://}
  [ "$address" != "$path" ] && [ "$(readlink -f "$path")" = "$(readlink -f "$engine_socket")" ]
}

# Leaves an engine that answers, or says why there is none and returns 3.
ensure_engine() {
  if engine_answers; then
    ok "engine: docker $(engine_version) answers at $(engine_address)"
    return 0
  fi
  if [ "$(uname -s)" != Linux ]; then
    fail "no container engine answers." "Tried $(engine_address)." \
      "Start Docker Desktop, OrbStack or Colima, and run this again. Nothing was installed."
    return 3
  fi
  if command -v docker >/dev/null 2>&1 && ! is_own_engine; then
    fail "no container engine answers." \
      "Tried $(engine_address), which DOCKER_HOST or your docker context names; it isn't this machine's own engine." \
      "Start that one, or choose this machine's: unset DOCKER_HOST; docker context use default."
    return 3
  fi
  if ! is_root; then
    fail "no container engine answers you." "Tried $(engine_address); $(why_socket_is_silent)." \
      "$(what_a_user_can_do)"
    return 3
  fi
  install_engine && start_engine || return 3
  ok "engine: docker $(engine_version) answers at $(engine_address)"
}

why_socket_is_silent() {
  if [ ! -S "$engine_socket" ]; then
    printf 'nothing listens there'
  elif [ ! -w "$engine_socket" ]; then
    printf '%s may not write to its socket' "$(id -un)"
  else
    printf 'its socket is there, but nothing answers'
  fi
}

what_a_user_can_do() {
  if [ -S "$engine_socket" ] && [ ! -w "$engine_socket" ]; then
    printf 'Join the group that may (sudo usermod -aG docker %s, then log in again), and run this again.' "$(id -un)"
  elif command -v dockerd >/dev/null 2>&1; then
    printf 'Start it (sudo systemctl start docker), and run this again.'
  else
    printf 'Install Docker (https://docs.docker.com/engine/install), or run this as root on Debian or Ubuntu: it installs docker.io then.'
  fi
}

install_engine() {
  if command -v dockerd >/dev/null 2>&1 && command -v docker >/dev/null 2>&1; then return 0; fi
  if ! has_apt; then
    fail "this machine has no container engine." "It has no apt either, so this script can't install one." \
      "Install Docker (https://docs.docker.com/engine/install), and run this again."
    return 1
  fi
  # Workers are to run on while their engine is away. Said before the package starts it, and only where nobody said anything.
  if [ ! -e "$engine_config" ]; then
    mkdir -p "$(dirname "$engine_config")" && printf '{ "live-restore": true }\n' >"$engine_config"
  fi
  apt_install docker.io iptables || return 1
  # Newer releases ship the client apart.
  command -v docker >/dev/null 2>&1 || apt_install docker-cli
}
