import { posixFunctions } from './posix.ts'
import type { CompletionTable } from './table.ts'

/** Works from bash 3.2 on (macOS), without the bash-completion package. */
export const bashScript = (table: CompletionTable): string => `# hal for bash: source <(hal completion bash)
${posixFunctions(table)}
_hal_offer() {
  local line
  while IFS= read -r line; do
    if [ -n "$line" ] && [ "\${line:0:\${#1}}" = "$1" ]; then COMPREPLY+=("$line"); fi
  done
}

_hal_offer_kind() {
  case $1 in
    worker) _hal_offer "$2" < <(_hal_names workers) ;;
    profile) _hal_offer "$2" < <(_hal_names profiles) ;;
    window) _hal_offer "$2" < <(_hal_names windows) ;;
    directory) compopt -o filenames 2>/dev/null; _hal_offer "$2" < <(compgen -d -- "$2") ;;
    file) compopt -o filenames 2>/dev/null; _hal_offer "$2" < <(compgen -f -- "$2") ;;
  esac
}

_hal_offer_rows() {
  local tag name kind about
  while IFS=$'\\t' read -r tag name kind about; do
    case $tag in
      word) printf '%s\\n' "$name" ;;
      alias) if [ -n "$2" ]; then printf '%s\\n' "$name"; fi ;;
      option) case $2 in -*) printf '%s\\n' "$name" ;; esac ;;
    esac
  done < <(_hal_table "$1")
}

_hal() {
  local hal_at hal_count hal_wants hal_rest current=\${COMP_WORDS[COMP_CWORD]}
  COMPREPLY=()
  if [ "$current" = '=' ]; then current=; fi
  _hal_read "\${COMP_WORDS[@]:1:COMP_CWORD-1}"
  if [ -n "$hal_rest" ]; then
    _hal_offer_kind file "$current"
  elif [ -n "$hal_wants" ]; then
    _hal_offer_kind "$hal_wants" "$current"
  else
    if [ "$hal_count" = 0 ]; then _hal_offer "$current" < <(_hal_offer_rows "$hal_at" "$current"); fi
    case $current in
      -*) if [ "$hal_count" != 0 ]; then _hal_offer "$current" < <(_hal_offer_rows "$hal_at" "$current"); fi ;;
      *) _hal_offer_kind "$(_hal_argument_kind "$hal_at" "$hal_count")" "$current" ;;
    esac
  fi
}

complete -F _hal hal
`
