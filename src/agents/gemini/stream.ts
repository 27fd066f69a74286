import type { AgentEvent } from '../stream/agent-event.ts'
import { bodyOf, failure, kindOfStatus, moment } from '../stream/error-kind.ts'
import { at, countAt, textAt } from '../stream/fields.ts'
import { Pieces } from '../stream/pieces.ts'
import { session } from '../stream/session.ts'
import { type StreamReader, streamReader } from '../stream/stream-reader.ts'

/**
 * `gemini --output-format stream-json`, as 0.61.0 prints it. It loses: exit statuses of commands, and that one failed at all (its result
 * is a success); that it tries again after 5xx, for minutes; what the model thinks; a signal, which it pays no heed to while a tool runs.
 */
export function geminiReader(): StreamReader {
  const pieces = new Pieces()
  let answer = ''
  /** Its texts come in pieces alone. */
  const whole = (): readonly AgentEvent[] => {
    const text = pieces.take()
    if (text === '') return []
    answer = text
    return [{ type: 'text', form: 'whole', text }]
  }
  const read = (said: object): readonly AgentEvent[] | undefined => {
    switch (textAt(said, 'type')) {
      case 'init':
        return session(textAt(said, 'session_id'))
      case 'tool_use':
        answer = ''
        return [toolCall(said)]
      case 'tool_result':
        return [toolResult(said)]
      case 'error':
        return [{ type: 'notice', message: textAt(said, 'message') ?? '' }]
      case 'result':
        return [usageOf(said), endOf(said, answer)]
      default:
        return undefined
    }
  }
  return streamReader({
    read: (said) => {
      if (textAt(said, 'type') !== 'message') {
        const before = whole()
        const events = read(said)
        return events === undefined && before.length === 0 ? undefined : [...before, ...(events ?? [])]
      }
      const text = textAt(said, 'content') ?? ''
      if (textAt(said, 'role') !== 'assistant' || text === '') return []
      return [{ type: 'text', form: 'delta', text }, ...(pieces.add(text) ? [] : whole())]
    },
    end: whole,
  })
}

const toolCall = (said: object): AgentEvent => ({
  type: 'tool_call',
  id: textAt(said, 'tool_id') ?? '',
  name: textAt(said, 'tool_name') ?? '',
  input: at(said, 'parameters') ?? null,
})

const toolResult = (said: object): AgentEvent => ({
  type: 'tool_result',
  id: textAt(said, 'tool_id') ?? '',
  isError: textAt(said, 'status') !== 'success',
  text: textAt(said, 'output') ?? textAt(said, 'error', 'message') ?? '',
})

const usageOf = (said: object): AgentEvent => ({
  ...{ type: 'usage', of: 'run', inputTokens: countAt(said, 'stats', 'input_tokens') },
  outputTokens: countAt(said, 'stats', 'output_tokens'),
  cachedTokens: countAt(said, 'stats', 'cached'),
})

function endOf(said: object, answer: string): AgentEvent {
  if (textAt(said, 'status') === 'success') return { type: 'complete', answer }
  const message = textAt(said, 'error', 'message') ?? ''
  const inside = /^\[API Error: (.*)\]$/s.exec(message)?.[1]
  const { status, message: words } = bodyOf(inside ?? message)
  const seconds = /Suggested retry after (\d+)s/.exec(message)?.[1]
  if (seconds === undefined) return failure(kindOfStatus(status), words)
  const now = Date.parse(textAt(said, 'timestamp') ?? '') / 1000
  return failure('limit', words, Number.isNaN(now) ? {} : moment(now + Number(seconds)))
}
