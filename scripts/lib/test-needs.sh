# shellcheck shell=bash
# What the tests run besides hal: shells and terminals of every kind, a registry, a linter.

ensure_test_needs() {
  if may_install; then
    apt_install tmux zsh fish busybox-static docker-registry shellcheck git procps || return 1
    ok 'what the tests need is installed'
    return 0
  fi
  local missing=() command
  for command in tmux zsh fish busybox docker-registry shellcheck git dockerd unshare; do
    command -v "$command" >/dev/null 2>&1 || missing+=("$command")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  fail "the tests need programs that are missing: ${missing[*]}." \
    "This script installs them only as root on Debian or Ubuntu." "Install them, and run this again; tests that need them fail until then."
  return 1
}
