# shellcheck shell=bash
# Debian's and Ubuntu's packages, for root: only what is missing, never a question asked.

has_apt() { [ "$(uname -s)" = Linux ] && command -v apt-get >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }
may_install() { has_apt && is_root; }

has_package() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# apt_install PACKAGE…: 0 when all are there afterwards.
apt_install() {
  local missing=() package
  for package in "$@"; do has_package "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0

  step "installing ${missing[*]}"
  local log
  log=$(state_file apt.log)
  : >"$log"
  apt_quietly "$log" update ||
    warn "the package lists could not all be refreshed; going on with those that could ($log)"
  apt_quietly "$log" install --no-install-recommends "${missing[@]}" || {
    fail "apt could not install ${missing[*]}." "$(tail_of "$log")" \
      "Install them by hand (apt-get install ${missing[*]}) and run this again."
    return 1
  }
}

apt_quietly() {
  local log=$1
  shift
  DEBIAN_FRONTEND=noninteractive within 900 apt-get -y -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 \
    -o Dpkg::Options::=--force-confold "$@" </dev/null >>"$log" 2>&1
}
