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
    tools) _hal_offer "$2" < <(_hal_names tools) ;;
    window) _hal_offer "$2" < <(_hal_names windows) ;;
    shell) _hal_offer "$2" < <(_hal_names shells) ;;
    # Bash itself knows of quotes and ~ in a path; 3.2 can't be asked for that.
    directory) compopt -o dirnames 2>/dev/null || _hal_offer "$2" < <(compgen -d -- "$2") ;;
    file) compopt -o default 2>/dev/null || _hal_offer "$2" < <(compgen -f -- "$2") ;;
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

# Bash cuts words at = and : too: hal_words are those that were typed.
_hal_glue() {
  local line=$COMP_LINE word gap
  for word in "\${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
    gap=\${line%%[![:space:]]*}
    line=\${line#"$gap"}
    line=\${line#"$word"}
    if [ -n "$gap" ] || [ \${#hal_words[@]} = 0 ]; then
      hal_words+=("$word")
    else
      hal_words[\${#hal_words[@]}-1]+=$word
    fi
  done
}

_hal() {
  local hal_at hal_count hal_wants hal_rest current
  local -a hal_words=() hal_globals=()
  COMPREPLY=()
  _hal_glue
  current=\${hal_words[\${#hal_words[@]}-1]}
  _hal_read "\${hal_words[@]:1:\${#hal_words[@]}-2}"
  if [ -z "$hal_rest$hal_wants" ]; then
    case $current in
      --*=*)
        hal_wants=$(_hal_option_kind "$hal_at" "\${current%%=*}")
        current=\${current#*=}
        ;;
    esac
  fi
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
