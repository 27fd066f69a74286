import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `opencode run`: see `opencodeReader` for what its stream loses; `opencodeAcp` loses less. Never `run --attach`: outside of a git
 * repository it ends before the answer.
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

export const opencodeAcp =
  (launch: (wish: LaunchWish) => Launch) =>
  (wish: Omit<LaunchWish, 'isUnattended'>): Launch => ({
    ...launch({ ...wish, isUnattended: false }),
    argv: ['opencode', 'acp'],
  })
