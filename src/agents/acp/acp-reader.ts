import type { AgentEvent } from '../stream/agent-event.ts'
import { at, listAt, numberAt, textAt } from '../stream/fields.ts'
import { Pieces } from '../stream/pieces.ts'

/**
 * Makes events of what an agent says while it works on a prompt, the updates of a session: https://agentclientprotocol.com/protocol/prompt-turn.
 * The protocol has no place for exit statuses of commands: some agents have one of their own for them.
 */
export class AcpReader {
  #pieces = new Pieces()
  #answer = ''
  /** Calls that have been told of, by their id. */
  #open = new Set<string>()

  /** `undefined`: it says nothing that anyone here knows. */
  read(update: unknown): readonly AgentEvent[] | undefined {
    switch (textAt(update, 'sessionUpdate')) {
      case 'agent_message_chunk':
        return this.#text(textAt(update, 'content', 'text') ?? '')
      case 'agent_thought_chunk':
        return thought(textAt(update, 'content', 'text') ?? '')
      case 'tool_call':
      case 'tool_call_update':
        return [...this.#whole(), ...this.#call(update)]
      case 'notice':
        return [{ type: 'notice', message: textAt(update, 'message') ?? '' }]
      case 'plan':
      case 'usage_update':
      case 'user_message_chunk':
      case 'available_commands_update':
      case 'current_mode_update':
      case 'config_option_update':
      case 'session_info_update':
      case 'compaction_update':
      case 'compaction_summary_chunk':
        return []
      default:
        return undefined
    }
  }

  /** It asks whether it may: some agents tell of a call by that alone until it has ended. */
  asks(toolCall: unknown): readonly AgentEvent[] {
    return [...this.#whole(), ...this.#begin(toolCall)]
  }

  /** Why it stopped, in the protocol's word. */
  end(stopReason: string | undefined): readonly AgentEvent[] {
    return [...this.#whole(), endOf(stopReason, this.#answer)]
  }

  /** It stopped in the middle: what it had said. */
  cut(): readonly AgentEvent[] {
    return this.#whole()
  }

  #text(text: string): readonly AgentEvent[] {
    if (text === '') return []
    return [{ type: 'text', form: 'delta', text }, ...(this.#pieces.add(text) ? [] : this.#whole())]
  }

  #whole(): readonly AgentEvent[] {
    const text = this.#pieces.take()
    if (text === '') return []
    this.#answer = text
    return [{ type: 'text', form: 'whole', text }]
  }

  /** Agents tell of a call before they know what it is called with, and some tell of it first when it has ended. */
  #call(update: unknown): readonly AgentEvent[] {
    const id = textAt(update, 'toolCallId') ?? ''
    const status = textAt(update, 'status')
    const hasEnded = status === 'completed' || status === 'failed'
    // OpenCode knows its folder before anything else.
    const hasInput = Object.keys(at(update, 'rawInput') ?? {}).some((key) => key !== 'cwd')
    const events = hasInput || hasEnded || status === 'in_progress' ? this.#begin(update) : []
    if (!hasEnded) return events
    this.#open.delete(id)
    const exitCode = exitCodeOf(update)
    return [
      ...events,
      {
        ...{ type: 'tool_result', id, isError: status === 'failed' || (exitCode ?? 0) !== 0 },
        text: textOf(update),
        ...(exitCode === undefined ? {} : { exitCode }),
      },
    ]
  }

  #begin(call: unknown): readonly AgentEvent[] {
    const id = textAt(call, 'toolCallId') ?? ''
    if (this.#open.has(id)) return []
    this.#open.add(id)
    this.#answer = ''
    return [{ type: 'tool_call', id, name: nameOf(call), input: at(call, 'rawInput') ?? null }]
  }
}

const thought = (text: string): readonly AgentEvent[] => (text === '' ? [] : [{ type: 'thinking', text }])

/** What the tool is called where the agent says it; its kind (`execute`, `edit` …), or what a person would read, otherwise. */
const nameOf = (update: unknown): string =>
  textAt(update, 'name') ?? textAt(update, 'kind') ?? textAt(update, 'title') ?? ''

const textOf = (update: unknown): string =>
  listAt(update, 'content')
    .map((part) => textAt(part, 'content', 'text') ?? '')
    .filter((text) => text !== '')
    .join('\n') || outputOf(update)

const outputOf = (update: unknown): string =>
  textAt(update, 'rawOutput', 'output') ??
  textAt(update, 'rawOutput') ??
  textAt(update, 'rawOutput', 'error') ??
  ''

/** Where OpenCode has it, and Copilot CLI. */
const exitCodeOf = (update: unknown): number | undefined =>
  numberAt(update, 'rawOutput', 'metadata', 'exit') ??
  numberAt(listAt(update, 'rawOutput', 'contents').at(-1), 'exitCode')

function endOf(stopReason: string | undefined, answer: string): AgentEvent {
  if (stopReason === 'end_turn') return { type: 'complete', answer }
  if (stopReason === 'cancelled') return { type: 'interrupted' }
  const kind = stopReason === 'refusal' ? 'refused' : 'other'
  return { type: 'error', kind, message: `stopped: ${stopReason ?? 'it didn’t say why'}`, isRetried: false }
}
