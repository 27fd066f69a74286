import type { Reached } from '../agent/reached.ts'
import type { Explanation, KeptText } from '../state/explanation.ts'
import type { Named } from '../whom.ts'
import type { Activity, Worker } from '../worker.ts'
import type { WorkerFailure, WorkerResult } from '../worker-failure.ts'
import type { KeptLoginFacts } from './kept-login.ts'

/** Verbs on the agents in workers: which there are, their prompts, answers and states. */
export interface AgentVerbs {
  /** Which agents there are, and what the person has for them. */
  agents(): WorkerResult<readonly AgentFacts[]>
  /** Whether one of them would start here. Its tools are made where they aren't there. */
  checkAgent(input: CheckAgentInput): WorkerResult<AgentCheck>
  /** Gives a prompt to a worker's agent, and proves that it took it. */
  prompt(input: PromptInput): WorkerResult<PromptTaken>
  /** The same, and the answer once there is one. */
  ask(input: AskInput): WorkerResult<Answered>
  /** Until agents do what is waited for. */
  wait(input: WaitInput): WorkerResult<readonly Waited[]>
  /** Why its state is what it is: who said what, and what its screen says now. Changes nothing. */
  explain(input: Named & { readonly signal?: AbortSignal | undefined }): WorkerResult<Explanation>
  /** What its agent was asked last and what it answered last, as far as its hooks tell: the answer may be to an earlier prompt. */
  lastTurn(named: Named): WorkerResult<LastTurn>
}

export interface LastTurn {
  /** With what its tmux says. */
  readonly worker: Worker
  readonly prompt: KeptText | undefined
  readonly answer: KeptText | undefined
}

export interface AgentFacts {
  readonly name: string
  readonly title: string
  /** Whose layer of tools it needs; `undefined`: it is in the image. */
  readonly tools: string | undefined
  /** What lets it in, and where the person has it, in words; `undefined`: nowhere. */
  readonly secrets: readonly { readonly name: string; readonly from: string | undefined }[]
  /** The login that hal keeps for it, and hands to workers where there is neither a key nor an address of the person's. */
  readonly login: KeptLoginFacts | undefined
  readonly hasHooks: boolean
  /** The versions whose screens are known. */
  readonly screens: readonly string[]
  readonly baseUrl: string | undefined
  readonly model: string | undefined
  /** It acts without asking unless told otherwise. */
  readonly isUnattended: boolean
  /** The words that make it act without asking; none: see the next. */
  readonly unattendedBy: readonly string[]
  readonly isUnattendedBySettings: boolean
  readonly program: string
  /** All that hal starts it with. */
  readonly flags: readonly string[]
}

export interface CheckAgentInput {
  readonly name: string
  /** Any with a shell. */
  readonly image: string
  readonly signal?: AbortSignal | undefined
}

export interface AgentCheck {
  readonly facts: AgentFacts
  /** What would let it in, each as a clause; none: it needs nothing. */
  readonly waysIn: readonly string[]
  /** Of its models; `undefined`: its maker's own. */
  readonly endpoint:
    | { readonly kind: 'answers'; readonly status: number }
    | { readonly kind: 'silent'; readonly why: string }
    | undefined
  /** `undefined`: it is in no tools. */
  readonly cli:
    | {
        readonly exitCode: number | undefined
        /** As it says itself. */
        readonly version: string | undefined
        /** Its last line. */
        readonly said: string
        /** What hal starts it with and its help doesn't know. */
        readonly unknownFlags: readonly string[]
      }
    | undefined
}

export interface PromptInput extends Named {
  readonly text: string
  /** `undefined`: that of the agent. */
  readonly window?: string | undefined
  /** An agent at work takes it when it is done; otherwise it is waited for. `undefined`: so. */
  readonly isQueued?: boolean | undefined
  /** What is done about words that somebody left in the agent's prompt box; `undefined`: refuse. */
  readonly draft?: 'refuse' | 'clear' | undefined
  readonly signal?: AbortSignal | undefined
}

export interface PromptProof {
  /**
   * The agent's own hook or mark; its screen; `queue`: it was at work, and takes it when it is done; or `echo`, of one whose screens nobody
   * knows: its terminal showed the words, and went on at Enter.
   */
  readonly by: 'hook' | 'screen' | 'queue' | 'echo'
  readonly tookMs: number
  /** Whether the agent took the very words; `undefined`: it doesn't say. */
  readonly isExact?: boolean
}

export interface PromptTaken extends PromptProof {
  readonly worker: string
}

export interface AskInput extends Omit<PromptInput, 'isQueued'>, Patiently {
  readonly timeoutMs?: number | undefined
}

/** How an agent is waited for that was asked. */
export interface Patiently {
  /** Which pauses end the waiting, besides its being done with its work. `undefined`: each. */
  readonly until?: readonly Activity[] | undefined
  /** The pauses that don't. */
  readonly onPause?: ((pause: Reached) => void) | undefined
}

export interface Answered {
  readonly worker: string
  readonly agent: string | undefined
  readonly text: string
  /** In its own words, by its hook or its transcript; or what its screen shows. */
  readonly from: 'hook' | 'transcript' | 'screen'
  /** What it does now: `waiting`, for one, is no end of its work. */
  readonly activity: Activity
  readonly question: string | undefined
  readonly durationMs: number
}

export interface WaitInput {
  readonly names: readonly string[]
  readonly until: readonly Activity[]
  /** One is enough. */
  readonly isAny?: boolean | undefined
  readonly timeoutMs?: number | undefined
  /** What they do meanwhile. */
  readonly onChange?: ((change: { readonly name: string } & Reached) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** What came of waiting for one worker. Not reached: the time was over, it ended, or it could not be asked. */
export type Waited = { readonly name: string; readonly isReached: boolean; readonly tookMs: number } & (
  | Reached
  | { readonly failure: WorkerFailure }
)
