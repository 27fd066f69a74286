import { posixFunctions } from './posix.ts'
import type { CompletionTable } from './table.ts'

/** To be sourced, or kept as `_hal` in a folder of `$fpath`. */
export const zshScript = (table: CompletionTable): string => `#compdef hal
# hal for zsh: source <(hal completion zsh)
${posixFunctions(table)}
_hal_offer_kind() {
  case $1 in
    worker) compadd -- \${(f)"$(_hal_names workers)"} ;;
    profile) compadd -- \${(f)"$(_hal_names profiles)"} ;;
    tools) compadd -- \${(f)"$(_hal_names tools)"} ;;
    window) compadd -- \${(f)"$(_hal_names windows)"} ;;
    shell) compadd -- \${(f)"$(_hal_names shells)"} ;;
    directory) _files -/ ;;
    file) _files ;;
  esac
}

_hal_offer_rows() {
  local tag name kind about
  local -a words_offered options_offered
  while IFS=$'\\t' read -r tag name kind about; do
    case $tag in
      word) words_offered+=("\${name//:/\\\\:}:$about") ;;
      alias) if [[ -n $2 ]]; then words_offered+=("\${name//:/\\\\:}:$about"); fi ;;
      option) options_offered+=("\${name//:/\\\\:}:$about") ;;
    esac
  done < <(_hal_table "$1")
  if [[ $2 = -* ]]; then
    _describe -o option options_offered
  elif [[ $hal_count = 0 ]] && (( \${#words_offered} )); then
    _describe command words_offered
  fi
}

_hal() {
  local hal_at hal_count hal_wants hal_rest current=\${words[CURRENT]}
  local -a hal_globals=()
  _hal_read "\${(@)words[2,CURRENT-1]}"
  if [[ -n $hal_rest ]]; then
    _files
  elif [[ -n $hal_wants ]]; then
    _hal_offer_kind "$hal_wants"
  elif [[ $current = --*=* ]]; then
    hal_wants=$(_hal_option_kind "$hal_at" "\${current%%=*}")
    compset -P '*='
    _hal_offer_kind "$hal_wants"
  else
    _hal_offer_rows "$hal_at" "$current"
    if [[ $current != -* ]]; then _hal_offer_kind "$(_hal_argument_kind "$hal_at" "$hal_count")"; fi
  fi
}

if [[ \${funcstack[1]} = _hal ]]; then _hal "$@"; else compdef _hal hal; fi
`
