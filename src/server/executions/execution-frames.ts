import { createPaint } from '../../present/style.ts'
import { eventLine, troubleWords } from '../../present/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'

/** A piece of what an execution prints, or how it stands now. */
export interface ExecutionFrame {
  readonly type: 'stdout' | 'stderr' | 'status'
  readonly data: string
  /** ISO 8601. */
  readonly timestamp: string
}

const plain = createPaint(0)

/** An event as a terminal would show it: the agent's words are its stdout, what it does on the way its stderr. `agent`: whose words an error is in. */
export function executionFrames(event: TaskEvent, agent: string): readonly ExecutionFrame[] {
  const frame = (type: ExecutionFrame['type'], data: string): ExecutionFrame => ({
    ...{ type, data, timestamp: event.at },
  })
  const said = (what: TaskEvent): readonly ExecutionFrame[] => {
    const line = eventLine(what, plain)
    return line === undefined ? [] : [frame('stderr', `${line}\n`)]
  }
  switch (event.type) {
    case 'status':
      return [frame('status', event.status)]
    case 'output': {
      const text = event.isEnd ? `${event.text}\n` : event.text
      return text === '' ? [] : [frame('stdout', text)]
    }
    case 'error':
      return [frame('stderr', `${troubleWords(event.why, agent).what}\n`), frame('status', 'failed')]
    case 'complete':
      return [frame('status', 'completed')]
    case 'question':
      return [...said(event), frame('status', 'waiting_input')]
    case 'answer':
    case 'withdrawn':
      return event.open === 0 ? [...said(event), frame('status', 'running')] : said(event)
    default:
      return said(event)
  }
}
