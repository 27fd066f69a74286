import { expect, test } from 'vitest'
import type { AgentEvent } from '../../agents/stream/agent-event.ts'
import { AgentTeller } from './tell-agent.ts'

const tellAll = (...events: readonly AgentEvent[]) => {
  const teller = new AgentTeller()
  return { events: events.flatMap((event) => teller.tell(event)), usage: teller.usage }
}
const delta = (text: string): AgentEvent => ({ type: 'text', form: 'delta', text })
const whole = (text: string): AgentEvent => ({ type: 'text', form: 'whole', text })
const step = (inputTokens: number, costUsd?: number): AgentEvent => ({
  ...{ type: 'usage', of: 'step', inputTokens, outputTokens: 1, cachedTokens: 0 },
  ...(costUsd === undefined ? {} : { costUsd }),
})

test('tells words once, whether they come in pieces or whole', () => {
  const { events } = tellAll(delta('I '), delta('look.'), whole('I look.'), whole('Done.'))
  expect(events).toEqual([
    { type: 'output', text: 'I ', isEnd: false },
    { type: 'output', text: 'look.', isEnd: false },
    { type: 'output', text: '', isEnd: true },
    { type: 'output', text: 'Done.', isEnd: true },
  ])
})

test('adds what the pieces left out, and tells all of a message that isn’t made of them', () => {
  expect(tellAll(delta('I lo'), whole('I look.')).events.at(-1)).toMatchObject({ text: 'ok.' })
  expect(tellAll(delta('I lo'), whole('Else.')).events.at(-1)).toMatchObject({ text: 'Else.' })
})

test('names the tool with its result', () => {
  const { events } = tellAll(
    { type: 'tool_call', id: 't1', name: 'bash', input: { command: 'make' } },
    { type: 'tool_result', id: 't1', isError: true, text: 'no rule', exitCode: 2 },
  )
  expect(events).toEqual([
    { type: 'tool_call', id: 't1', tool: 'bash', input: { command: 'make' } },
    { type: 'tool_result', id: 't1', tool: 'bash', text: 'no rule', isError: true, exitCode: 2 },
  ])
})

test('adds up the usage of steps, and takes that of a run as it is', () => {
  expect(tellAll(step(10, 0.5), step(20)).usage).toMatchObject({
    inputTokens: 30,
    outputTokens: 2,
    costUsd: 0.5,
  })
  const run: AgentEvent = { type: 'usage', of: 'run', inputTokens: 7, outputTokens: 7, cachedTokens: 7 }
  expect(tellAll(step(10), run).usage).toEqual({ inputTokens: 7, outputTokens: 7, cachedTokens: 7 })
})

test('adds up dollars to a millionth', () => {
  expect(tellAll(step(1, 0.1), step(1, 0.2)).usage).toMatchObject({ costUsd: 0.3 })
})

test('leaves the end to who judges it, and tells of trouble that is overcome', () => {
  const { events } = tellAll(
    { type: 'session', id: 's1' },
    { type: 'error', kind: 'limit', message: 'slow down', isRetried: true },
    { type: 'error', kind: 'other', message: 'broken', isRetried: false },
    { type: 'complete', answer: 'Done.' },
  )
  expect(events).toEqual([{ type: 'trouble', kind: 'limit', message: 'slow down' }])
})
