import { expect, test } from 'vitest'
import type { AgentEvent } from '../../agents/stream/agent-event.ts'
import { readAll, recordedStreams } from '../../agents/stream/recorded-streams.fixture.ts'
import { TurnCounter } from './turn-counter.ts'

const said: AgentEvent = { type: 'text', form: 'whole', text: 'I look.' }
const called: AgentEvent = { type: 'tool_call', id: 't1', name: 'bash', input: {} }
const answered: AgentEvent = { type: 'tool_result', id: 't1', isError: false, text: '' }
const thought: AgentEvent = { type: 'thinking', text: 'hm' }
const notice: AgentEvent = { type: 'notice', message: 'slow' }

function turnsIn(events: readonly AgentEvent[]): number {
  const counter = new TurnCounter()
  for (const event of events) counter.hear(event)
  return counter.turns
}

test.each([
  ['nothing', [], 0],
  ['what is no work', [notice], 0],
  ['an answer', [said], 1],
  ['words and a call', [said, called], 1],
  ['a call and its result', [called, answered], 1],
  ['an answer to a result', [said, called, answered, said], 2],
  ['two calls at once', [called, called, answered, answered, notice, thought, said], 2],
  ['call after call', [called, answered, called, answered, said], 3],
])('%s', (_, events, turns) => {
  expect(turnsIn(events)).toBe(turns)
})

const expected: Readonly<Record<string, number>> = { answer: 1, change: 2, edit: 2, 'tool-failure': 2 }
const streams = recordedStreams.filter(({ name }) => (name.split('/').at(-1) ?? '') in expected)

test.each(streams)('$name', ({ name, bytes, headless }) => {
  expect(turnsIn(readAll(headless.reader(), [bytes]))).toBe(expected[name.split('/').at(-1) ?? ''])
})
