import { expect, test } from 'vitest'
import { at } from '../stream/fields.ts'
import type { Heard, Talk } from '../talk.ts'
import { codex } from './form.ts'

const begun = (resume?: string): Talk => {
  const talk = codex.headless?.talk?.begin({ cwd: '/workspace', prompt: 'fix it', resume })
  if (talk === undefined) throw new Error('nobody can talk with Codex')
  return talk
}

const answer = (id: number, result: object) => ({ id, result })
/** Its thread is there, and it works on its first prompt. */
const atWork = (): Talk => {
  const talk = begun()
  talk.open()
  talk.hear(answer(0, {}))
  talk.hear(answer(1, { thread: { id: 't1' } }))
  talk.hear(answer(2, { turn: {} }))
  return talk
}
const tells = (method: string, params: object) => ({ method, params: { threadId: 't1', ...params } })
const asksFor = (id: number, method: string, params: object) => ({ id, ...tells(method, params) })
const asksIn = (heard: Heard | undefined) => heard?.asks ?? []

test('a talk is gone on with by its thread', () => {
  const talk = begun('t0')
  expect(talk.open()).toMatchObject([{ id: 0, method: 'initialize' }])
  expect(talk.hear(answer(0, {}))).toMatchObject({
    says: [{ method: 'initialized' }, { id: 1, method: 'thread/resume', params: { threadId: 't0' } }],
  })
  expect(talk.hear(answer(1, { thread: { id: 't0' } }))).toMatchObject({
    events: [{ type: 'session', id: 't0' }],
    says: [{ id: 2, method: 'turn/start', params: { threadId: 't0', input: [{ text: 'fix it' }] } }],
  })
})

test('a thread that it can’t open is the end', () => {
  const talk = begun('t0')
  talk.open()
  talk.hear(answer(0, {}))
  expect(talk.hear({ id: 1, error: { code: -32_600, message: 'no rollout found' } })).toEqual({
    events: [{ type: 'error', kind: 'other', message: 'no rollout found', isRetried: false }],
    isOver: true,
  })
  expect(talk.end()).toEqual([])
})

test.each([
  ['allow', 'accept'],
  ['always', 'acceptForSession'],
  ['deny', 'decline'],
  [undefined, 'cancel'],
  ['perhaps', 'cancel'],
])('%s is %s to it', (option, decision) => {
  const talk = atWork()
  talk.hear(tells('item/started', { item: { type: 'commandExecution', id: 'c1', command: 'npm test' } }))
  const [asked] = asksIn(talk.hear(asksFor(0, 'item/commandExecution/requestApproval', { itemId: 'c1' })))
  expect(asked).toMatchObject({ title: 'Run npm test', input: { command: 'npm test' } })
  expect(talk.answer(asked?.id ?? '', option)).toEqual([{ id: 0, result: { decision } }])
  expect(talk.answer(asked?.id ?? '', option)).toEqual([])
})

test('a change of files is asked with what changes', () => {
  const talk = atWork()
  const changes = [
    { path: '/workspace/a', diff: '+a' },
    { path: '/workspace/b', diff: '+b' },
  ]
  talk.hear(tells('item/started', { item: { type: 'fileChange', id: 'f1', changes } }))
  expect(asksIn(talk.hear(asksFor(0, 'item/fileChange/requestApproval', { itemId: 'f1' })))).toMatchObject([
    {
      title: 'Change /workspace/a, /workspace/b',
      about: 'path: /workspace/a\ndiff: +a\npath: /workspace/b\ndiff: +b',
      input: { changes },
    },
  ])
})

test('its questions are asked each, and answered together; one without options is left out', () => {
  const talk = atWork()
  const questions = [
    { id: 'q1', question: 'Which colour?', options: [{ label: 'red', description: '' }] },
    { id: 'q2', question: 'What name?', options: null },
    { id: 'q3', question: 'How big?', options: [{ label: 'small', description: 'and cheap' }] },
  ]
  const asked = asksIn(talk.hear(asksFor(7, 'item/tool/requestUserInput', { questions })))
  expect(asked.map(({ title }) => title)).toEqual(['Which colour?', 'How big?'])
  expect(talk.answer('2', undefined)).toEqual([])
  expect(talk.answer('1', 'red')).toEqual([{ id: 7, result: { answers: { q1: { answers: ['red'] } } } }])
  expect(talk.hear(asksFor(8, 'item/tool/requestUserInput', { questions: [questions[1]] }))).toMatchObject({
    says: [{ id: 8, result: { answers: {} } }],
  })
})

