# shellcheck shell=bash
# A slim Debian as a tar file.

# bootstrap_debian ARCHITECTURE TARBALL: appears under its name only when it is whole.
bootstrap_debian() (
  apt_install debootstrap debian-archive-keyring || exit 1
  architecture=$1 tarball=$2
  log=$(state_file debootstrap.log)
  mkdir -p "$(dirname "$tarball")" && work=$(mktemp -d "$(dirname "$tarball")/.making.XXXXXX") || exit 1
  trap 'rm -rf --one-file-system "$work"' EXIT
  step "running debootstrap, about a minute (its log: $log)"
  chmod 755 "$work" && mkdir "$work/root"
  if ! within 900 debootstrap --variant=minbase --arch="$architecture" \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
    "$base_suite" "$work/root" "$debian_mirror" </dev/null >"$log" 2>&1; then
    fail "debootstrap did not finish." "$(tail_of "$log" 6)" \
      "Is $debian_mirror reachable? Another mirror: HAL_DEBIAN_MIRROR=http://… in front of this command."
    exit 1
  fi
  make_slim "$work/root"
  tar -C "$work/root" --numeric-owner -cf "$work/image.tar" . && mv "$work/image.tar" "$tarball"
)

# What Debian's slim images leave out, and the package sources they have.
make_slim() {
  local system=${1:?}
  rm -rf "$system"/var/cache/apt/archives/*.deb "$system"/var/cache/apt/*.bin "$system"/var/lib/apt/lists/* \
    "$system"/var/log/* "$system"/usr/share/{doc,info,man,locale,groff,lintian}/* "${1:?}"/dev/*
  mkdir -p "$system/var/lib/apt/lists/partial"
  rm -f "$system/etc/apt/sources.list" "$system/etc/hostname" "$system/etc/resolv.conf"
  printf '%s\n' \
    'path-exclude /usr/share/doc/*' 'path-exclude /usr/share/info/*' 'path-exclude /usr/share/man/*' \
    'path-exclude /usr/share/locale/*' 'path-exclude /usr/share/lintian/*' >"$system/etc/dpkg/dpkg.cfg.d/docker"
  printf '%s\n' 'Acquire::Languages "none";' 'Apt::AutoRemove::SuggestsImportant "false";' >"$system/etc/apt/apt.conf.d/docker-slim"
  debian_sources >"$system/etc/apt/sources.list.d/debian.sources"
}

debian_sources() {
  local security=${debian_mirror%/debian}/debian-security
  printf '%s\n' \
    'Types: deb' "URIs: $debian_mirror" "Suites: $base_suite $base_suite-updates" 'Components: main' \
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg' '' \
    'Types: deb' "URIs: $security" "Suites: $base_suite-security" 'Components: main' \
    'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg'
}
