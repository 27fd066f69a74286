# hal's marks for zsh. Sources the person's .zshrc, then frames prompts and commands (OSC 133):
# A prompt starts, B it is there, C a command starts to print, D;STATUS it ended.
printf '\e]2;hal:start\a'
ZDOTDIR=${HAL_HOME_ZDOTDIR:-$HOME}
unset HAL_ZDOTDIR HAL_HOME_ZDOTDIR
# With no folder of its own, a zsh in here is the person's.
[[ $ZDOTDIR == $HOME ]] && typeset +x ZDOTDIR
HISTFILE=${HISTFILE/#\/tools\/shell\/zsh/$ZDOTDIR}
[[ -r $ZDOTDIR/.zshrc ]] && . "$ZDOTDIR/.zshrc"

typeset -g __hal_ran=
# First of the hooks: nothing may come between a command and its status.
__hal_precmd() {
  local exit_status=$?
  emulate -L zsh
  if [[ -n $__hal_ran ]]; then
    builtin printf '\e]133;D;%d\a' $exit_status
    # What PROMPT_SP does, after the mark instead of before it.
    builtin print -nP -- "${PROMPT_EOL_MARK-%B%S%#%s%b}"
    builtin printf '%*s\r \r' $((COLUMNS - 1)) ''
  fi
  __hal_ran=1
  return $exit_status
}
# Last of them: whoever wrote PROMPT, the marks stand around it.
__hal_prompt() {
  local exit_status=$?
  [[ $PROMPT == *'133;B'* ]] || PROMPT=$'%{\e]133;A\a%}'$PROMPT$'%{\e]133;B\a\e]2;hal:prompt\a%}'
  [[ $PROMPT2 == *'133;B'* ]] || PROMPT2=$'%{\e]133;A;k=s\a%}'$PROMPT2$'%{\e]133;B\a%}'
  return $exit_status
}
__hal_preexec() {
  setopt no_prompt_sp
  builtin printf '\e]133;C\a\e]2;hal:busy\a'
}
__hal_exit() {
  builtin printf '\e]133;D;%d\a' $?
}
# What hal reads from a file is not the person's history.
__hal_history() {
  [[ $1 != " . ${HAL_ROOT-}/run/hal/in/"* ]]
}
setopt no_prompt_sp
typeset -ga precmd_functions preexec_functions zshexit_functions zshaddhistory_functions
precmd_functions=(__hal_precmd $precmd_functions __hal_prompt)
preexec_functions+=(__hal_preexec)
zshexit_functions=(__hal_exit $zshexit_functions)
zshaddhistory_functions+=(__hal_history)
