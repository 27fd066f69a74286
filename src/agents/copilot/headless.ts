import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `copilot` with a prompt on its stdin. For later: `copilot --acp` asks for permission over JSON-RPC on its stdin and stdout; this asks
 * nothing, and leaves out the tools that would. Needs certificate authorities, also where its models are asked without TLS.
 */
export const copilotHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => {
    const inTerminal = launch({ ...wish, isUnattended: true })
    return {
      ...inTerminal,
      argv: [
        ...inTerminal.argv,
        ...['--output-format', 'json'],
        ...(resume === undefined ? [] : [`--resume=${resume}`]),
      ],
      prompt: 'stdin',
    }
  }
