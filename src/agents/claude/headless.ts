import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/** `claude --print`, which hears nothing after its prompt, and refuses by itself what it would have to ask (`claudeTalk` asks). */
export const claudeHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => {
    const inTerminal = launch({ ...wish, isUnattended: true })
    return {
      ...inTerminal,
      argv: [
        ...inTerminal.argv,
        '--print',
        ...['--input-format', 'text'],
        // Without the second word it refuses the first. The third has text come as it is made.
        ...['--output-format', 'stream-json', '--verbose', '--include-partial-messages'],
        ...(resume === undefined ? [] : ['--resume', resume]),
      ],
      prompt: 'stdin',
    }
  }
