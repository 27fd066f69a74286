import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { ForgottenTask, TaskVerbs } from '../../src/tasks/verbs.ts'
import { scriptedTasks } from '../rigs/scripted-tasks.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-keep-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const wish = { prompt: 'fix it', agent: 'codex', image: 'some:image' }
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000)
const ended = (hours: number) => ({ status: 'cancelled', at: hoursAgo(hours) })

/** All are as old as can be: when one ended is what counts. */
async function keep(tasks: Readonly<Record<string, object>>, filling = ''): Promise<void> {
  const opened = await openSqliteStore(`${folder}/hal.db`)
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  await using store = opened.value
  for (const [id, state] of Object.entries(tasks)) {
    const facts = { wish, state, told: 0 }
    await store.create({ id, kind: 'task', createdAt: new Date(0), facts })
    await store.append(id, { after: 0, events: [{ at: '', type: 'thinking', text: filling }], facts })
  }
}
const remaining = async (verbs: TaskVerbs) => {
  const tasks = await verbs.list()
  return tasks.ok ? new Set(tasks.value.map(({ id }) => id)) : tasks.failure
}

test('what ended too long ago is forgotten with a new task, and what goes on never is', async () => {
  await keep({
    old: ended(25),
    older: { status: 'failed', at: hoursAgo(300), why: { reason: 'interrupted' } },
    fresh: ended(23),
    waits: { status: 'pending' },
    works: { status: 'running', since: hoursAgo(300) },
    newer: { status: 'dreaming', at: hoursAgo(300) },
  })
  await using tasks = scriptedTasks({ folder, keep: { forMs: 24 * 3_600_000 } })
  const verbs = await tasks.open()
  const told: ForgottenTask[] = []
  const created = await verbs.create(wish, { onForgotten: (forgotten) => told.push(...forgotten) })
  expect(told).toEqual([
    { id: 'older', why: 'age' },
    { id: 'old', why: 'age' },
  ])
  expect(await remaining(verbs)).toEqual(new Set([created.ok && created.value.id, 'fresh', 'waits', 'works']))
  expect(await verbs.show('newer')).toMatchObject({ failure: { reason: 'unreadable-task' } })
  const events = await verbs.events({ id: 'old', after: 0, isFollowed: false, onEvent: () => {} })
  expect(events).toMatchObject({ ok: false, failure: { reason: 'no-such-task' } })
  expect(await verbs.forget()).toEqual({ ok: true, value: [] })
})

test('where all takes too much, what ended first is forgotten, and no more than it must', async () => {
  const filling = 'x'.repeat(1_000_000)
  await keep(
    { c: ended(1), a: ended(3), works: { status: 'running', since: hoursAgo(9) }, b: ended(2) },
    filling,
  )
  await using tasks = scriptedTasks({ folder, keep: { bytes: 2_500_000 } })
  const verbs = await tasks.open()
  expect(await verbs.forget()).toEqual({
    ok: true,
    value: [
      { id: 'a', why: 'size' },
      { id: 'b', why: 'size' },
    ],
  })
  expect(await remaining(verbs)).toEqual(new Set(['c', 'works']))
})

test('one whose worker is there still is kept as long as that, and removed with it', async () => {
  await using tasks = scriptedTasks({ folder, keep: { forMs: 0 } })
  const started = await tasks.workers.start({ name: 'task-left' })
  const [left] = started.ok ? started.value : []
  if (left?.ok !== true) throw new Error('it is not there')
  const branch = { wish: { ...wish, branch: 'fix' }, state: ended(1), told: 0 }
  const opened = await openSqliteStore(`${folder}/hal.db`)
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  await using store = opened.value
  for (const [id, containerId] of [
    ['left', left.value.containerId],
    ['gone', 'another'],
  ]) {
    const facts = { ...branch, worker: { name: `task-${id}`, containerId } }
    await store.create({ id: String(id), kind: 'task', createdAt: new Date(0), facts })
  }
  const verbs = await tasks.open()
  expect(await verbs.forget()).toEqual({ ok: true, value: [{ id: 'gone', why: 'age' }] })
  expect(await verbs.remove('left')).toMatchObject({ value: { id: 'left', worker: 'task-left' } })
  expect(await tasks.workers.list()).toEqual({ ok: true, value: [] })
  expect(await remaining(verbs)).toEqual(new Set())
})

test('nothing of a task that is forgotten stays behind', async () => {
  await using tasks = scriptedTasks({ folder, keep: { forMs: 0 } })
  const verbs = await tasks.open()
  const created = await verbs.create(wish)
  if (!created.ok) throw new Error(created.failure.reason)
  const { id } = created.value
  const driven = verbs.drive({ id })
  await expect.poll(tasks.atWork).toEqual([id])
  const lock = join(folder, 'locks', id)
  expect(existsSync(lock)).toBe(true)
  tasks.end(id)
  await driven
  await expect.poll(() => verbs.forget()).toEqual({ ok: true, value: [{ id, why: 'age' }] })
  expect(existsSync(lock)).toBe(false)
})
