import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { nowhere, Person } from '../rigs/hal.ts'
import { onReadOnly } from '../rigs/read-only.ts'
import { served } from '../rigs/served.ts'

// What `hal tasks` says where what it keeps is in trouble. No engine, and no agent.

let person: Person
let file: string
beforeEach(() => {
  person = new Person(nowhere)
  file = join(person.home, 'home/.local/share/hal/hal.db')
})
afterEach(() => person[Symbol.asyncDispose]())

const wish = { prompt: 'fix it', agent: 'codex' }
async function keep(id: string, facts: object, events: readonly object[] = []): Promise<void> {
  const opened = await openSqliteStore(file)
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  await using store = opened.value
  await store.create({ id, kind: 'task', createdAt: new Date(), facts })
  await store.append(id, { after: 0, events, facts })
}

test('whoever follows a task that they can’t go on with is told why', async () => {
  await keep('k7m2xq', { wish, state: { status: 'pending' }, told: 0 })
  using other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  const followed = await person.hal(['tasks', 'logs', 'k7m2xq', '-f'])
  expect(followed).toMatchObject({ exitCode: 1, stdout: '' })
  expect(followed.stderr).toContain(`hal: another program holds ${file}`)
})

test('what can’t be written is said so, and all that was kept before can be read there', async () => {
  const at = new Date().toISOString()
  await keep('k7m2xq', { wish, state: { status: 'cancelled', at }, told: 0 })
  await keep('b3h9wt', { wish, state: { status: 'running', since: at }, told: 0 }, [
    { at, type: 'status', status: 'running' },
    { at, type: 'output', text: 'I look.', isEnd: true },
  ])
  const within = onReadOnly(dirname(file))
  const hal = (...words: readonly string[]) => person.hal(words, { within })
  const sentence = `hal: ${file}, where hal keeps its tasks and what happens to workers, can't be written: the disk is read-only.
     It and its folder have to be yours to write; HAL_DATA names another folder.
`
  const run = ['run', 'fix it', '--agent', 'codex', '--image', 'debian:bookworm-slim']
  for (const words of [run, ['tasks', 'remove', 'k7'], ['tasks', 'cancel', 'b3'], ['tasks', 'retry', 'k7']])
    expect(await hal(...words)).toMatchObject({
      ...{ exitCode: 1, stdout: '', stderr: expect.stringContaining(sentence) },
    })
  const story = expect.stringMatching(/^\{.*"running"\}\n\{.*"I look\.".*\}\n?$/)
  const good = { exitCode: 0, stderr: '' }
  expect(await hal('tasks', 'list')).toMatchObject({
    ...{
      ...good,
      stdout: expect.stringMatching(/^TASK .*\nk7m2xq {2}cancelled .*\nb3h9wt {2}running .*\n$/),
    },
  })
  expect(await hal('tasks', 'show', 'k7')).toMatchObject({
    ...good,
    stdout: expect.stringContaining('fix it'),
  })
  expect(await hal('tasks', 'logs', 'b3', '--json')).toMatchObject({ ...good, stdout: story })
  // Nobody could go on with it from here.
  expect(await hal('tasks', 'logs', 'b3', '--json', '-f')).toMatchObject({
    ...{ exitCode: 1, stdout: story, stderr: expect.stringContaining(sentence) },
  })
  await using server = await served(person, { within })
  const { body } = await server.ask('GET', '/tasks')
  expect(body.tasks.map(({ id }: { readonly id: string }) => id)).toEqual(['k7m2xq', 'b3h9wt'])
  expect(await server.ask('GET', '/tasks/k7m2xq')).toMatchObject({
    status: 200,
    body: { task: { status: 'cancelled' } },
  })
  const listener = await server.listen('/tasks/b3h9wt/events')
  await listener.ended
  expect(listener.frames.map(({ event }) => event)).toEqual(['status', 'output'])
  const asked = await server.ask('POST', '/tasks', wish)
  expect(asked).toMatchObject({ status: 503, body: { details: { reason: 'store-read-only' } } })
  expect(await server.ask('GET', '/ready')).toMatchObject({ status: 503 })
})

test('a task of a newer hal is told from the others, which can be read', async () => {
  await keep('k7m2xq', { wish, state: { status: 'dreaming' }, told: 0 })
  await keep('b3h9wt', { wish, state: { status: 'cancelled', at: new Date() }, told: 0 })
  const sentence = "hal: what is kept of task k7m2xq can't be read (state.status).\n"
  const listed = await person.hal(['tasks', 'list'])
  expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^TASK .*\nb3h9wt .*\n$/) })
  expect(listed.stderr).toContain(sentence)
  const shown = await person.hal(['tasks', 'show', 'k7'])
  expect(shown).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringContaining(sentence) })
})

test('an event of a newer hal ends what can be told, with a sentence', async () => {
  const at = new Date().toISOString()
  await keep('k7m2xq', { wish, state: { status: 'running', since: at }, told: 0 }, [
    { at, type: 'status', status: 'running' },
    { at, type: 'song', words: 'la la' },
  ])
  const told = await person.hal(['tasks', 'logs', 'k7m2xq', '--json'])
  expect(told).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(/^\{"number":1,.*\}\n$/) })
  expect(told.stderr).toContain("hal: what is kept of task k7m2xq can't be read (event 2: type).")
})

test('a new task says what is forgotten of the old ones', async () => {
  const at = new Date(Date.now() - 60_000)
  await keep('k7m2xq', { wish, state: { status: 'cancelled', at }, told: 0 })
  const asked = ['run', 'fix it', '--agent', 'codex', '--image', 'debian:bookworm-slim']
  const ran = await person.hal(asked, { env: { HAL_TASKS_KEEP_FOR: '59s' } })
  expect(ran.stderr).toContain('hal: forgot 1 task that ended longer ago than tasks.keepFor.\n')
  const listed = await person.ok('tasks', 'list')
  expect(listed).toContain('failed: no engine')
  expect(listed).not.toContain('k7m2xq')
})
