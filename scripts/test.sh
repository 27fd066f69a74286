#!/usr/bin/env bash
# All tests, from a bare machine: prepares what they need, runs every suite even if one fails, counts at the end.
# Suites can be named: scripts/test.sh unit e2e. Ends with 0 only when nothing failed.
set -uo pipefail
# shellcheck source=scripts/lib/all.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib/all.sh"
# shellcheck source=scripts/lib/test-needs.sh
. "$root/scripts/lib/test-needs.sh"
# shellcheck source=scripts/lib/leftovers.sh
. "$root/scripts/lib/leftovers.sh"
# shellcheck source=scripts/lib/suite.sh
. "$root/scripts/lib/suite.sh"

suites=("$@")
[ $# -gt 0 ] || suites=(check unit contract integration e2e catalogue)
# Test workers carry an owner of their own: a person's workers and the tests never see each other.
export HAL_OWNER=${HAL_OWNER:-hal-test}

run_check() {
  local began=$SECONDS report
  report=$(mktemp)
  HAL_CHECK_REPORT=$report bash "$root/scripts/check.sh" --without-unit || true
  record_suite check "$(awk -F '\t' '$2 == "passed" { p++ } $2 == "failed" { f++ }
    END { if (p + f == 0) f = 1; printf "%d\t%d\t0", p, f }' "$report")" $((SECONDS - began))
  rm -f "$report"
}

# needs VERDICT SUITE WHAT: runs the suite where what it needs is there; where not, that is the suite's failure.
needs() {
  if [ "$1" = yes ]; then run_suite "$2"; else refuse_suite "$2" "It needs $3: why that is missing is said above."; fi
}

began=$SECONDS
prepared=yes
has_engine=no
has_build=no
ensure_test_needs || prepared=no
ensure_node || {
  for suite in "${suites[@]}"; do refuse_suite "$suite" 'There is no Node to run it on.'; done
  print_suites
  exit 1
}
ensure_other_nodes || prepared=no
ensure_buildx || prepared=no
ensure_newer_engine || prepared=no
export_ca_bundle
ensure_engine && remove_leftovers && ensure_base_image && has_engine=yes
ensure_build && has_build=$has_engine
[ "$prepared$has_build" = yesyes ] || warn 'the preparation is incomplete; what can run does'
record_suite preparation "$(printf '0\t%d\t0' "$([ $prepared = yes ]; echo $?)")" $((SECONDS - began))

for suite in "${suites[@]}"; do
  case $suite in
    check) run_check ;;
    unit) run_suite unit ;;
    e2e | catalogue) needs $has_build "$suite" 'a container engine, its base image and a built hal' ;;
    *) needs $has_engine "$suite" 'a container engine and its base image' ;;
  esac
done

print_suites
