import type { AgentEvent } from './agent-event.ts'

/**
 * What of a run's events says how it went, without the agent's words, and without what its tools were called with and answered: a run may take
 * days, and all of it would be held until its end.
 */
export const gistOf = (events: readonly AgentEvent[]): readonly AgentEvent[] =>
  events.flatMap((event): readonly AgentEvent[] => {
    switch (event.type) {
      case 'text':
      case 'thinking':
      case 'notice':
      case 'unknown':
        return []
      case 'tool_call':
        return [{ ...event, input: null }]
      case 'tool_result':
        return [{ ...event, text: '' }]
      default:
        return [event]
    }
  })
