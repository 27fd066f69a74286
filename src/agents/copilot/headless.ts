import { acpTalk } from '../acp/acp-talk.ts'
import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish, TalkForm } from '../form.ts'

/**
 * `copilot` with a prompt on its stdin. It asks nothing, and leaves out the tools that would. Needs certificate authorities, also where its
 * models are asked without TLS.
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

/** A model's refusal comes as if it were the answer: `Error: 400 …`. */
export const copilotTalk = (launch: (wish: LaunchWish) => Launch): TalkForm => ({
  launch: (wish) => {
    const inTerminal = launch(wish)
    return { ...inTerminal, argv: [...inTerminal.argv, '--acp'] }
  },
  begin: (wish) => acpTalk(wish, { counts: 'talk' }),
})
