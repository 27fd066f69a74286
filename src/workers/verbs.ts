import type { AgentVerbs } from './verbs/agents.ts'
import type { HeadlessVerbs } from './verbs/headless.ts'
import type { HistoryVerbs } from './verbs/history.ts'
import type { LifeVerbs } from './verbs/life.ts'
import type { LoginVerbs } from './verbs/login.ts'
import type { TalkVerbs } from './verbs/talk.ts'
import type { WorkVerbs } from './verbs/work.ts'

export type * from './verbs/agents.ts'
export type * from './verbs/headless.ts'
export type * from './verbs/history.ts'
export type * from './verbs/kept-login.ts'
export type * from './verbs/life.ts'
export type * from './verbs/login.ts'
export type * from './verbs/talk.ts'
export type * from './verbs/work.ts'
export type { WorkerResult } from './worker-failure.ts'

/**
 * What hal does with workers, as faces see it; `hal.ts` binds each verb to the open engine. `verbs/` says, by what they are about, what each
 * is given and what it answers; the file of its name beside this one does it.
 */
export interface WorkerVerbs
  extends LifeVerbs,
    TalkVerbs,
    AgentVerbs,
    HeadlessVerbs,
    LoginVerbs,
    WorkVerbs,
    HistoryVerbs {}
