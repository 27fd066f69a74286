import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `claude --print`. For later: with `--input-format stream-json` and `--permission-prompt-tool stdio` it asks for permission in lines of
 * its stream (`control_request`), which are answered on its stdin, where further prompts may follow, too.
 */
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
