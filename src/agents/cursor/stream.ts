import type { AgentEvent } from '../stream/agent-event.ts'
import { failure } from '../stream/error-kind.ts'
import { at, listAt, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { type StreamReader, streamReader } from '../stream/stream-reader.ts'

/**
 * `cursor-agent --print --output-format stream-json`, by its documentation: https://cursor.com/docs/cli/reference/output-format. It loses:
 * how many tokens it used; why it failed, which goes to its stderr alone.
 */
export const cursorReader = (): StreamReader =>
  streamReader({
    read: (said) => {
      switch (textAt(said, 'type')) {
        case 'system':
          return session(textAt(said, 'session_id'))
        case 'user':
          return []
        case 'assistant': {
          const text = listAt(said, 'message', 'content')
            .map((part) => textAt(part, 'text') ?? '')
            .join('')
          return text === '' ? [] : [{ type: 'text', form: 'whole', text }]
        }
        case 'thinking':
          return [{ type: 'thinking', text: textAt(said, 'text') ?? '' }]
        case 'tool_call':
          return toolEvent(said)
        case 'result':
          return [endOf(said)]
        default:
          return undefined
      }
    },
  })

/** `{ writeToolCall: { args, result } }`, or `{ function: { name, arguments } }` where a tool has no such name of its own. */
function toolEvent(said: object): readonly AgentEvent[] {
  const id = textAt(said, 'call_id') ?? ''
  const [key = '', call] = Object.entries(at(said, 'tool_call') ?? {})[0] ?? []
  if (textAt(said, 'subtype') === 'completed') return [{ id, ...resultOf(at(call, 'result')) }]
  const name = key === 'function' ? (textAt(call, 'name') ?? '') : key.replace(/ToolCall$/, '')
  return [{ type: 'tool_call', id, name, input: at(call, 'args') ?? at(call, 'arguments') ?? null }]
}

/** Only `success` is one, and that of a command that failed has its status. */
function resultOf(result: unknown): Omit<Extract<AgentEvent, { type: 'tool_result' }>, 'id'> {
  const success = at(result, 'success')
  const exitCode = numberAt(success, 'exitCode') ?? numberAt(result, 'failure', 'exitCode')
  const [[, told] = []] = Object.entries(typeof result === 'object' && result !== null ? result : {})
  const text =
    textAt(told, 'stdout') ??
    textAt(told, 'content') ??
    textAt(told, 'error') ??
    textAt(told, 'message') ??
    ''
  return {
    type: 'tool_result',
    isError: success === undefined || (exitCode ?? 0) !== 0,
    text,
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

const endOf = (said: object): AgentEvent =>
  at(said, 'is_error') === false
    ? { type: 'complete', answer: textAt(said, 'result') ?? '' }
    : failure('other', textAt(said, 'result') ?? '')
