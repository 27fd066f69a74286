import type { AgentEvent } from '../stream/agent-event.ts'
import { at, countAt, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { type StreamReader, streamReader } from '../stream/stream-reader.ts'
import { errorOf } from './errors.ts'

/**
 * `codex exec --json`, as 0.169.0 prints it. It loses: pieces of a text as it is made; when a limit ends, but for words without a time
 * zone; tools that could not be called at all, and questions; a signal, after which it says nothing more.
 */
export function codexReader(): StreamReader {
  let answer = ''
  let lastError = ''
  /** Those whose call was told. */
  const begun = new Set<string>()
  /** It says each failure twice: by itself, and as the end of the turn. */
  const failed = (message: string): readonly AgentEvent[] => {
    if (message === lastError) return []
    lastError = message
    return [errorOf(message)]
  }
  return streamReader({
    read: (said) => {
      const item = at(said, 'item')
      switch (textAt(said, 'type')) {
        case 'thread.started':
          return session(textAt(said, 'thread_id'))
        case 'turn.started':
        case 'item.updated':
          return []
        case 'item.started':
          return call(item, begun)
        case 'item.completed':
          if (textAt(item, 'type') === 'agent_message') answer = textAt(item, 'text') ?? ''
          return completed(item, begun)
        case 'turn.completed':
          return [
            {
              ...{ type: 'usage', of: 'session', inputTokens: countAt(said, 'usage', 'input_tokens') },
              outputTokens: countAt(said, 'usage', 'output_tokens'),
              cachedTokens: countAt(said, 'usage', 'cached_input_tokens'),
            },
            { type: 'complete', answer },
          ]
        case 'error':
          return failed(textAt(said, 'message') ?? '')
        case 'turn.failed':
          return failed(textAt(said, 'error', 'message') ?? '')
        default:
          return undefined
      }
    },
  })
}

/** Items that say nothing of work: the rest are tools. */
const silent = new Set(['agent_message', 'reasoning', 'error', 'todo_list'])

function call(item: unknown, begun: Set<string>): readonly AgentEvent[] {
  const { id, name } = named(item)
  if (silent.has(name) || begun.has(id)) return []
  begun.add(id)
  const input = ['command', 'changes', 'server', 'tool', 'arguments', 'query'].flatMap((key) => {
    const value = at(item, key)
    return value === undefined ? [] : [[key, value]]
  })
  return [{ type: 'tool_call', id, name, input: Object.fromEntries(input) }]
}

function completed(item: unknown, begun: Set<string>): readonly AgentEvent[] {
  const { id, name } = named(item)
  const text = textAt(item, 'text') ?? ''
  if (name === 'agent_message') return [{ type: 'text', form: 'whole', text }]
  if (name === 'reasoning') return [{ type: 'thinking', text }]
  if (name === 'error') return [{ type: 'notice', message: textAt(item, 'message') ?? '' }]
  if (silent.has(name)) return []
  const asked = call(item, begun)
  begun.delete(id)
  const exitCode = numberAt(item, 'exit_code')
  const output = textAt(item, 'aggregated_output') ?? textAt(item, 'error', 'message') ?? ''
  return [
    ...asked,
    {
      ...{ type: 'tool_result', id, isError: textAt(item, 'status') !== 'completed', text: output },
      ...(exitCode === undefined ? {} : { exitCode }),
    },
  ]
}

const named = (item: unknown) => ({
  id: textAt(item, 'id') ?? '',
  name: textAt(item, 'type') ?? 'unknown',
})
