# shellcheck shell=bash
# What the tests run besides hal: shells and terminals of every kind, a registry, a linter, a browser.

ensure_test_needs() {
  if may_install; then
    without_services apt_install openssh-server || return 1
    apt_install openssl openssh-client tmux zsh fish busybox-static docker-registry shellcheck git procps chromium || return 1
    ok 'what the tests need is installed'
    return 0
  fi
  local missing=() command
  for command in /usr/sbin/sshd ssh openssl tmux zsh fish busybox docker-registry shellcheck git dockerd unshare chromium; do
    command -v "$command" >/dev/null 2>&1 || missing+=("$command")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  fail "the tests need programs that are missing: ${missing[*]}." \
    "This script installs them only as root on Debian or Ubuntu." "Install them, and run this again; tests that need them fail until then."
  return 1
}

# Other Nodes than the checkout's own: HAL_TEST_OLDEST_NODE, the oldest that hal runs on, and HAL_TEST_OLDER_NODE, one that is too old for it.
ensure_other_nodes() {
  local oldest=22.18.0 older=20.19.5 node result=0
  if node=$(node_of_npm "$oldest"); then export HAL_TEST_OLDEST_NODE=$node; else result=1; fi
  if node=$(old_node_here) || node=$(node_of_npm "$older"); then export HAL_TEST_OLDER_NODE=$node; else result=1; fi
  return $result
}

# The machine's own, where it is that old.
old_node_here() {
  local node
  for node in $(type -ap node); do
    "$node" --eval 'const [a, b] = process.versions.node.split("."); process.exit(a * 100 + b * 1 < 2218 ? 0 : 1)' 2>/dev/null || continue
    printf '%s\n' "$node"
    return 0
  done
  return 1
}

# node_of_npm VERSION: its path. With the person's caches, as it is some 100 MB.
node_of_npm() {
  local version=$1 folder node log
  folder=$(cache_dir)/node-$version
  node=$folder/node_modules/node/bin/node
  log=$(state_file "node-$version.log")
  if ! "$node" --version >/dev/null 2>&1; then
    step "fetching Node $version, which tests run hal on" >&2
    mkdir -p "$folder" && printf '{ "private": true, "allowScripts": { "node": true } }\n' >"$folder/package.json"
    (cd "$folder" && within 300 npm install --no-audit --no-fund --no-progress "node@$version") </dev/null >"$log" 2>&1
    if ! "$node" --version >/dev/null 2>&1; then
      fail "npm could not fetch Node $version, which tests run hal on." "The whole log is $log."
      return 1
    fi
  fi
  printf '%s\n' "$node"
}

# Docker's plugin buildx, as HAL_TEST_BUILDX: the machine's own, else Debian's with the person's caches. (Debian 12 has none: the next
# release's runs there, too. It is fetched with package lists of its own, so the machine's stay as they are.)
ensure_buildx() {
  local plugin
  plugin=$(docker info --format '{{range .ClientInfo.Plugins}}{{if eq .Name "buildx"}}{{.Path}}{{end}}{{end}}' 2>/dev/null)
  if [ ! -x "$plugin" ]; then
    plugin=$(cache_dir)/buildx/docker-buildx
    "$plugin" version >/dev/null 2>&1 || fetch_buildx "$plugin" >"$(state_file buildx.log)" 2>&1
  fi
  if ! "$plugin" version >/dev/null 2>&1; then
    fail "docker's plugin buildx, which some tests build with, could not be fetched." "The whole log is $(state_file buildx.log)." \
      "Install docker-buildx or docker-buildx-plugin, and run this again."
    return 1
  fi
  export HAL_TEST_BUILDX=$plugin
}

# fetch_buildx FILE: appears under its name only when it is whole.
fetch_buildx() { fetch_from_next_debian "$1" usr/libexec/docker/cli-plugins/docker-buildx docker-buildx; }

# An engine that builds for several platforms and exports caches, as HAL_TEST_NEWER_ENGINE: the folder of its programs, Debian's next
# release's. They run on this one's libc and with its runc, and beside its engine, which stays as it is.
ensure_newer_engine() {
  local folder
  folder=$(cache_dir)/newer-engine
  "$folder/sbin/dockerd" --version >/dev/null 2>&1 || fetch_newer_engine "$folder" >"$(state_file newer-engine.log)" 2>&1
  if ! "$folder/sbin/dockerd" --version >/dev/null 2>&1; then
    fail "a newer engine, which some tests build with, could not be fetched." "The whole log is $(state_file newer-engine.log)." \
      "Tests that need it fail until $folder has Docker 24 or newer."
    return 1
  fi
  export HAL_TEST_NEWER_ENGINE=$folder
}

fetch_newer_engine() { fetch_from_next_debian "$1" usr docker.io containerd; }

# fetch_from_next_debian TARGET PATH PACKAGE…: what PATH is in these packages, which are not installed. TARGET appears only when it is whole.
fetch_from_next_debian() (
  target=$1 path=$2
  shift 2
  has_apt && { ! may_install || apt_install debian-archive-keyring; } || exit 1
  mkdir -p "$(dirname "$target")" && work=$(mktemp -d "$(dirname "$target")/.fetching.XXXXXX") || exit 1
  trap 'rm -rf --one-file-system "$work"' EXIT
  mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/root" && touch "$work/state/status"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s trixie main\n' "${debian_mirror:-http://deb.debian.org/debian}" >"$work/sources.list"
  lists=(-o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State=$work/state"
    -o "Dir::State::status=$work/state/status" -o "Dir::Cache=$work/cache" -o Acquire::Retries=3)
  cd "$work" && within 300 apt-get "${lists[@]}" update && within 300 apt-get "${lists[@]}" download "$@" || exit 1
  for package in ./*.deb; do dpkg-deb -x "$package" root || exit 1; done
  mv -T "root/$path" "$target"
)

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
