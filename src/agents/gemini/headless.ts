import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `gemini` with a prompt on its stdin. For later: `gemini --acp` asks for permission over JSON-RPC on its stdin and stdout; this asks
 * nothing, and leaves out the tools that would.
 */
export const geminiHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => {
    const inTerminal = launch({ ...wish, isUnattended: true })
    return {
      ...inTerminal,
      argv: [
        ...inTerminal.argv,
        ...['--skip-trust', '--output-format', 'stream-json'],
        ...(resume === undefined ? [] : ['--resume', resume]),
      ],
      prompt: 'stdin',
    }
  }
