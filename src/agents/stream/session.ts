import type { AgentEvent } from './agent-event.ts'

/** Nothing, unless it can stand on a command line without being taken for an option: the word is the agent's, and it comes back as `resume`. */
export const session = (id: string | undefined): readonly AgentEvent[] =>
  id !== undefined && /^[A-Za-z0-9_][\w.-]{0,199}$/.test(id) ? [{ type: 'session', id }] : []
