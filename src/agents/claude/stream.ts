import type { AgentEvent } from '../stream/agent-event.ts'
import { kindOfStatus, moment, retried } from '../stream/error-kind.ts'
import { at, listAt, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { type LineReader, type StreamReader, streamReader } from '../stream/stream-reader.ts'
import { endOf, type Trouble } from './stream-end.ts'

/**
 * `claude --print --output-format stream-json`, as 2.1.330 prints it. It loses: the exit status of a command that went well; questions,
 * as it has no tool for them here; now and then its last lines after SIGINT, when it ends with 0 as ever. What its helpers say among
 * themselves is left out; what they do isn't.
 */
export const claudeReader = (): StreamReader => streamReader(claudeLines())

/** The same, line by line. */
export function claudeLines(): LineReader {
  let trouble = noTrouble()
  return {
    read: (said) => {
      const isHelper = typeof at(said, 'parent_tool_use_id') === 'string'
      switch (textAt(said, 'type')) {
        case 'system':
          return systemLine(said)
        case 'stream_event':
          return isHelper ? [] : delta(at(said, 'event'))
        case 'assistant':
          trouble.error = textAt(said, 'error') ?? trouble.error
          // Its own words on what went wrong, which come again at the end.
          if (at(said, 'is_api_error_message') === true) return []
          return listAt(said, 'message', 'content').flatMap((block) => spoken(block, isHelper))
        case 'user':
          return listAt(said, 'message', 'content').flatMap((block) =>
            textAt(block, 'type') === 'text' && !isHelper ? interruption(block, trouble) : toolResult(block),
          )
        case 'rate_limit_event':
          if (textAt(said, 'rate_limit_info', 'status') === 'rejected')
            trouble.resetsAt = moment(numberAt(said, 'rate_limit_info', 'resetsAt'))
          return []
        case 'result': {
          const events = endOf(said, trouble)
          // What comes after it is another turn.
          trouble = noTrouble()
          return events
        }
        default:
          return undefined
      }
    },
  }
}

const noTrouble = (): Trouble => ({ error: undefined, resetsAt: {}, isInterrupted: false })

function systemLine(said: object): readonly AgentEvent[] {
  const subtype = textAt(said, 'subtype')
  const id = textAt(said, 'session_id')
  if (subtype === 'init') return session(id)
  if (subtype !== 'api_retry') return []
  const status = numberAt(said, 'error_status')
  const tries = `attempt ${numberAt(said, 'attempt')} of ${numberAt(said, 'max_retries')}`
  return [retried(kindOfStatus(status), `${[textAt(said, 'error'), status].join(' ').trim()}, ${tries}`)]
}

function delta(event: unknown): readonly AgentEvent[] {
  const text = textAt(event, 'delta', 'text')
  if (textAt(event, 'type') !== 'content_block_delta' || text === undefined) return []
  return [{ type: 'text', form: 'delta', text }]
}

function spoken(block: unknown, isHelper: boolean): readonly AgentEvent[] {
  switch (textAt(block, 'type')) {
    case 'text':
      return isHelper ? [] : [{ type: 'text', form: 'whole', text: textAt(block, 'text') ?? '' }]
    case 'thinking':
      return isHelper ? [] : [{ type: 'thinking', text: textAt(block, 'thinking') ?? '' }]
    case 'tool_use':
      return [
        {
          ...{ type: 'tool_call', id: textAt(block, 'id') ?? '', name: textAt(block, 'name') ?? '' },
          input: at(block, 'input') ?? null,
        },
      ]
    default:
      return []
  }
}

/** Said in a person's place. What usually follows, its last line, is lost now and then, and it ends with 0 either way. */
function interruption(block: unknown, trouble: Trouble): readonly AgentEvent[] {
  const isSaid = textAt(block, 'text')?.startsWith('[Request interrupted by user') === true
  if (!isSaid || trouble.isInterrupted) return []
  trouble.isInterrupted = true
  return [{ type: 'interrupted' }]
}

function toolResult(block: unknown): readonly AgentEvent[] {
  if (textAt(block, 'type') !== 'tool_result') return []
  const isError = at(block, 'is_error') === true
  const text =
    textAt(block, 'content') ??
    listAt(block, 'content')
      .map((part) => textAt(part, 'text') ?? '')
      .join('')
  // Of what went well it may stand in the output itself.
  const status = isError ? /^Exit code (\d{1,3})(?:\n|$)/.exec(text) : null
  return [
    {
      ...{ type: 'tool_result', id: textAt(block, 'tool_use_id') ?? '', isError },
      text: status === null ? text : text.slice(status[0].length),
      ...(status === null ? {} : { exitCode: Number(status[1]) }),
    },
  ]
}
