import { acpTalk } from '../acp/acp-talk.ts'
import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish, TalkForm } from '../form.ts'

/**
 * `opencode run`: see `opencodeReader` for what its stream loses; `opencodeTalk` loses less. Never `run --attach`: outside of a git
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

export const opencodeTalk = (launch: (wish: LaunchWish) => Launch): TalkForm => ({
  launch: (wish) => ({ ...launch(wish), argv: ['opencode', 'acp'] }),
  // 1.18.18 counts the last step of a turn alone.
  begin: (wish) => acpTalk(wish, { counts: 'part' }),
})
