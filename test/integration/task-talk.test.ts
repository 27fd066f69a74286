import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acpTalk } from '../../src/agents/acp/acp-talk.ts'
import { claude } from '../../src/agents/claude/form.ts'
import type { Talk, TalkWish } from '../../src/agents/talk.ts'
import { ok } from '../../src/lib/result.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { answerTask } from '../../src/tasks/answer-task.ts'
import type { TasksContext } from '../../src/tasks/context.ts'
import { limitsOf } from '../../src/tasks/drive/limits.ts'
import { writeEnd } from '../../src/tasks/drive/write-end.ts'
import { Account } from '../../src/tasks/hear/account.ts'
import { findTask } from '../../src/tasks/keep/find-task.ts'
import { Journal } from '../../src/tasks/keep/journal.ts'
import { takeTask } from '../../src/tasks/queue/lock.ts'
import { sendMessage } from '../../src/tasks/send-message.ts'
import { Requests } from '../../src/tasks/talk/requests.ts'
import { TaskTalk } from '../../src/tasks/talk/task-talk.ts'
import { ToldLines } from '../../src/tasks/talk/told-lines.ts'
import type { TaskWish } from '../../src/tasks/task.ts'

// One task's talk, with one driver after the other, over a store that is real. Without an agent: what it printed is here, and what it is told
// is looked at.

const id = 'k7m2xq'
let folder: string
let store: Store
/** What the agent was told, as its worker has it: what it is told first comes with it. */
let told: string
/** What was left behind: words after `hal`. */
let leftBehind: string[]
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hal-talk-'))
  const opened = await openSqliteStore(join(folder, 'hal.db'))
  if (!opened.ok) throw new Error(opened.failure.reason)
  store = opened.value
  told = ''
  leftBehind = []
})
afterEach(async () => {
  await store[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const workers = {
  toldToRun: async () => ok(Buffer.from(told)),
  tellRun: async ({ after, text }: { readonly after: number; readonly text: string }) => {
    const isNext = Buffer.byteLength(told) === after
    if (isNext) told += text
    return ok(isNext)
  },
}

async function begin(talk: TaskWish['talk']): Promise<void> {
  const wish = { prompt: 'fix it', agent: 'opencode', talk }
  const facts = { wish, state: { status: 'running', since: new Date() }, told: 0 }
  const created = await store.create({ id, kind: 'task', createdAt: new Date(), facts })
  if (!created.ok) throw new Error(created.failure.reason)
}

/** One more driver, which has heard nothing yet. */
async function driver(beginTalk: (wish: TalkWish) => Talk = acpTalk) {
  const found = await findTask(store, id)
  if (!found.ok) throw new Error(found.failure.reason)
  const journal = new Journal(store, found.value)
  const requests = new Requests(store, id)
  const limits = limitsOf({
    ...{ timeoutMs: undefined, beganAt: new Date(), silentMs: Number.POSITIVE_INFINITY, maxTurns: undefined },
    isFrozen: async () => false,
  })
  const wish = { cwd: '/workspace', prompt: 'fix it', resume: undefined }
  told ||= beginTalk(wish)
    .open()
    .map((said) => `${JSON.stringify(said)}\n`)
    .join('')
  const talk = new TaskTalk({
    ...{ journal, requests, limits, account: new Account(journal) },
    talk: beginTalk(wish),
    kind: found.value.wish.talk ?? 'acts',
    lines: new ToldLines(workers, { name: 'task', containerId: 'c1' }),
  })
  await talk.open()
  return {
    hears: async (...lines: readonly object[]) => {
      const heard = await talk.hear(Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join('')))
      expect(heard).toEqual(ok(undefined))
    },
    heeds: async () => {
      await requests.read()
      expect(await talk.heed()).toEqual(ok(undefined))
    },
    isClosed: () => talk.isClosed,
    ends: async () => {
      const why = { reason: 'interrupted' } as const
      const last = { type: 'error', why } as const
      await writeEnd(journal, { last, state: { status: 'failed', at: new Date(), why }, requests })
    },
  }
}

const context = () =>
  ({
    store: async () => ok(store),
    leaveBehind: (argv: readonly string[]) => void leftBehind.push(argv.join(' ')),
    locksDir: join(folder, 'locks'),
    signal: new AbortController().signal,
  }) as unknown as TasksContext
/** As if somebody drove the task. */
const drive = () => takeTask(context(), id, { isPatient: false, signal: new AbortController().signal })
const answer = (option: string, question?: string) => answerTask(context(), { id, option, question })
const send = (text: string) => sendMessage(context(), { id, text })

const result = (of: number, value: object) => ({ jsonrpc: '2.0', id: of, result: value })
const greets = [result(0, { protocolVersion: 1 }), result(1, { sessionId: 's1' })]
const says = (text: string) => ({
  ...{ jsonrpc: '2.0', method: 'session/update' },
  params: {
    sessionId: 's1',
    update: { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } },
  },
})
const asks = (name: string) => ({
  ...{ jsonrpc: '2.0', id: name, method: 'session/request_permission' },
  params: {
    sessionId: 's1',
    toolCall: { toolCallId: name, title: name, rawInput: { command: name } },
    options: [
      { optionId: 'yes', name: 'Allow', kind: 'allow_once' },
      { optionId: 'no', name: 'Reject', kind: 'reject_once' },
    ],
  },
})
const done = (of: number) => result(of, { stopReason: 'end_turn' })

/** What it was told, in a word each. */
const toldWords = () =>
  told
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      if (line === '') return 'end'
      const said = JSON.parse(line)
      return said.method ?? `${said.id}: ${said.result.outcome.optionId ?? said.result.outcome.outcome}`
    })
