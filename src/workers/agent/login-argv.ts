import type { LoginForm } from '../../agents/login.ts'
import { ownPlace } from '../../agents/own-place.ts'
import { inside } from '../reach/inside.ts'

/** There with its status once a login's program has ended: a word of sh. */
export const loginEnded = ownPlace(`${inside.run}/login-ended`)

/** What the window runs. It is as wide as any address at first, so that none is broken over lines by the program itself. */
export const loginArgv = ({ argv }: LoginForm): readonly string[] => [
  ...['/bin/sh', '-c'],
  `${inside.tmux} -S ${ownPlace(inside.socket)} resize-window -t "$TMUX_PANE" -x 1000 -y 50
"$@"
code=$?
echo $code > ${loginEnded}.new && mv ${loginEnded}.new ${loginEnded}
exit $code`,
  ...['login', ...argv],
]
