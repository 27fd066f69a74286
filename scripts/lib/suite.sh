# shellcheck shell=bash
# One suite of tests by vitest, counted from its JSON report.

suite_timeout_s=${HAL_SUITE_TIMEOUT_S:-3600}
# A table with tabs: suite, passed, failed, skipped, seconds.
suites_report=$(mktemp)

run_suite() {
  local suite=$1 began=$SECONDS status=0 report
  local no_color=()
  [ -n "$plain" ] || no_color=(--no-color)
  report=$(mktemp)
  say "── $suite"
  (cd "$root" && within "$suite_timeout_s" vitest run --project "$suite" --reporter=default --reporter=json --outputFile.json="$report" ${no_color[@]+"${no_color[@]}"}) \
    </dev/null || status=$?
  [ "$status" -lt 124 ] || warn "$suite was ended after $suite_timeout_s s"
  record_suite "$suite" "$(node "$root/scripts/lib/count-tests.ts" "$report" "$status")" $((SECONDS - began))
  rm -f "$report"
}

# refuse_suite SUITE WHY: it could not even begin; that is a failure, never a skip.
refuse_suite() {
  fail "$1 did not run." "$2"
  record_suite "$1" "$(printf '0\t1\t0')" 0
}

record_suite() { printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$suites_report"; }

print_suites() {
  say ''
  awk -F '\t' '
    BEGIN { printf "  %-14s %7s %7s %8s %9s\n", "SUITE", "PASSED", "FAILED", "SKIPPED", "TIME" }
    { printf "%s %-14s %7d %7d %8d %7d s\n", ($3 > 0 ? "✗" : "✓"), $1, $2, $3, $4, $5; p += $2; f += $3; k += $4; t += $5 }
    END { printf "  %-14s %7d %7d %8d %7d s\n\n%d passed, %d failed\n", "total", p, f, k, t, p, f; exit (f > 0) }
  ' "$suites_report"
}
