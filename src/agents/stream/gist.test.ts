import { expect, test } from 'vitest'
import type { AgentEvent } from './agent-event.ts'
import { editsTold } from './edits-told.ts'
import { retried } from './error-kind.ts'
import { gistOf } from './gist.ts'
import { outcomeOf } from './outcome-of.ts'

const long = 'a'.repeat(100_000)
const events: readonly AgentEvent[] = [
  { type: 'text', form: 'delta', text: long },
  { type: 'text', form: 'whole', text: long },
  { type: 'thinking', text: long },
  { type: 'tool_call', id: 't1', name: 'Edit', input: { file: 'a', text: long } },
  { type: 'tool_result', id: 't1', text: long, isError: false, exitCode: 0 },
  { type: 'unknown', line: long, length: long.length },
  { type: 'notice', message: long },
  retried('other', 'busy'),
  { type: 'complete', answer: 'Done.' },
]

test('holds no words but the last', () => {
  expect(JSON.stringify(gistOf(events)).length).toBeLessThan(1000)
})

test('says as much of how it went', () => {
  const gist = gistOf(events)
  expect(outcomeOf(gist, 0)).toEqual(outcomeOf(events, 0))
  expect(editsTold(gist, new Set(['Edit']))).toBe(1)
  expect(gist.flatMap((event) => ('exitCode' in event ? [event.exitCode] : []))).toEqual([0])
})
