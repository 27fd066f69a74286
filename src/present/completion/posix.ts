import { type CompletionTable, tableCases } from './table.ts'

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/**
 * What bash and zsh share. `_hal_read WORDS…` reads the words before the cursor into `hal_at` (the command's words), `hal_count`
 * (arguments so far), `hal_wants` (the kind of value that an option waits for), `hal_rest` (behind `--`) and `hal_globals` (which
 * engine and config were typed: whose names are meant). Names from outside are offered only when they are plain words: nothing that a
 * shell would expand.
 */
export const posixFunctions = (table: CompletionTable): string => `_hal_table() {
  case $1 in
${tableCases(table, {
  open: (path) => `  ${path}) printf '%s\\n' \\`,
  close: '\n    ;;',
  quote,
})}
  esac
}

_hal_option_kind() {
  local tag name kind about
  { _hal_table "$1"; _hal_table ''; } | while IFS=$'\\t' read -r tag name kind about; do
    if [ "$tag" = option ] && [ "$name" = "$2" ]; then printf '%s\\n' "$kind"; break; fi
  done
}

_hal_is_word() {
  local tag name kind about
  _hal_table "$1" | while IFS=$'\\t' read -r tag name kind about; do
    case $tag in word|alias) if [ "$name" = "$2" ]; then echo yes; break; fi ;; esac
  done
}

# A word as the shell would read it, as far as that takes no evaluation.
_hal_plain() {
  local rest=\${1:2}
  case $1 in
    \\"*\\" | \\'*\\') printf '%s' "\${1:1:\${#1}-2}" ;;
    \\~/*) printf '%s' "$HOME/\${rest//\\\\/}" ;;
    *) printf '%s' "\${1//\\\\/}" ;;
  esac
}

_hal_read() {
  local word option=
  hal_at= hal_count=0 hal_wants= hal_rest= hal_globals=()
  for word in "$@"; do
    if [ -n "$hal_rest" ]; then continue; fi
    if [ -n "$hal_wants" ]; then
      case $option in --engine|--config|--url|--secret-file) hal_globals+=("$option" "$(_hal_plain "$word")") ;; esac
      hal_wants=
      continue
    fi
    option=$word
    case $word in
      --) hal_rest=yes ;;
      --engine=*|--config=*|--url=*|--secret-file=*) hal_globals+=("\${word%%=*}" "$(_hal_plain "\${word#*=}")") ;;
      -*=*) ;;
      -*) hal_wants=$(_hal_option_kind "$hal_at" "$word"); if [ "$hal_wants" = - ]; then hal_wants=; fi ;;
      *)
        if [ "$hal_count" = 0 ] && [ -n "$(_hal_is_word "$hal_at" "$word")" ]; then
          hal_at="\${hal_at:+$hal_at }$word"
        else
          hal_count=$((hal_count + 1))
        fi
        ;;
    esac
  done
}

_hal_argument_kind() {
  local tag name kind about at=0
  _hal_table "$1" | while IFS=$'\\t' read -r tag name kind about; do
    if [ "$tag" = rest ]; then printf '%s\\n' "$kind"; break; fi
    if [ "$tag" = argument ]; then
      if [ "$at" = "$2" ]; then printf '%s\\n' "$kind"; break; fi
      at=$((at + 1))
    fi
  done
}

_hal_names() {
  command hal __complete "$1" \${hal_globals[@]+"\${hal_globals[@]}"} 2>/dev/null </dev/null | LC_ALL=C grep -E '^[A-Za-z0-9][A-Za-z0-9._-]*$'
}
`
