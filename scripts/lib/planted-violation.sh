# shellcheck shell=bash
# The room rules, tried on a house that breaks them: rules that see nothing wrong there see nothing at all.

# FILE|LINE|RULE: what stands in the small house, and the rule that must name it.
planted=(
  "src/cli/planted.ts|import Docker from 'dockerode'; export const docker = Docker|dockerode-has-one-home"
  "src/server/planted.ts|import { state } from '../tui/planted.ts'; export const seen = state|server-imports-only-its-own"
  "src/tui/planted.ts|export const state = 1|"
  "src/lib/planted.ts|import { verb } from '../workers/planted.ts'; export const low = verb|lib-imports-only-its-own"
  "src/workers/planted.ts|import { adapter } from '../engines/docker/planted.ts'; export const verb = adapter|adapters-are-islands"
  "src/engines/docker/planted.ts|export const adapter = 1|"
  "src/images/planted.ts|export { other } from './planted-too.ts'; export const one = 1|no-cycle"
  "src/images/planted-too.ts|export { one } from './planted.ts'; export const other = 2|"
)

check_planted_violations() (
  house=$(mktemp -d) || exit 1
  trap 'rm -rf "$house"' EXIT
  cp "$root/.dependency-cruiser.js" "$root/tsconfig.json" "$root/package.json" "$house/"
  ln -s "$root/node_modules" "$house/node_modules"
  for plant in "${planted[@]}"; do
    IFS='|' read -r file line rule <<<"$plant"
    mkdir -p "$house/$(dirname "$file")" && printf '%s\n' "$line" >"$house/$file"
  done

  cd "$house" || exit 1
  if seen=$(depcruise --config .dependency-cruiser.js --output-type err src 2>&1); then
    fail 'the room rules let a planted violation pass.' "$seen" 'Does dependency-cruiser read TypeScript (npx depcruise --info)?'
    exit 1
  fi
  missed=0
  for plant in "${planted[@]}"; do
    IFS='|' read -r file line rule <<<"$plant"
    [ -n "$rule" ] || continue
    # A cycle is reported from any of its files: they share the beginning of their names.
    grep -q "$rule: ${file%.ts}" <<<"$seen" && continue
    fail "the rule $rule does not see what is planted in $file." "$seen"
    missed=1
  done
  exit "$missed"
)
