import { expect, test } from 'vitest'
import type { Question, TaskState, TaskTrouble } from '../task.ts'
import type { Happening } from '../task-event.ts'
import { keptEvent, keptTask, type TaskFacts } from './kept-task.ts'

const at = new Date('2026-03-01T11:59:30.123Z')
const usage = { inputTokens: 10, outputTokens: 5, cachedTokens: 0, costUsd: 0.5 }
const completion = { answer: 'Done.', usage, filesModified: ['a'], editsTold: 1, exitCodes: [0, 1] }
const troubles: readonly TaskTrouble[] = [
  { reason: 'limit', message: 'used up', resetsAt: '2026-03-01T14:00:00Z' },
  { reason: 'login', message: '401' },
  { reason: 'no-end', message: 'ended with 1' },
  { reason: 'timed-out', afterMs: 1 },
  { reason: 'silent', forMs: 1 },
  { reason: 'turns', most: 3 },
  { reason: 'interrupted' },
  { reason: 'no-worker', failure: { reason: 'no-headless', agent: 'shell' } },
]
const question: Question = {
  ...{ id: '1', title: 'rm -rf build', about: '', input: { command: 'rm -rf build' } },
  options: [{ id: 'yes', name: 'Allow', kind: 'allow_once' }],
}
const states: readonly TaskState[] = [
  { status: 'pending' },
  { status: 'running', since: at },
  { status: 'waiting_input', since: at, questions: [question] },
  { status: 'completed', at, ...completion },
  { status: 'cancelled', at },
  ...troubles.map((why) => ({ status: 'failed', at, why }) as const),
]
const happenings: readonly Happening[] = [
  { type: 'admitted' },
  { type: 'status', status: 'running' },
  { type: 'output', text: 'I look.', isEnd: true },
  { type: 'thinking', text: 'hm' },
  { type: 'tool_call', id: 't1', tool: 'bash', input: { command: 'make' } },
  { type: 'tool_call', id: 't2', tool: 'list', input: null },
  { type: 'tool_result', id: 't1', tool: 'bash', text: '', isError: true, exitCode: 2 },
  { type: 'usage', usage },
  { type: 'trouble', kind: 'notice', message: 'slow' },
  { type: 'unknown', text: '?' },
  { type: 'question', ...question },
  { type: 'answer', question: '1', option: 'yes', open: 0 },
  { type: 'withdrawn', question: '1', open: 0 },
  { type: 'message', text: 'and now?' },
  { type: 'closed' },
  { type: 'cancel' },
  { type: 'complete', ...completion },
  ...troubles.map((why) => ({ type: 'error', why }) as const),
]

const throughFile = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const record = (facts: unknown) => ({ id: 'k7m2xq', createdAt: at, lastEvent: 3, facts: throughFile(facts) })
const facts = (given: Partial<TaskFacts> = {}): TaskFacts => ({
  wish: {
    prompt: 'fix it',
    agent: 'codex',
    branch: 'fix',
    timeoutMs: 5,
    maxTurns: 3,
    priority: -1,
    talk: 'asks',
  },
  ...{
    state: { status: 'pending' },
    worker: { name: 'ada', containerId: 'c1' },
    told: 2,
    isAdmitted: true,
    isClosed: true,
  },
  ...given,
})

test.each(states)('a task comes back as it was kept: %o', (state) => {
  const kept = keptTask(record(facts({ state })))
  expect(kept).toEqual({
    ok: true,
    value: { id: 'k7m2xq', createdAt: at, lastEvent: 3, ...facts({ state }) },
  })
})

test.each(happenings)('an event comes back as it was kept: %o', (happening) => {
  const event = { at: at.toISOString(), ...happening }
  expect(keptEvent('k7m2xq', { number: 1, event: throughFile(event) })).toEqual({ ok: true, value: event })
})

test('what a newer hal keeps besides stays', () => {
  const newer = { ...facts(), wish: { ...facts().wish, mood: 'calm' }, colour: 'blue' }
  expect(keptTask(record(newer))).toMatchObject({
    ok: true,
    value: { colour: 'blue', wish: { mood: 'calm' } },
  })
})

test.each([
  ['of another state', { ...facts(), state: { status: 'dreaming' } }, 'state.status'],
  [
    'that failed otherwise',
    { ...facts(), state: { status: 'failed', at, why: { reason: 'moon' } } },
    'state.why.reason',
  ],
  ['without a prompt', { ...facts(), wish: { agent: 'codex' } }, 'wish.prompt'],
  ['at no time', { ...facts(), state: { status: 'running', since: 'noon' } }, 'state.since'],
  ['that is none', 7, ''],
])('a task %s is told from one’s own', (_, foreign, part) => {
  expect(keptTask(record(foreign))).toEqual({
    ok: false,
    failure: { reason: 'unreadable-task', id: 'k7m2xq', part },
  })
})

test('an event of another kind is told from one’s own, with its number', () => {
  expect(keptEvent('k7m2xq', { number: 12, event: { at: at.toISOString(), type: 'song' } })).toEqual({
    ok: false,
    failure: { reason: 'unreadable-task', id: 'k7m2xq', part: 'event 12: type' },
  })
})
