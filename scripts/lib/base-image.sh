# shellcheck shell=bash
# debian:bookworm-slim, on which hal's own images stand: there already, pulled, or made from Debian's packages.

base_image=debian:bookworm-slim
base_suite=bookworm
# The mirror that this machine's own packages come from.
debian_mirror=${HAL_DEBIAN_MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | tr -d ' ')}
pull_timeout_s=${HAL_PULL_TIMEOUT_S:-120}

ensure_base_image() {
  if docker image inspect "$base_image" >/dev/null 2>&1; then
    ok "$base_image is there"
    return 0
  fi
  local log
  log=$(state_file pull.log)
  step "pulling $base_image"
  if within "$pull_timeout_s" docker pull --quiet "$base_image" </dev/null >"$log" 2>&1; then
    ok "$base_image pulled"
    return 0
  fi
  say "  No registry handed out $base_image ($(tail -n 1 "$log" | cut -c 1-160))."
  say "  Making it from Debian's own packages instead: $debian_mirror, by debootstrap."
  make_base_image || return 1
}

make_base_image() {
  local architecture tarball
  architecture=$(engine_architecture)
  if ! may_install || [ "$(dpkg --print-architecture)" != "$architecture" ]; then
    fail "$base_image can't be made here." \
      "debootstrap needs root on a Debian or Ubuntu of the engine's architecture ($architecture)." \
      "Pull it where a registry answers and bring it here: docker save $base_image | ssh here docker load."
    return 1
  fi
  tarball=$(cache_dir)/base-images/debian-$base_suite-slim-$architecture.tar
  if [ -s "$tarball" ]; then
    say "  An earlier one is kept at $tarball: using it. Delete it for a newer one."
  else
    bootstrap_debian "$architecture" "$tarball" || return 1
  fi
  docker import --change 'CMD ["bash"]' --change 'LABEL dev.hal.made-by=debootstrap' "$tarball" "$base_image" >/dev/null || {
    fail "the engine did not take $base_image." "docker import $tarball failed: its own words stand above." \
      "If the file is damaged, delete it and run this again."
    return 1
  }
  ok "$base_image made by debootstrap (no registry's image: label dev.hal.made-by says so)"
}

engine_architecture() {
  case $(docker version --format '{{.Server.Arch}}') in
    amd64) printf 'amd64' ;;
    arm64) printf 'arm64' ;;
    arm) printf 'armhf' ;;
    *) docker version --format '{{.Server.Arch}}' ;;
  esac
}