const opening = ['initialize', 'session/new', 'session/prompt']
const events = async () => {
  const read = await store.events(id, { after: 0, limit: 1000 })
  if (!read.ok) throw new Error(read.failure.reason)
  return read.value.map(({ event }) => (event as { readonly type: string }).type)
}
const state = async () => {
  const found = await findTask(store, id)
  return found.ok ? found.value.state : undefined
}

test('one that asks waits for an answer, and goes on with it', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, says('I will.'), asks('rm'))
  expect(await state()).toMatchObject({ status: 'waiting_input', questions: [{ id: '1', title: 'rm' }] })
  expect(toldWords()).toEqual(opening)
  expect(await answer('allow')).toMatchObject({ ok: true, value: { state: { status: 'running' } } })
  await one.heeds()
  await one.hears(says('Done.'), done(2))
  expect(toldWords()).toEqual([...opening, 'rm: yes', 'end'])
  expect(one.isClosed()).toBe(true)
  expect(await events()).toEqual([
    'output',
    'output',
    'tool_call',
    'question',
    'answer',
    'output',
    'output',
    'closed',
  ])
})

test('another driver that hears all of it again tells and says nothing twice', async () => {
  await begin('asks')
  const heard = [...greets, says('I will.'), asks('rm')]
  await (await driver()).hears(...heard)
  const before = [await events(), told]
  const two = await driver()
  await two.hears(...heard)
  expect([await events(), told]).toEqual(before)
  await answer('deny')
  const three = await driver()
  await three.hears(...heard)
  expect(toldWords()).toEqual([...opening, 'rm: no'])
  await three.hears(says('Not then.'), done(2))
  const after = [await events(), told]
  const four = await driver()
  await four.hears(...heard, says('Not then.'), done(2))
  expect([await events(), told]).toEqual(after)
  expect(four.isClosed()).toBe(true)
})

test('what a killed driver said late is not said again', async () => {
  await begin('acts')
  const one = await driver()
  const params = { sessionId: 's1', prompt: [{ type: 'text', text: 'fix it' }] }
  told += `${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'session/prompt', params })}\n`
  await one.hears(...greets)
  expect(toldWords()).toEqual(opening)
})

test('several questions are answered in any order', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, asks('a'), asks('b'))
  expect(await answer('allow')).toMatchObject({ failure: { reason: 'no-such-question', open: ['1', '2'] } })
  expect(await answer('no', '2')).toMatchObject({ value: { state: { status: 'waiting_input' } } })
  expect(await answer('no', '2')).toMatchObject({ failure: { reason: 'no-such-question', open: ['1'] } })
  expect(await answer('perhaps')).toMatchObject({
    failure: { reason: 'no-such-option', options: ['yes', 'no'], words: ['allow', 'deny'] },
  })
  expect(await answer('yes')).toMatchObject({ value: { state: { status: 'running' } } })
  await one.heeds()
  expect(toldWords()).toEqual([...opening, 'a: yes', 'b: no'])
})

test('a question that its agent goes on without is open no longer', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, asks('a'))
  await send('and now?')
  await one.hears(done(2))
  expect(await state()).toMatchObject({ status: 'running' })
  expect(await answer('yes')).toMatchObject({ failure: { reason: 'no-such-question', open: [] } })
  expect(toldWords()).toEqual([...opening, 'session/prompt'])
  const before = await events()
  await (await driver()).hears(...greets, asks('a'), done(2))
  expect(await events()).toEqual(before)
})

test('one that is cancelled goes on with nothing', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, asks('a'))
  const found = await findTask(store, id)
  if (found.ok) await new Journal(store, found.value).write([{ type: 'cancel' }])
  await one.heeds()
  await one.hears(done(2))
  expect(await events()).toEqual(['tool_call', 'question', 'cancel', 'closed'])
})

