import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/** `cursor-agent --print` with a prompt on its stdin, by its documentation. What it would ask, it does: `--force`; and it takes the folder for trusted. */
export const cursorHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => {
    const inTerminal = launch({ ...wish, isUnattended: true })
    return {
      ...inTerminal,
      argv: [
        ...inTerminal.argv,
        ...['--print', '--trust', '--output-format', 'stream-json'],
        ...(resume === undefined ? [] : ['--resume', resume]),
      ],
      prompt: 'stdin',
    }
  }
