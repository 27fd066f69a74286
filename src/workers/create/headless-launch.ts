import type { Headless, Launch, LaunchWish } from '../../agents/form.ts'
import type { TalkKind } from '../../agents/talk.ts'

/** Whether it is started so that it asks nobody. */
export const actsAlone = (talk: TalkKind | undefined): boolean => talk === undefined || talk === 'acts'

/** How an agent is started that works without a terminal: talked to, where that is wished and it can be. */
export const headlessLaunch = (
  { launch, talk: form }: Headless,
  talk: TalkKind | undefined,
  wish: LaunchWish,
): Launch => (talk && form)?.launch({ ...wish, resume: undefined }) ?? launch({ ...wish, resume: undefined })
