# shellcheck shell=bash
# What the tests run besides hal: shells and terminals of every kind, a registry, a linter.

ensure_test_needs() {
  if may_install; then
    without_services apt_install openssh-server || return 1
    apt_install openssl openssh-client tmux zsh fish busybox-static docker-registry shellcheck git procps || return 1
    ok 'what the tests need is installed'
    return 0
  fi
  local missing=() command
  for command in /usr/sbin/sshd ssh openssl tmux zsh fish busybox docker-registry shellcheck git dockerd unshare; do
    command -v "$command" >/dev/null 2>&1 || missing+=("$command")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  fail "the tests need programs that are missing: ${missing[*]}." \
    "This script installs them only as root on Debian or Ubuntu." "Install them, and run this again; tests that need them fail until then."
  return 1
}

# The oldest Node that hal runs on, as HAL_TEST_OLDEST_NODE: with the person's caches, as it is some 100 MB.
ensure_oldest_node() {
  local version=22.18.0 folder node
  folder=$(cache_dir)/node-$version
  node=$folder/node_modules/node/bin/node
  if ! "$node" --version >/dev/null 2>&1; then
    step "fetching Node $version, the oldest that hal runs on"
    mkdir -p "$folder" && printf '{ "private": true, "allowScripts": { "node": true } }\n' >"$folder/package.json"
    (cd "$folder" && within 300 npm install --no-audit --no-fund --no-progress "node@$version") </dev/null >"$(state_file oldest-node.log)" 2>&1
    if ! "$node" --version >/dev/null 2>&1; then
      fail "npm could not fetch Node $version, which one test runs hal on." "The whole log is $(state_file oldest-node.log)."
      return 1
    fi
  fi
  export HAL_TEST_OLDEST_NODE=$node
}

# without_services COMMAND…: what is installed meanwhile starts no service of its own. (Debian asks policy-rc.d.)
without_services() {
  local policy=/usr/sbin/policy-rc.d result
  [ ! -e "$policy" ] || { "$@"; return; }
  printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 755 "$policy"
  "$@"
  result=$?
  rm -f "$policy"
  return $result
}
