import type { AgentEvent } from '../../agents/stream/agent-event.ts'
import type { Usage } from '../task.ts'
import type { Happening } from '../task-event.ts'

/**
 * Makes a task's events of an agent's, one run long. The same events give the same, so that a run can be told again from its beginning, and
 * what was told before is left out by its number.
 */
export class AgentTeller {
  /** Pieces of a message that has not ended. */
  #pieces = ''
  #tools = new Map<string, string>()
  #usage: Usage | undefined

  get usage(): Usage | undefined {
    return this.#usage
  }

  tell(event: AgentEvent): readonly Happening[] {
    switch (event.type) {
      case 'text':
        return this.#text(event)
      case 'thinking':
        return [{ type: 'thinking', text: event.text }]
      case 'tool_call':
        this.#tools.set(event.id, event.name)
        return [{ type: 'tool_call', id: event.id, tool: event.name, input: event.input }]
      case 'tool_result': {
        const { id, text, isError, exitCode } = event
        return [{ type: 'tool_result', id, tool: this.#tools.get(id) ?? '', text, isError, exitCode }]
      }
      case 'usage':
        this.#usage = added(event.of === 'step' ? this.#usage : undefined, event)
        return [{ type: 'usage', usage: this.#usage }]
      case 'notice':
        return [{ type: 'trouble', kind: 'notice', message: event.message }]
      case 'error':
        return event.isRetried ? [{ type: 'trouble', kind: event.kind, message: event.message }] : []
      case 'unknown':
        return [{ type: 'unknown', text: event.line }]
      // What they say is the end's to say.
      case 'session':
      case 'interrupted':
      case 'complete':
      case 'cut':
        return []
    }
  }

  /** A whole message says its pieces again, as far as there were any. */
  #text({ form, text }: Extract<AgentEvent, { type: 'text' }>): readonly Happening[] {
    if (form === 'delta') {
      this.#pieces += text
      return text === '' ? [] : [{ type: 'output', text, isEnd: false }]
    }
    const isTold = text.startsWith(this.#pieces)
    const rest = isTold ? text.slice(this.#pieces.length) : text
    this.#pieces = ''
    return [{ type: 'output', text: rest, isEnd: true }]
  }
}

function added(before: Usage | undefined, more: Usage): Usage {
  const { inputTokens = 0, outputTokens = 0, cachedTokens = 0, costUsd } = before ?? {}
  // Sums of fractions have a tail that nobody was billed.
  const cost = Number(((costUsd ?? 0) + (more.costUsd ?? 0)).toFixed(6))
  return {
    inputTokens: inputTokens + more.inputTokens,
    outputTokens: outputTokens + more.outputTokens,
    cachedTokens: cachedTokens + more.cachedTokens,
    ...(costUsd === undefined && more.costUsd === undefined ? {} : { costUsd: cost }),
  }
}
