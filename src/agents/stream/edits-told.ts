import type { AgentEvent } from './agent-event.ts'

/** How many times it told that one of these tools did its work. */
export function editsTold(events: readonly AgentEvent[], tools: ReadonlySet<string>): number {
  const calls = new Set(
    events.flatMap((event) => (event.type === 'tool_call' && tools.has(event.name) ? [event.id] : [])),
  )
  return events.filter((event) => event.type === 'tool_result' && !event.isError && calls.has(event.id))
    .length
}
