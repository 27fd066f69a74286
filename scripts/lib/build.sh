# shellcheck shell=bash
# hal itself: built when something it is made of is newer than what was built.

ensure_build() {
  if is_built; then
    ok 'hal is built, and nothing changed since'
    return 0
  fi
  step 'building hal (npm run build)'
  local log
  log=$(state_file build.log)
  if ! (cd "$root" && within 600 npm run --silent build) </dev/null >"$log" 2>&1 || [ ! -e "$root/dist/main.js" ]; then
    fail 'hal could not be built.' "$(tail_of "$log")" "The whole log is $log."
    return 1
  fi
  # A bundler may leave a file alone whose content is the same: the stamp says when it looked.
  touch "$root/dist/.built"
  ok 'hal is built'
}

is_built() {
  [ -e "$root/dist/main.js" ] && [ -e "$root/dist/.built" ] || return 1
  local sources=(src package.json package-lock.json tsconfig.json scripts/build.ts)
  [ -z "$(cd "$root" && find "${sources[@]}" -newer dist/.built -print 2>/dev/null | head -n 1)" ]
}
