# shellcheck shell=bash
# What a test run that crashed left in the engine: its owner's label says so, and nothing without it is touched.

remove_leftovers() {
  local owner=${HAL_OWNER:?} id kind removed=0
  case $owner in hal-test*) ;; *) return 0 ;; esac
  for kind in container volume; do
    while IFS= read -r id; do
      docker "$kind" rm --force "$id" >/dev/null 2>&1 && removed=$((removed + 1))
    done < <(owned "$kind" "$owner")
  done
  [ $removed = 0 ] || ok "removed $removed leftovers of an earlier test run"
}

# Exactly this owner's, and those of owners that a test made up beside it (OWNER-…).
owned() {
  local all=()
  [ "$1" = volume ] || all=(--all)
  docker "$1" ls ${all[@]+"${all[@]}"} --filter label=dev.hal.owner --format '{{if eq "'"$1"'" "volume"}}{{.Name}}{{else}}{{.ID}}{{end}} {{.Label "dev.hal.owner"}}' |
    awk -v owner="$2" '$2 == owner || index($2, owner "-") == 1 { print $1 }'
}
