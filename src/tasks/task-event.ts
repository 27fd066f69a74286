import type { ErrorKind } from '../agents/stream/agent-event.ts'
import type { Completion, Question, TaskStatus, TaskTrouble, Usage } from './task.ts'

/** What happens in a task, as it is kept and told: each once, in order. */
export type TaskEvent = {
  /** ISO 8601. */
  readonly at: string
} & (
  | {
      readonly type: 'status'
      readonly status: Exclude<TaskStatus, 'completed' | 'failed' | 'waiting_input'>
    }
  /** It waits no more in the queue. */
  | { readonly type: 'admitted' }
  /** The agent's words, all of them once. `isEnd`: with these, one message of it ends. */
  | { readonly type: 'output'; readonly text: string; readonly isEnd: boolean }
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'tool_call'; readonly id: string; readonly tool: string; readonly input: unknown }
  | {
      readonly type: 'tool_result'
      readonly id: string
      readonly tool: string
      readonly text: string
      readonly isError: boolean
      readonly exitCode?: number | undefined
    }
  | { readonly type: 'usage'; readonly usage: Usage }
  /** Trouble that the agent tells of, or hal sees at its start, and that it works on with. */
  | { readonly type: 'trouble'; readonly kind: ErrorKind | 'notice'; readonly message: string }
  /** A line of the agent's that nobody here can read. */
  | { readonly type: 'unknown'; readonly text: string }
  /** The agent asks, and waits for the answer. */
  | ({ readonly type: 'question' } & Question)
  /** Somebody said so. `open`: how many other questions there are yet. */
  | { readonly type: 'answer'; readonly question: string; readonly option: string; readonly open: number }
  /** The agent wants no answer to it any more: it goes on without. `open`: as in `answer`. */
  | { readonly type: 'withdrawn'; readonly question: string; readonly open: number }
  /** Somebody has more for the agent to do: its next prompt, when it is done with what it is at. */
  | { readonly type: 'message'; readonly text: string }
  /** The agent has answered all that it was told, and is told no more. */
  | { readonly type: 'closed' }
  /** So many messages that were taken were not given to its agent: its end came before. Right before that. */
  | { readonly type: 'unheard'; readonly messages: number }
  /** Somebody asked for its end. */
  | { readonly type: 'cancel' }
  /** The last two: nothing comes after either, nor after the status `cancelled`. */
  | { readonly type: 'error'; readonly why: TaskTrouble }
  | ({ readonly type: 'complete' } & Completion)
)

/** Without its time, which is that of its being kept. */
export type Happening = TaskEvent extends infer E ? (E extends TaskEvent ? Omit<E, 'at'> : never) : never

export const isLast = (event: TaskEvent): boolean =>
  event.type === 'error' ||
  event.type === 'complete' ||
  (event.type === 'status' && event.status === 'cancelled')
