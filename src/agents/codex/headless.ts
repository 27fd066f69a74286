import type { HeadlessLaunch, HeadlessWish, Launch, LaunchWish } from '../form.ts'

/**
 * `codex exec`, which asks nothing (`codexTalk` does). It passes over the hooks in HOME, as nobody said that they are to be trusted: what they
 * would say, the stream says.
 */
export const codexHeadless =
  (launch: (wish: LaunchWish) => Launch) =>
  ({ resume, ...wish }: HeadlessWish): HeadlessLaunch => ({
    ...launch({ ...wish, isUnattended: true }),
    argv: [
      ...['codex', 'exec'],
      ...(resume === undefined ? [] : ['resume']),
      ...['--json', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'],
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
      ...(resume === undefined ? [] : [resume]),
      '-',
    ],
    prompt: 'stdin',
  })
