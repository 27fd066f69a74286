import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `opencode run`: see `opencodeReader` for what its stream loses. For later: its HTTP server (`opencode serve`) says all of it, asks for
 * permission and puts questions by events that are answered by requests; `opencode acp` does over stdin and stdout. Never `run --attach`:
 * outside of a git repository it ends before the answer.
 */
export const opencodeHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => ({
    ...launch({ ...wish, isUnattended: true }),
    argv: [
      ...['opencode', 'run', '--format', 'json'],
      ...(resume === undefined ? [] : ['--session', resume]),
    ],
    prompt: 'stdin',
  })
