#!/usr/bin/env bash
# Everything that can be known without running hal: format and lint, types, rooms, dead code, generated docs, shell scripts, unit tests.
# --without-unit leaves the last out, for a caller that runs them anyway.
set -uo pipefail
# shellcheck source=scripts/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
# shellcheck source=scripts/lib/planted-violation.sh
. "$root/scripts/lib/planted-violation.sh"

cd "$root" || exit 1
ensure_node || exit 1

check_shell_scripts() {
  if ! command -v shellcheck >/dev/null 2>&1; then
    warn 'shellcheck is not installed: the shell scripts went unread'
    return 0
  fi
  shellcheck --external-sources --check-sourced scripts/*.sh test/rigs/*.sh .ci/run
}

run_step 'format and lint' biome check --error-on-warnings .
run_step 'types' tsc --noEmit
run_step 'types of the page' tsc --noEmit -p src/server/page
run_step 'rooms' depcruise --config .dependency-cruiser.js src
run_step 'rooms: planted violations' check_planted_violations
run_step 'dead code' knip --no-progress
run_step 'docs' node scripts/docs.ts --check
run_step 'shell scripts' check_shell_scripts
[ "${1:-}" = --without-unit ] || run_step 'unit tests' vitest run --project unit

print_steps
[ -z "${HAL_CHECK_REPORT:-}" ] || cp "$steps_report" "$HAL_CHECK_REPORT"
[ "$(count_steps failed)" = 0 ]
