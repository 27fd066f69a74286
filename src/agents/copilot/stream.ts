import type { AgentEvent } from '../stream/agent-event.ts'
import { bodyOf, failure, kindOfStatus, moment, retried } from '../stream/error-kind.ts'
import { at, numberAt, parseJson, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { type StreamReader, streamReader } from '../stream/stream-reader.ts'

/**
 * `copilot --output-format json`, as 1.0.102 prints it. It loses: how many tokens it used; and it names its session with its last line
 * alone, so that one which is killed can't be gone on with.
 */
export function copilotReader(): StreamReader {
  let answer = ''
  let isStopped = false
  /** What the last refused request came back with. */
  let refused: object = {}
  const read = (type: string, data: unknown): readonly AgentEvent[] | undefined => {
    switch (type) {
      case 'assistant.message_delta':
        return [{ type: 'text', form: 'delta', text: textAt(data, 'deltaContent') ?? '' }]
      case 'assistant.message': {
        const text = textAt(data, 'content') ?? ''
        answer = text
        return text === '' ? [] : [{ type: 'text', form: 'whole', text }]
      }
      case 'assistant.reasoning':
        return [{ type: 'thinking', text: textAt(data, 'content') ?? '' }]
      case 'tool.execution_start':
        return [
          {
            ...{ type: 'tool_call', id: textAt(data, 'toolCallId') ?? '' },
            ...{ name: textAt(data, 'toolName') ?? '', input: at(data, 'arguments') ?? null },
          },
        ]
      case 'tool.execution_complete':
        return [toolResult(data)]
      case 'model.call_failure':
        refused = typeof data === 'object' && data !== null ? data : {}
        return []
      case 'assistant.turn_retry':
        return [retried(kindOfStatus(numberAt(refused, 'statusCode')), messageOf(refused))]
      case 'session.error':
        return [errorOf(data, refused)]
      case 'session.warning':
        return [{ type: 'notice', message: textAt(data, 'message') ?? '' }]
      case 'abort':
        isStopped = true
        return [{ type: 'interrupted' }]
      default:
        // It tells much of its own housekeeping.
        return /^(session|assistant|model|tool|agent|user|system|hook|subagent|skill|permission)\./.test(type)
          ? []
          : undefined
    }
  }
  return streamReader({
    read: (said) => {
      const type = textAt(said, 'type') ?? ''
      if (type !== 'result') return read(type, at(said, 'data'))
      const isDone = !isStopped && numberAt(said, 'exitCode') === 0
      return [
        ...session(textAt(said, 'sessionId')),
        ...(isDone ? [{ type: 'complete' as const, answer }] : []),
      ]
    },
  })
}

function toolResult(data: unknown): AgentEvent {
  const exitCode = numberAt(data, 'shellExecution', 'exitCode')
  const text = textAt(data, 'result', 'content') ?? textAt(data, 'error', 'message') ?? ''
  return {
    ...{ type: 'tool_result', id: textAt(data, 'toolCallId') ?? '' },
    // A command that failed is a success of the tool's to it.
    isError: at(data, 'success') !== true || (exitCode ?? 0) !== 0,
    text: text.replace(/\n?<shellId: \d+ completed with exit code -?\d+>$/, ''),
    ...(exitCode === undefined ? {} : { exitCode }),
  }
}

const messageOf = (refused: object): string => bodyOf(textAt(refused, 'errorMessage') ?? '').message

function errorOf(data: unknown, refused: object): AgentEvent {
  const status = numberAt(data, 'statusCode')
  const kind = textAt(data, 'errorType') === 'authentication' ? 'login' : kindOfStatus(status)
  const resets = numberAt(parseJson(textAt(refused, 'errorMessage') ?? ''), 'resets_at')
  return failure(kind, textAt(data, 'message') ?? '', kind === 'limit' ? moment(resets) : {})
}
