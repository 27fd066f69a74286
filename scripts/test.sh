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
[ $# -gt 0 ] || suites=(check unit contract integration e2e)
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

prepare_engine() { ensure_engine && ensure_base_image && ensure_build; }

began=$SECONDS
prepared=yes
has_engine=yes
ensure_test_needs || prepared=no
ensure_node || {
  for suite in "${suites[@]}"; do refuse_suite "$suite" 'There is no Node to run it on.'; done
  print_suites
  exit 1
}
export_ca_bundle
prepare_engine || has_engine=no
[ $has_engine = no ] || remove_leftovers
[ "$prepared$has_engine" = yesyes ] || warn 'the preparation is incomplete; what can run does'
record_suite preparation "$(printf '0\t%d\t0' "$([ $prepared = yes ]; echo $?)")" $((SECONDS - began))

for suite in "${suites[@]}"; do
  case $suite in
    check) run_check ;;
    unit) run_suite unit ;;
    *)
      if [ $has_engine = yes ]; then
        run_suite "$suite"
      else
        refuse_suite "$suite" 'It needs a container engine, its base image and a built hal: what is missing is said above.'
      fi
      ;;
  esac
done

print_suites
