import type { AgentEvent } from '../../agents/stream/agent-event.ts'

/** Counts an agent's turns. One is what it says and does until a tool has answered; whatever comes then begins the next. */
export class TurnCounter {
  #turns = 0
  #isOver = true

  get turns(): number {
    return this.#turns
  }

  hear({ type }: AgentEvent): void {
    if (type === 'tool_result') this.#isOver = true
    if (!this.#isOver || !begins.has(type)) return
    this.#isOver = false
    this.#turns += 1
  }
}

const begins: ReadonlySet<AgentEvent['type']> = new Set(['text', 'thinking', 'tool_call'])
