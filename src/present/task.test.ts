import { expect, test } from 'vitest'
import type { Task, TaskTrouble } from '../tasks/task.ts'
import type { TaskEvent } from '../tasks/task-event.ts'
import { sentenceOf } from './failure.ts'
import { createPaint } from './style.ts'
import { table } from './table.ts'
import {
  changedWords,
  eventLine,
  taskExitCode,
  taskFacts,
  taskJson,
  taskRows,
  taskStateWords,
  troubleWords,
} from './task.ts'

const now = new Date('2026-03-01T12:00:00Z')
const at = new Date('2026-03-01T11:59:30Z')
const task = (given: Partial<Task> = {}): Task => ({
  ...{ id: 'k7m2xq', createdAt: new Date('2026-03-01T11:58:00Z'), lastEvent: 3, worker: 'task-k7m2xq' },
  wish: { prompt: 'fix the login\nand more', agent: 'codex' },
  state: { status: 'running', since: at },
  ...given,
})
const failed = (why: TaskTrouble) => task({ state: { status: 'failed', at, why } })

test('lists tasks', () => {
  const done = task({ id: 'b3h9wt', state: { status: 'completed', at, answer: 'Done.', exitCodes: [] } })
  const out = failed({ reason: 'timed-out', afterMs: 60_000 })
  const waiting = task({ state: { status: 'pending', position: 2 }, worker: undefined })
  const next = task({ state: { status: 'pending' }, worker: undefined })
  const inAda = task({ state: next.state, worker: 'ada', wish: { ...next.wish, worker: 'ada' } })
  expect(table(taskRows([task(), done, out, waiting, next, inAda], now))).toEqual([
    'TASK    STATE                       AGE  AGENT  WORKER       PROMPT',
    'k7m2xq  running                     2m   codex  task-k7m2xq  fix the login',
    'b3h9wt  completed                   2m   codex  –            fix the login',
    'k7m2xq  failed: out of time         2m   codex  –            fix the login',
    'k7m2xq  pending (2nd in the queue)  2m   codex  –            fix the login',
    'k7m2xq  pending                     2m   codex  –            fix the login',
    'k7m2xq  pending                     2m   codex  ada          fix the login',
  ])
  expect(table(taskFacts(inAda, now))).toContain('worker  ada, which was there before, and stays')
})

test.each<[TaskTrouble, string]>([
  [{ reason: 'refused', message: 'No.' }, 'refused'],
  [{ reason: 'other', message: 'No.' }, 'gave up'],
  [{ reason: 'no-end', message: 'ended' }, 'ended too soon'],
  [{ reason: 'exit', message: 'ended with 3' }, 'ended badly'],
  [{ reason: 'silent', forMs: 1000 }, 'silent'],
  [{ reason: 'no-worker', failure: { reason: 'not-a-repository', path: '/notes' } }, 'not a repository'],
])('says in a word or two why one failed: %j', (why, words) => {
  expect(taskStateWords(failed(why).state)).toBe(`failed: ${words}`)
})

test('shows what one asks', () => {
  const question = (id: string, title: string) => ({
    ...{ id, title, about: 'all of them', input: { command: 'npm test' } },
    options: [{ id: 'once', name: 'Allow once', kind: 'allow_once' } as const],
  })
  const asking = task({
    state: {
      ...{ status: 'waiting_input', since: at },
      questions: [question('1', 'npm test'), question('2', 'the\u001b[2J\ntests')],
    },
  })
  expect(table(taskRows([asking], now))).toEqual([
    'TASK    STATE              AGE  AGENT  WORKER       PROMPT',
    'k7m2xq  waiting: npm test  2m   codex  task-k7m2xq  fix the login',
  ])
  expect(table(taskFacts(asking, now)).slice(1, 10)).toEqual([
    'state       waiting: npm test',
    'question 1  npm test',
    '            all of them',
    '            once (Allow once)',
    'what now    `hal tasks answer k7m2xq once --question 1`.',
    'question 2  the tests',
    '            all of them',
    '            once (Allow once)',
    'what now    `hal tasks answer k7m2xq once --question 2`.',
  ])
  expect(taskJson(asking)).toMatchObject({ status: 'waiting_input', questions: [{ id: '1' }, { id: '2' }] })
})

test('shows one', () => {
  const usage = { inputTokens: 1234, outputTokens: 56, cachedTokens: 0, costUsd: 0.0213 }
  const done = task({
    state: {
      status: 'completed',
      at,
      answer: 'Done.',
      usage,
      exitCodes: [0],
      filesModified: ['a', 'b', 'c', 'd', 'e', 'f'],
    },
  })
  expect(table(taskFacts(done, now))).toEqual([
    'task     k7m2xq',
    'state    completed',
    'asked    2m ago',
    'took     1m',
    'agent    codex',
    'prompt   fix the login and more',
    'answer   Done.',
    'changed  a, b, c, d, e and 1 more',
    'usage    1.2k tokens in, 56 out, $0.0213',
  ])
})

test.each([
  [undefined, 2, undefined],
  [[], undefined, 'no file'],
  [[], 0, 'no file'],
  [[], 1, 'no file, although it told of an edit'],
  [[], 2, 'no file, although it told of 2 edits'],
  [['a'], 2, 'a'],
])('says what it changed: %j, of %j edits', (filesModified, editsTold, words) => {
  expect(changedWords({ answer: 'Done.', exitCodes: [], filesModified, editsTold })).toBe(words)
})

