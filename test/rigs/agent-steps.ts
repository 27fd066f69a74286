import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'

export const isWhole = (event: AgentEvent, text: string): boolean =>
  event.type === 'text' && event.form === 'whole' && event.text === text

/** What a person would follow. */
export const stepOf = (event: AgentEvent): readonly string[] => {
  if (event.type === 'text') return event.form === 'whole' ? [event.text] : []
  if (event.type === 'tool_result') return [event.isError ? 'failed' : 'went well']
  return event.type === 'tool_call' ? [event.type] : []
}
