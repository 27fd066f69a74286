# hal starts zsh with ZDOTDIR here; the person's own files are read from where they are.
HAL_ZDOTDIR=$ZDOTDIR
ZDOTDIR=${HAL_HOME_ZDOTDIR:-$HOME}
[[ -r $ZDOTDIR/.zshenv ]] && . "$ZDOTDIR/.zshenv"
HAL_HOME_ZDOTDIR=$ZDOTDIR
ZDOTDIR=$HAL_ZDOTDIR
