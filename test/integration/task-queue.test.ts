import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TaskVerbs } from '../../src/tasks/verbs.ts'
import { type ScriptedTasks, scriptedTasks } from '../rigs/scripted-tasks.ts'

let folder: string
let tasks: ScriptedTasks
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-queue-'))
  tasks = scriptedTasks({ folder, concurrency: 2 })
})
afterEach(async () => {
  await tasks[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A new task, and its driver. */
async function begin(verbs: TaskVerbs, priority?: number) {
  const created = await verbs.create({ prompt: 'fix it', agent: 'codex', image: 'some:image', priority })
  if (!created.ok) throw new Error(created.failure.reason)
  const { id } = created.value
  const queued: number[] = []
  const cancel = new AbortController()
  const driven = verbs.drive({ id, onQueued: (position) => queued.push(position), cancel: cancel.signal })
  return { id, queued, driven, cancel: () => cancel.abort() }
}
const atWork = (...ids: readonly string[]) => expect.poll(tasks.atWork).toEqual(ids)
const statesIn = async (verbs: TaskVerbs) => {
  const all = await verbs.list()
  if (!all.ok) throw new Error(all.failure.reason)
  return Object.fromEntries(all.value.map(({ id, state }) => [id, state]))
}

test('so many are at work at once, whichever programs drive them, and the others begin in their order', async () => {
  const [here, there] = [await tasks.open(), await tasks.open()]
  const first = await begin(here)
  await atWork(first.id)
  const second = await begin(there)
  await atWork(first.id, second.id)
  const third = await begin(here)
  const fourth = await begin(there)
  await expect.poll(() => [third.queued, fourth.queued]).toEqual([[1], [2]])
  const urgent = await begin(here, 1)
  await expect.poll(() => [third.queued, fourth.queued, urgent.queued]).toEqual([[1, 2], [2, 3], [1]])
  expect(await statesIn(there)).toMatchObject({
    [first.id]: { status: 'running' },
    [third.id]: { status: 'pending', position: 2 },
    [fourth.id]: { status: 'pending', position: 3 },
    [urgent.id]: { status: 'pending', position: 1 },
  })
  tasks.end(first.id)
  await atWork(second.id, urgent.id)
  tasks.end(second.id)
  await atWork(urgent.id, third.id)
  tasks.end(urgent.id)
  await atWork(third.id, fourth.id)
  tasks.end(third.id)
  tasks.end(fourth.id)
  for (const { driven } of [first, second, third, fourth, urgent])
    expect(await driven).toMatchObject({ ok: true, value: { state: { status: 'completed' } } })
  // What still watched the store would keep a program from ending.
  await expect.poll(() => process.getActiveResourcesInfo()).not.toContain('FSEventWrap')
})

test('one that waits can be cancelled, and never begins', async () => {
  const verbs = await tasks.open()
  const first = await begin(verbs)
  await atWork(first.id)
  const second = await begin(verbs)
  await atWork(first.id, second.id)
  const waiting = await begin(verbs)
  await expect.poll(() => waiting.queued).toEqual([1])
  const elsewhere = await tasks.open()
  expect(await elsewhere.cancel(waiting.id)).toMatchObject({
    ok: true,
    value: { state: { status: 'cancelled' } },
  })
  const another = await begin(verbs)
  await expect.poll(() => another.queued).toEqual([1])
  another.cancel()
  expect(await another.driven).toMatchObject({ value: { state: { status: 'cancelled' } } })
  expect(tasks.atWork()).toEqual([first.id, second.id])
  tasks.end(first.id)
  tasks.end(second.id)
  await Promise.all([first.driven, second.driven])
})

test('one that has a place and no driver gets one, as all others would wait for it', async () => {
  const verbs = await tasks.open()
  const left = await verbs.create({ prompt: 'fix it', agent: 'codex' })
  if (!left.ok) throw new Error(left.failure.reason)
  const first = await begin(verbs)
  await atWork(first.id)
  const second = await begin(verbs)
  await expect.poll(() => tasks.leftBehind).toEqual([`tasks drive ${left.value.id}`])
  expect(second.queued).toEqual([2])
  tasks.end(first.id)
  await atWork(second.id)
  tasks.end(second.id)
  await Promise.all([first.driven, second.driven])
})

test('one that waits works on the folder of who asked for it, whoever starts its worker', async () => {
  const [here, there] = [await tasks.open('/home/ada/here'), await tasks.open('/home/ada/there')]
  const left = await here.create({
    prompt: 'fix it',
    agent: 'codex',
    image: 'some:image',
    workspace: 'clone',
  })
  if (!left.ok) throw new Error(left.failure.reason)
  const driven = there.drive({ id: left.value.id })
  await atWork(left.value.id)
  expect(tasks.started).toMatchObject([{ workspace: 'clone', cwd: '/home/ada/here' }])
  tasks.end(left.value.id)
  await driven
  const again = await there.retry(left.value.id)
  expect(again).toMatchObject({ value: { wish: { workspace: 'clone', cwd: '/home/ada/here' } } })
})

test('one that is done once more has as long as the one before, or as it is given', async () => {
  const verbs = await tasks.open()
  const left = await verbs.create({ prompt: 'fix it', agent: 'codex', image: 'some:image', timeoutMs: 300 })
  if (!left.ok) throw new Error(left.failure.reason)
  const { id } = left.value
  await verbs.cancel(id)
  const again = async (timeoutMs?: number) => {
    const retried = await verbs.retry(id, { timeoutMs })
    const kept = await verbs.show(retried.ok ? retried.value.id : '')
    return kept.ok && kept.value.wish
  }
  expect(await again()).toMatchObject({ prompt: 'fix it', timeoutMs: 300, retryOf: id })
  expect(await again(60_000)).toMatchObject({ prompt: 'fix it', timeoutMs: 60_000, retryOf: id })
})

test('one whose driver was killed when it had just started a worker leaves none behind once it is cancelled', async () => {
  const verbs = await tasks.open()
  const left = await verbs.create({ prompt: 'fix it', agent: 'codex' })
  if (!left.ok) throw new Error(left.failure.reason)
  await tasks.workers.start({ name: `task-${left.value.id}` })
  expect(await verbs.cancel(left.value.id)).toMatchObject({ value: { state: { status: 'cancelled' } } })
  expect(await tasks.workers.list()).toEqual({ ok: true, value: [] })
})
