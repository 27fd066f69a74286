import type { AgentEvent } from '../stream/agent-event.ts'
import { failure, kindOfStatus } from '../stream/error-kind.ts'
import { at, countAt, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { type StreamReader, streamReader } from '../stream/stream-reader.ts'

/**
 * `opencode run --format json`, as 1.18.18 prints it. It loses: pieces of a text as it is made; a tool's call before the tool is done, so
 * also one that is stopped in the middle; that it tries again after 429 and 5xx, for ever and in silence, and with it when a limit ends;
 * that a signal stopped it. Its HTTP server says all of these.
 */
export function opencodeReader(): StreamReader {
  let known = ''
  let answer = ''
  const read = (said: object): readonly AgentEvent[] | undefined => {
    const part = at(said, 'part')
    switch (textAt(said, 'type')) {
      case 'step_start':
        return []
      case 'text':
        answer = textAt(part, 'text') ?? ''
        return [{ type: 'text', form: 'whole', text: answer }]
      case 'reasoning':
        return [{ type: 'thinking', text: textAt(part, 'text') ?? '' }]
      case 'tool_use':
        answer = ''
        return toolOf(part)
      case 'step_finish':
        return [usageOf(part), ...endOf(textAt(part, 'reason') ?? '', answer)]
      case 'error':
        return [errorOf(at(said, 'error'))]
      default:
        return undefined
    }
  }
  return streamReader({
    read: (said) => {
      const events = read(said)
      const id = textAt(said, 'sessionID')
      if (events === undefined || id === undefined || id === known) return events
      known = id
      return [...session(id), ...events]
    },
  })
}

/** Told once, when it is done. */
function toolOf(part: unknown): readonly AgentEvent[] {
  const id = textAt(part, 'callID') ?? ''
  const exitCode = numberAt(part, 'state', 'metadata', 'exit')
  const isDone = textAt(part, 'state', 'status') === 'completed'
  return [
    ...[
      {
        ...{ type: 'tool_call' as const, id, name: textAt(part, 'tool') ?? '' },
        input: at(part, 'state', 'input') ?? null,
      },
    ],
    {
      ...{ type: 'tool_result', id, isError: !isDone || (exitCode ?? 0) !== 0 },
      text: textAt(part, 'state', isDone ? 'output' : 'error') ?? '',
      ...(exitCode === undefined ? {} : { exitCode }),
    },
  ]
}

const usageOf = (part: unknown): AgentEvent => {
  const costUsd = numberAt(part, 'cost')
  return {
    ...{ type: 'usage', of: 'step', inputTokens: countAt(part, 'tokens', 'input') },
    outputTokens: countAt(part, 'tokens', 'output'),
    cachedTokens: countAt(part, 'tokens', 'cache', 'read'),
    ...(costUsd === undefined ? {} : { costUsd }),
  }
}

function endOf(reason: string, answer: string): readonly AgentEvent[] {
  if (reason === 'tool-calls') return []
  if (reason === 'stop') return [{ type: 'complete', answer }]
  const kind = reason === 'content-filter' ? 'refused' : 'other'
  return [failure(kind, `the model ended its answer: ${reason}`)]
}

function errorOf(error: unknown): AgentEvent {
  const name = textAt(error, 'name') ?? ''
  if (name === 'MessageAbortedError') return { type: 'interrupted' }
  const message = textAt(error, 'data', 'message') ?? textAt(error, 'message') ?? name
  const status = numberAt(error, 'data', 'statusCode')
  return failure(name === 'ProviderAuthError' ? 'login' : kindOfStatus(status), message)
}
