import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ScriptedTasks, scriptedTasks } from '../rigs/scripted-tasks.ts'

let folder: string
let tasks: ScriptedTasks
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-guests-'))
  tasks = scriptedTasks({ folder })
})
afterEach(async () => {
  await tasks[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const order = { prompt: 'fix it', worker: 'ada' }

test('of two that want a worker at once one gets it, and the next when that one has ended', async () => {
  const [here, there] = [await tasks.open(), await tasks.open()]
  const both = await Promise.all([here.create(order), there.create(order)])
  const created = both.flatMap((one) => (one.ok ? [one.value] : []))
  expect(created).toMatchObject([{ wish: { agent: 'codex', worker: 'ada' }, worker: 'ada' }])
  const id = created[0]?.id ?? ''
  expect(both).toContainEqual({
    ok: false,
    failure: { reason: 'worker-has-task', worker: 'ada', id },
  })
  const driven = here.drive({ id })
  await expect.poll(tasks.atWork).toEqual([id])
  tasks.end(id)
  expect(await driven).toMatchObject({ value: { state: { status: 'completed' }, worker: 'ada' } })
  expect(tasks.cleared).toEqual([id])
  expect(await there.create(order)).toMatchObject({ ok: true })
})

test('one that is cancelled before it begins leaves the worker as it is', async () => {
  const verbs = await tasks.open()
  const created = await verbs.create(order)
  if (!created.ok) throw new Error(created.failure.reason)
  const cancelled = await verbs.cancel(created.value.id)
  expect(cancelled).toMatchObject({ value: { state: { status: 'cancelled' } } })
  expect(tasks.atWork()).toEqual([])
  expect(await verbs.create({ ...order, agent: 'codex' })).toMatchObject({ ok: true })
})

test('what the worker has, nobody can wish another of', async () => {
  const verbs = await tasks.open()
  const refused = (more: object) => verbs.create({ ...order, ...more })
  for (const more of [
    { image: 'some:image' },
    { profile: 'base' },
    { workspace: 'empty' },
    { branch: 'fix' },
  ])
    expect(await refused(more)).toMatchObject({ ok: false, failure: { reason: 'invalid-input' } })
  // And where there is neither a worker nor an agent that could work on it.
  expect(await verbs.create({ prompt: 'fix it' })).toMatchObject({
    failure: { reason: 'no-agent', able: [] },
  })
})
