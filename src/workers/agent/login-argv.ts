import type { LoginForm } from '../../agents/login.ts'
import { inside } from '../reach/inside.ts'

/** There with its status once a login's program has ended. */
export const loginEnded = `${inside.run}/login-ended`

/** What the window runs. It is as wide as any address at first, so that none is broken over lines by the program itself. */
export const loginArgv = ({ argv }: LoginForm): readonly string[] => [
  ...['/bin/sh', '-c'],
  `${inside.tmux} -S ${inside.socket} resize-window -t "$TMUX_PANE" -x 1000 -y 50
"$@"
code=$?
echo $code > ${loginEnded}.new && mv ${loginEnded}.new ${loginEnded}
exit $code`,
  ...['login', ...argv],
]
