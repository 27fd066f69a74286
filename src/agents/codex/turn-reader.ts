import type { AgentEvent, Usage } from '../stream/agent-event.ts'
import { at, countAt, listAt, numberAt, textAt } from '../stream/fields.ts'
import { turnErrorOf } from './errors.ts'

/**
 * Makes events of what `codex app-server` notifies while it works on a prompt. What its helpers say among themselves is left out; what they
 * do isn't.
 */
export class TurnReader {
  /** Items whose call was told, by their id: what they are called with. */
  readonly #begun = new Map<string, unknown>()
  #answer = ''
  #usage: Usage | undefined

  /** What wants no answer, and is nothing to hal, may say what it likes. */
  read(method: string, params: unknown, isHelper: boolean): readonly AgentEvent[] {
    switch (method) {
      case 'item/agentMessage/delta':
        return isHelper ? [] : [{ type: 'text', form: 'delta', text: textAt(params, 'delta') ?? '' }]
      case 'item/started':
        return this.#call(at(params, 'item'))
      case 'item/completed':
        return this.#completed(at(params, 'item'), isHelper)
      case 'thread/tokenUsage/updated':
        if (!isHelper) this.#usage = usageOf(at(params, 'tokenUsage', 'total'))
        return []
      case 'error':
        return at(params, 'willRetry') === true ? [turnErrorOf(at(params, 'error'), true)] : []
      case 'warning':
      case 'guardianWarning':
      case 'configWarning':
      case 'deprecationNotice':
        return [{ type: 'notice', message: textAt(params, 'message') ?? textAt(params, 'summary') ?? '' }]
      default:
        return []
    }
  }

  /** A turn of its own is over. */
  end(turn: unknown): readonly AgentEvent[] {
    const usage = this.#usage === undefined ? [] : [this.#usage]
    switch (textAt(turn, 'status')) {
      case 'completed':
        return [...usage, { type: 'complete', answer: this.#answer }]
      case 'interrupted':
        return [...usage, { type: 'interrupted' }]
      default:
        return [...usage, turnErrorOf(at(turn, 'error'), false)]
    }
  }

  /** What an item was called with. */
  inputOf(itemId: string): unknown {
    return this.#begun.get(itemId)
  }

  #call(item: unknown): readonly AgentEvent[] {
    const { id, name } = named(item)
    if (silent.has(name) || this.#begun.has(id)) return []
    const input = inputIn(item)
    this.#begun.set(id, input)
    return [{ type: 'tool_call', id, name, input }]
  }

  #completed(item: unknown, isHelper: boolean): readonly AgentEvent[] {
    const { id, name } = named(item)
    if (name === 'agent_message') {
      if (isHelper) return []
      this.#answer = textAt(item, 'text') ?? ''
      return [{ type: 'text', form: 'whole', text: this.#answer }]
    }
    if (name === 'reasoning') return isHelper ? [] : thoughts(item)
    if (silent.has(name)) return []
    const asked = this.#call(item)
    this.#begun.delete(id)
    const exitCode = numberAt(item, 'exitCode')
    const status = textAt(item, 'status')
    const output = textAt(item, 'aggregatedOutput') ?? textAt(item, 'error', 'message')
    return [
      ...asked,
      {
        ...{ type: 'tool_result', id, isError: status !== 'completed' },
        text: output ?? (status === 'declined' ? status : ''),
        ...(exitCode === undefined ? {} : { exitCode }),
      },
    ]
  }
}

/** As `codex exec` calls it: `commandExecution` is `command_execution` there. */
const named = (item: unknown) => ({
  id: textAt(item, 'id') ?? '',
  name: (textAt(item, 'type') ?? 'unknown').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
})

/** Items that say nothing of work: the rest are tools. */
const silent = new Set([
  ...[
    'agent_message',
    'context_compaction',
    'entered_review_mode',
    'exited_review_mode',
    'hook_prompt',
    'plan',
  ],
  ...['reasoning', 'user_message'],
])

const inputIn = (item: unknown): unknown =>
  Object.fromEntries(
    ['command', 'changes', 'server', 'tool', 'arguments', 'query', 'path'].flatMap((key) => {
      const value = at(item, key)
      return value === undefined ? [] : [[key, value]]
    }),
  )

function thoughts(item: unknown): readonly AgentEvent[] {
  const summary = listAt(item, 'summary')
  const parts = summary.length > 0 ? summary : listAt(item, 'content')
  const text = parts.filter((part) => typeof part === 'string').join('\n\n')
  return text === '' ? [] : [{ type: 'thinking', text }]
}

const usageOf = (total: unknown): Usage => ({
  ...{ type: 'usage', of: 'session', inputTokens: countAt(total, 'inputTokens') },
  ...{ outputTokens: countAt(total, 'outputTokens'), cachedTokens: countAt(total, 'cachedInputTokens') },
})