test.each([
  [[], undefined],
  [[0], undefined],
  [[1], 'the only one failed: `hal tasks logs k7m2xq` says why'],
  [[0, 1, 2], '2 of 3 failed: `hal tasks logs k7m2xq` says why'],
  [[1, 2], 'all 2 failed: `hal tasks logs k7m2xq` says why'],
])('says how many of its commands failed: %j', (exitCodes, words) => {
  const done = task({ state: { status: 'completed', at, answer: 'Done.', exitCodes } })
  const facts = taskFacts(done, now).map((cells) => cells.map(({ text }) => text))
  expect(facts.find(([name]) => name === 'commands')?.[1]).toBe(words)
})

test.each<[TaskTrouble, number, string]>([
  [
    { reason: 'limit', message: 'used up', resetsAt: '2026-03-01T14:00:00Z' },
    1,
    'codex has used up what it may: used up. Try again after 2026-03-01T14:00:00Z.',
  ],
  [
    { reason: 'login', message: '401' },
    4,
    "codex isn't let in: 401. Log in once for all workers (`hal login codex`), or give it a key; `hal agents doctor codex` says what it has.",
  ],
  [{ reason: 'refused', message: 'the request is bad' }, 1, "codex's model refused: the request is bad."],
  [{ reason: 'other', message: 'broken!' }, 1, 'codex gave up: broken!'],
  [
    { reason: 'no-end', message: 'ended with 0 and without an answer' },
    1,
    'codex ended with 0 and without an answer.',
  ],
  [{ reason: 'exit', message: 'ended with 1 after its answer' }, 1, 'codex ended with 1 after its answer.'],
  [
    { reason: 'timed-out', afterMs: 60_000 },
    124,
    'it was not done within 1m, and was stopped. --timeout gives it longer.',
  ],
  [
    { reason: 'silent', forMs: 900_000 },
    124,
    'codex said nothing for 15m, and was stopped. Its models may not answer (`hal agents doctor codex`); agents.codex.silentAfter in your config lets it be silent for longer.',
  ],
  [
    { reason: 'turns', most: 1 },
    1,
    'codex was not done after 1 turn, and was stopped. --max-turns gives it more.',
  ],
  [{ reason: 'interrupted' }, 1, 'its agent was ended from outside, or its worker was, before it was done.'],
  [
    {
      reason: 'no-worker',
      failure: { reason: 'unknown-agent', agent: 'codx', suggestion: 'codex', known: ['codex'] },
    },
    5,
    'there are no tools for an agent "codx". Did you mean codex?',
  ],
])('says why it failed: %o', (why, exitCode, text) => {
  const { what, next = '' } = troubleWords(why, 'codex')
  expect(`${what} ${next}`.trim()).toContain(text)
  expect(taskExitCode(failed(why).state)).toBe(exitCode)
  expect(taskJson(failed(why))).toMatchObject({
    status: 'failed',
    failure: { reason: why.reason, message: what },
  })
})

test('one that waits has not ended, in words', () => {
  const { what } = sentenceOf({ reason: 'task-goes-on', id: 'k7m2xq', status: 'waiting_input' })
  expect(what).toBe('task k7m2xq has not ended: it waits for an answer.')
})

test('a cancelled one is as if ctrl-c had ended it', () => {
  expect(taskExitCode({ status: 'cancelled', at })).toBe(130)
})

type Without<E> = E extends TaskEvent ? Omit<E, 'at'> : never
test.each<[Without<TaskEvent>, string | undefined]>([
  [
    { type: 'tool_call', id: 't', tool: 'bash', input: { command: 'make\n test', timeout: '5' } },
    '→ bash make test',
  ],
  [{ type: 'tool_call', id: 't', tool: 'read', input: { path: 'a.ts' } }, '→ read a.ts'],
  [{ type: 'tool_call', id: 't', tool: 'edit', input: { path: 'a', text: 'b' } }, '→ edit path: a, text: b'],
  [{ type: 'tool_call', id: 't', tool: 'look', input: null }, '→ look'],
  [
    { type: 'question', id: '1', title: 'Write: a', about: 'one\ntwo', input: { path: 'a' }, options: [] },
    '? Write: a · one two',
  ],
  [{ type: 'question', id: '1', title: 'Which way?', about: '', input: {}, options: [] }, '? Which way?'],
  [
    { type: 'tool_result', id: 't', tool: 'bash', text: '', isError: false, exitCode: 2 },
    '← bash ended with 2',
  ],
  [
    { type: 'tool_result', id: 't', tool: 'bash', text: 'a\nb: denied\n', isError: true, exitCode: 1 },
    '← bash ended with 1: b: denied',
  ],
  [
    { type: 'tool_result', id: 't', tool: 'read', text: 'no such file\nmore', isError: true },
    '← read failed: no such file',
  ],
  [{ type: 'tool_result', id: 't', tool: 'read', text: 'its text', isError: false, exitCode: 0 }, undefined],
  [{ type: 'trouble', kind: 'limit', message: 'slow down' }, '! slow down'],
  [{ type: 'withdrawn', question: '1', open: 0 }, '= it goes on without an answer'],
  [{ type: 'thinking', text: 'hm' }, undefined],
])('tells a person of %o', (event, line) => {
  expect(eventLine({ at: now.toISOString(), ...event } as TaskEvent, createPaint(0))).toBe(line)
})
