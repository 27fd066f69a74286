import { troubleWords } from '../../present/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'

/** An event as sessions have it: one of their seven types, and its JSON. */
export interface SessionEvent {
  readonly type: 'status' | 'output' | 'tool_call' | 'tool_result' | 'error' | 'complete'
  readonly data: object
}

/** `undefined`: sessions have no word for it. `agent`: whose words an error is in. */
export function sessionEvent(event: TaskEvent, agent: string): SessionEvent | undefined {
  const timestamp = event.at
  switch (event.type) {
    case 'status':
      return { type: 'status', data: { status: event.status, timestamp } }
    case 'output':
      return event.text === ''
        ? undefined
        : { type: 'output', data: { type: 'stdout', text: event.text, timestamp } }
    case 'tool_call':
      return { type: 'tool_call', data: { id: event.id, tool: event.tool, args: event.input, timestamp } }
    case 'tool_result': {
      const { id, tool, text, isError, exitCode } = event
      const result = { text, is_error: isError, exit_code: exitCode ?? null }
      return { type: 'tool_result', data: { id, tool, result, timestamp } }
    }
    case 'trouble':
      return { type: 'error', data: { error: withoutBranch(event.message), fatal: false, timestamp } }
    case 'error': {
      const { what } = troubleWords(event.why, agent)
      const retryAfter = 'resetsAt' in event.why ? secondsUntil(event.why.resetsAt, event.at) : undefined
      const retry = retryAfter === undefined ? {} : { retry_after: retryAfter }
      return { type: 'error', data: { error: what, fatal: true, ...retry, timestamp } }
    }
    case 'complete': {
      // Sessions have no word for a workspace of which nobody knows: their `files_modified` is always a list.
      const { answer, filesModified = [], usage = null, exitCodes } = event
      const done = { final_message: answer, files_modified: filesModified, usage, exit_codes: exitCodes }
      return { type: 'complete', data: { ...done, timestamp } }
    }
    case 'question': {
      const { id, title, about, input, options } = event
      const question = { id, title, about, args: input, options }
      return { type: 'status', data: { status: 'waiting_input', question, timestamp } }
    }
    case 'answer': {
      const status = event.open === 0 ? 'running' : 'waiting_input'
      return { type: 'status', data: { status, answered: event.question, timestamp } }
    }
    case 'withdrawn': {
      const status = event.open === 0 ? 'running' : 'waiting_input'
      return { type: 'status', data: { status, withdrawn: event.question, timestamp } }
    }
    case 'admitted':
    case 'thinking':
    case 'usage':
    case 'unknown':
    case 'message':
    case 'closed':
    case 'unheard':
    case 'cancel':
      return undefined
  }
}

/** `undefined`: that is no time. */
function secondsUntil(then: string | undefined, at: string): number | undefined {
  const ms = Date.parse(then ?? '') - Date.parse(at)
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.ceil(ms / 1000))
}

/** A session has no branch: that a command line could give its worker one is no advice to its client. */
const withoutBranch = (message: string): string =>
  message.replace(/--branch NAME gives it [^;:]*; or /, '').replace(/: --branch gives it [^;:]*$/, '')