test('what is resolved is withdrawn, whoever did it', () => {
  const talk = atWork()
  for (const [id, itemId] of ['c1', 'c2'].entries())
    talk.hear(asksFor(id, 'item/commandExecution/requestApproval', { itemId, command: 'ls' }))
  expect(talk.hear(tells('serverRequest/resolved', { requestId: 1 }))).toEqual({ withdraws: ['2'] })
  expect(talk.hear(tells('serverRequest/resolved', { requestId: 7 }))).toEqual({ withdraws: [] })
})

test('what hal can’t do is refused, so that it does not wait for ever', () => {
  expect(atWork().hear(asksFor(9, 'item/tool/call', {}))).toMatchObject({
    says: [{ id: 9, error: { code: -32_601 } }],
  })
})

test('a program that ends in the middle of a turn was cut; one that ends after it was not', () => {
  const talk = atWork()
  expect(talk.end()).toEqual([{ type: 'cut' }])
  talk.hear(tells('turn/completed', { turn: { status: 'completed' } }))
  expect(talk.end()).toEqual([])
})

test('what its helpers say is left out, what they do is told, and their end is not its own', () => {
  const talk = atWork()
  const helper = (method: string, params: object) => talk.hear(tells(method, { ...params, threadId: 't2' }))
  expect(helper('item/agentMessage/delta', { delta: 'I ' })).toEqual({ events: [] })
  expect(helper('item/completed', { item: { type: 'agentMessage', id: 'm1', text: 'I help' } })).toEqual({
    events: [],
  })
  expect(
    helper('item/started', { item: { type: 'commandExecution', id: 'c1', command: 'ls' } }),
  ).toMatchObject({
    events: [{ type: 'tool_call', name: 'command_execution', input: { command: 'ls' } }],
  })
  expect(helper('turn/completed', { turn: { status: 'completed' } })).toEqual({ events: [] })
  expect(talk.hear(tells('turn/completed', { turn: { status: 'completed' } }))).toMatchObject({
    events: [{ type: 'complete', answer: '' }],
    isOver: true,
  })
})

test.each([
  ['unauthorized', 'not so', 'login'],
  ['usageLimitExceeded', 'enough', 'limit'],
  [{ responseTooManyFailedAttempts: { httpStatusCode: 429 } }, 'enough', 'limit'],
  [{ httpConnectionFailed: { httpStatusCode: null } }, 'gone', 'other'],
  [null, 'unexpected status 401 Unauthorized: no', 'login'],
])('a turn fails: %o', (codexErrorInfo, message, kind) => {
  const turn = { status: 'failed', error: { message, codexErrorInfo } }
  expect(atWork().hear(tells('turn/completed', { turn }))).toEqual({
    events: [{ type: 'error', kind, message, isRetried: false }],
    isOver: true,
  })
})

test('that it tries again is told, and is not the end', () => {
  const error = { message: 'Reconnecting... 1/5', additionalDetails: 'high demand', codexErrorInfo: null }
  expect(atWork().hear(tells('error', { error, willRetry: true }))).toEqual({
    events: [{ type: 'error', kind: 'other', message: 'high demand', isRetried: true }],
  })
})

test('what wants no answer may say what it likes; an answer to what nobody asked is an unknown line', () => {
  expect(atWork().hear(tells('novelty', {}))).toEqual({ events: [] })
  expect(atWork().hear(answer(99, {}))).toBeUndefined()
})

test('it asks before it acts, but where it was launched to ask nothing', () => {
  const policyOf = (approvalPolicy: string) => {
    const talk = begun()
    talk.open()
    talk.hear(answer(0, {}))
    const [turn] = talk.hear(answer(1, { thread: { id: 't1' }, approvalPolicy }))?.says ?? []
    return at(turn, 'params', 'approvalPolicy')
  }
  expect(['on-request', 'never'].map(policyOf)).toEqual(['untrusted', undefined])
})