test('a question that its agent takes back is open no longer, and the others stay', async () => {
  const begins = claude.headless?.talk?.begin
  const asksClaude = (name: string) => ({
    ...{ type: 'control_request', request_id: name },
    request: { subtype: 'can_use_tool', tool_name: name, input: {} },
  })
  const takesBack = (name: string) => ({ type: 'control_cancel_request', request_id: name })
  await begin('asks')
  const one = await driver(begins)
  await one.hears(asksClaude('Edit'), asksClaude('Bash'), takesBack('Edit'))
  expect(await state()).toMatchObject({ status: 'waiting_input', questions: [{ id: '2', title: 'Bash' }] })
  await one.hears(takesBack('Bash'))
  expect(await state()).toMatchObject({ status: 'running' })
  const before = await events()
  expect(before).toEqual(['question', 'question', 'withdrawn', 'withdrawn'])
  const two = await driver(begins)
  await two.hears(asksClaude('Edit'), asksClaude('Bash'), takesBack('Edit'), takesBack('Bash'))
  expect(await events()).toEqual(before)
})

test('a question that was answered is not taken back', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, asks('a'))
  await answer('yes')
  await one.hears(done(2))
  expect(await events()).not.toContain('withdrawn')
})

test('a question without an option is nobody’s to answer, and is not waited with', async () => {
  await begin('asks')
  const one = await driver()
  const { params, ...line } = asks('a')
  await one.hears(...greets, { ...line, params: { ...params, options: [] } }, done(2))
  expect(toldWords()).toEqual([...opening, 'a: cancelled', 'end'])
  expect(await events()).toEqual(['tool_call', 'closed'])
})

test('one that acts is let, and asks nobody', async () => {
  await begin('acts')
  const one = await driver()
  await one.hears(...greets, asks('rm'), done(2))
  expect(toldWords()).toEqual([...opening, 'rm: yes', 'end'])
  expect(await events()).toEqual(['tool_call', 'closed'])
})

test('one that is denied what it asks for is told so each time, also by another driver, and asks nobody', async () => {
  await begin('denied')
  const first = await driver()
  await first.hears(...greets, asks('touch a'))
  const next = await driver()
  await next.hears(...greets, asks('touch a'), asks('touch b'), done(2))
  expect(toldWords()).toEqual([...opening, 'touch a: no', 'touch b: no', 'end'])
  expect(await events()).toEqual(['tool_call', 'trouble', 'tool_call', 'trouble', 'closed'])
})

test('messages are its next prompts, one after the other, until it is closed', async () => {
  await begin('acts')
  const one = await driver()
  await one.hears(...greets)
  expect(await send('and now?')).toMatchObject({ ok: true })
  expect(await send('and then?')).toMatchObject({ ok: true })
  await one.hears(says('One.'), done(2))
  expect(toldWords()).toEqual([...opening, 'session/prompt'])
  await one.hears(says('Two.'), done(3), says('Three.'), done(4))
  expect(told).toContain('and then?')
  expect(toldWords()).toEqual([...opening, 'session/prompt', 'session/prompt', 'end'])
  expect(await send('too late')).toMatchObject({ failure: { reason: 'talk-over' } })
})

test('one that failed is prompted no more', async () => {
  await begin('acts')
  const one = await driver()
  await send('and now?')
  await one.hears(...greets, { jsonrpc: '2.0', id: 2, error: { code: 429, message: 'Too much' } })
  expect(toldWords()).toEqual([...opening, 'end'])
  await one.ends()
  expect((await events()).slice(-2)).toEqual(['unheard', 'error'])
  const read = await store.events(id, { after: 0, limit: 1000 })
  expect(read.ok && read.value.at(-2)?.event).toMatchObject({ type: 'unheard', messages: 1 })
})

test('one that was given all of its messages says nothing of them at its end', async () => {
  await begin('acts')
  const one = await driver()
  await send('and now?')
  await one.hears(...greets, says('One.'), done(2), says('Two.'), done(3))
  await one.ends()
  expect(await events()).not.toContain('unheard')
})

test('one whose prompt is all takes no messages', async () => {
  await begin(undefined)
  expect(await send('and now?')).toMatchObject({ failure: { reason: 'takes-no-messages', id } })
  expect(await answer('yes')).toMatchObject({ failure: { reason: 'no-such-question', open: [] } })
})

test('what is said to one that nobody drives is taken up at once', async () => {
  await begin('asks')
  const one = await driver()
  await one.hears(...greets, asks('rm'))
  {
    using _ = await drive()
    await send('and now?')
    expect(leftBehind).toEqual([])
  }
  await send('and then?')
  expect(leftBehind).toEqual([`tasks drive ${id}`])
  expect(await answer('perhaps')).toMatchObject({ failure: { reason: 'no-such-option' } })
  expect(leftBehind).toHaveLength(1)
  await answer('allow')
  expect(leftBehind).toEqual([`tasks drive ${id}`, `tasks drive ${id}`])
})
