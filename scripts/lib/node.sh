# shellcheck shell=bash
# Node: any from 20 on to fetch the packages with, then the one that the checkout brings along.

# Fetches the packages when some are missing or are not those of package-lock.json, and puts the checkout's Node first in PATH.
ensure_node() {
  has_packages || fetch_packages || return 1
  if [ -x "$root/node_modules/node/bin/node" ]; then
    PATH="$root/node_modules/node/bin:$root/node_modules/.bin:$PATH"
  else
    PATH="$root/node_modules/.bin:$PATH"
  fi
  export PATH
  if ! is_new_enough 22 18; then
    fail "the checkout's own Node is missing, and this machine's is $(node_version)." \
      "hal needs Node 22.18 or newer; the package \"node\" should have brought one, but its install script did not run." \
      "Run: npm rebuild node --foreground-scripts, and then this again; or install a newer Node (https://nodejs.org)."
    return 1
  fi
  ok "node $(node_version), packages as package-lock.json has them"
}

node_version() { node --version 2>/dev/null || printf 'none'; }

# is_new_enough MAJOR MINOR: of the Node in PATH.
is_new_enough() {
  node -e 'const [a, b] = process.versions.node.split(".").map(Number), [c, d] = process.argv.slice(1).map(Number); process.exit(a > c || (a === c && b >= d) ? 0 : 1)' "$1" "$2" 2>/dev/null
}

has_packages() { node "$root/scripts/lib/has-packages.mjs" "$root" 2>/dev/null; }

fetch_packages() {
  if ! is_new_enough 20 0 || ! command -v npm >/dev/null 2>&1; then
    fail "there is no Node.js 20 or newer with npm here." "node: $(node_version); npm: $(npm --version 2>/dev/null || printf 'none')." \
      "Install it (https://nodejs.org), and run this again."
    return 1
  fi
  step "fetching packages (npm ci)"
  local log
  log=$(state_file npm.log)
  if ! fetch_by npm ci && ! { lacks_only_platforms "$log" && fetch_by npm install --no-save; }; then
    fail "npm could not fetch the packages." "$(grep '^npm error' "$log" | head -n 8 | cut -c 1-240)" \
      "If the registry is out of reach, name another (npm config set registry URL). The whole log is $log."
    return 1
  fi
}

fetch_by() {
  (cd "$root" && within 900 "$@" --no-audit --no-fund --no-progress) </dev/null >"$log" 2>&1
}

# A lock written where the registry had no build of an optional package for some other platform leaves that one out, and
# `npm ci` then refuses the whole lock. `npm install --no-save` takes the locked versions and leaves the lock alone.
lacks_only_platforms() {
  grep -q 'npm error Missing: .*@ from lock file' "$1" || return 1
  ! grep -E 'npm error (Invalid|Missing): ' "$1" | grep -qvE 'Missing: [^ ]+@ from lock file'
}
