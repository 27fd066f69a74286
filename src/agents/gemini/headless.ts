import { acpTalk } from '../acp/acp-talk.ts'
import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish, TalkForm } from '../form.ts'

/** `gemini` with a prompt on its stdin. It asks nothing, and leaves out the tools that would. */
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

/** 0.61.0 finds no earlier session again: a talk can't be gone on with. */
export const geminiTalk = (launch: (wish: LaunchWish) => Launch): TalkForm => ({
  launch: (wish) => {
    const inTerminal = launch(wish)
    return { ...inTerminal, argv: [...inTerminal.argv, '--acp'] }
  },
  begin: acpTalk,
})
