import { expect, test } from 'vitest'
import type { AgentEvent } from './agent-event.ts'
import { editsTold } from './edits-told.ts'
import { readAll, recordedStreams } from './recorded-streams.fixture.ts'

test.each(recordedStreams)('$name tells of an edit where there is one', ({ name, bytes, headless }) => {
  const told = editsTold(readAll(headless.reader(), [bytes]), headless.edits)
  expect(told).toBe(name.endsWith('/edit') ? 1 : 0)
})

test('an edit that fails is none', () => {
  const events: readonly AgentEvent[] = [
    { type: 'tool_call', id: 't1', name: 'Edit', input: {} },
    { type: 'tool_call', id: 't2', name: 'Edit', input: {} },
    { type: 'tool_call', id: 't3', name: 'Read', input: {} },
    { type: 'tool_result', id: 't1', isError: true, text: 'no such text' },
    { type: 'tool_result', id: 't2', isError: false, text: '' },
    { type: 'tool_result', id: 't3', isError: false, text: '' },
  ]
  expect(editsTold(events, new Set(['Edit']))).toBe(1)
})
