import type { Result } from '../../lib/result.ts'
import type { WorkerFailure, WorkerResult } from '../worker-failure.ts'
import type { KeptLoginFacts } from './kept-login.ts'
import type { StartStage } from './life.ts'
import type { AttachEnd, Terminal } from './talk.ts'

/** Verbs on the logins of agents that hal keeps for workers. */
export interface LoginVerbs {
  /** Begins an agent's own login, whose result hal keeps for workers. */
  readonly login: (input: LoginInput) => WorkerResult<LoginTalk>
  /** Agents whose login hal keeps. */
  readonly logins: () => Promise<readonly KeptLoginFacts[]>
  /** Answers whether there was one. */
  readonly forgetLogin: (agent: string) => WorkerResult<boolean>
  /** Renews what hal keeps, now, and hands it to the workers that run with it. Without an agent: each that is near its end. */
  readonly renewLogins: (agent: string | undefined) => Promise<readonly Result<LoginCare, WorkerFailure>[]>
  /** Keeps the logins of workers that run good, until it is disposed. */
  readonly watchLogins: (input: WatchLoginsInput) => Promise<LoginWatch>
}

export interface LoginInput {
  readonly agent: string
  readonly image: string
  /** Each web address that it names, whole. */
  readonly onPage: (address: string) => void
  readonly onProgress?: ((name: string, stage: StartStage) => void) | undefined
  readonly signal: AbortSignal
}

/** A login that is under way, in a worker of its own that is gone when this is disposed. */
export interface LoginTalk extends AsyncDisposable {
  readonly name: string
  /** It is kept, and handed to workers that run with an older one. */
  readonly end: WorkerResult<TakenLogin>
  /** A line, such as the code that a page gave. */
  readonly type: (text: string) => WorkerResult<unknown>
  /** Its own screen, until somebody detaches or it ends. */
  readonly show: (terminal: Terminal) => WorkerResult<AttachEnd>
}

/** Workers by name, of those that run with a login. */
export interface HandedLogin {
  readonly handed: readonly string[]
  /** They have one of their own, or of another account, which stays. */
  readonly own: readonly string[]
  /** They could not take it: frozen, or not reached. They are tried again. */
  readonly missed: readonly string[]
}

export interface TakenLogin extends HandedLogin {
  /** They run with that agent, and were made before there was a login to give them: there is no place in them for it. */
  readonly without: readonly string[]
}

export interface LoginCare extends HandedLogin {
  readonly agent: string
  readonly isRenewed: boolean
  /** How long workers can use it; `undefined`: it doesn't say. */
  readonly expiresAt: Date | undefined
  /** Why it could not be renewed, where it is still good. */
  readonly unrenewed: WorkerFailure | undefined
}

export interface WatchLoginsInput {
  readonly onTrouble: (trouble: WorkerFailure) => void
  readonly onBug: (bug: unknown) => void
}

export type LoginWatch = AsyncDisposable
