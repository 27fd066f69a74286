import type { WorkerResult } from '../worker-failure.ts'
import type { StartStage } from './life.ts'
import type { AttachEnd, Terminal } from './talk.ts'

/** Verbs on the logins of agents that hal keeps for workers. */
export interface LoginVerbs {
  /** Begins an agent's own login, whose result hal keeps for workers. */
  readonly login: (input: LoginInput) => WorkerResult<LoginTalk>
  /** Agents whose login hal keeps. */
  readonly logins: () => Promise<readonly string[]>
  /** Answers whether there was one. */
  readonly forgetLogin: (agent: string) => Promise<boolean>
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
  /** Which files of it hal keeps now. */
  readonly end: WorkerResult<readonly string[]>
  /** A line, such as the code that a page gave. */
  readonly type: (text: string) => WorkerResult<unknown>
  /** Its own screen, until somebody detaches or it ends. */
  readonly show: (terminal: Terminal) => WorkerResult<AttachEnd>
}
