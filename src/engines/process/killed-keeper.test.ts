import { type ChildProcess, spawn } from 'node:child_process'
import { getEventListeners, once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, test } from 'vitest'
import type { Engine, EngineEvent, EngineResult } from '../engine.ts'
import { identityOf } from './proc.ts'
import { openProcessEngine } from './process-engine.ts'
import { Records } from './records.ts'

const dir = mkdtempSync(join(tmpdir(), 'hal-process-'))
const begun: ChildProcess[] = []
afterAll(() => {
  for (const one of begun) one.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

/** A container that is kept by a process which does nothing but live, with another that its keeper would have ended. */
async function kept(engine: Engine, name: string) {
  const id = value(
    await engine.create({
      ...{ name, image: 'this-machine', labels: {}, entrypoint: [], command: [], env: {}, user: '0:0' },
      ...{ workdir: dir, hostname: name, network: 'none', mounts: [] },
      limits: { memoryBytes: 1, cpus: 1, pids: 1 },
    }),
  )
  const records = new Records(dir)
  const record = records.find(id)
  if (record === undefined) throw new Error('there is no record of it')
  mkdirSync(records.runFolder(id))
  const keeper = sleeping({})
  const left = sleeping({ HAL_ROOT: records.root(id) })
  begun.push(keeper, left)
  await Promise.all([keeper, left].map((one) => once(one, 'spawn')))
  const identity = identityOf(keeper.pid ?? 0)
  if (identity === undefined) throw new Error('it does not run')
  records.write({ ...record, life: { keeper: identity, startedAt: new Date().toISOString() } })
  return { id, keeper, left }
}

const sleeping = (env: Readonly<Record<string, string>>): ChildProcess =>
  spawn('sleep', ['600'], { stdio: 'ignore', env: { PATH: process.env['PATH'], ...env } })

describe.runIf(process.platform === 'linux')('a container whose keeper is killed', () => {
  test('has ended, as is told, and its removal ends what is left of it', async () => {
    await using engine = openProcessEngine({ dir, toolsDir: '/none', env: process.env })
    const { id, keeper, left } = await kept(engine, 'ada')
    const over = new AbortController()
    const events = engine.events({}, over.signal)[Symbol.asyncIterator]()
    expect((await events.next()).value).toEqual({ kind: 'connected' })
    keeper.kill('SIGKILL')
    const { value: told }: IteratorResult<EngineEvent> = await events.next()
    expect(told).toMatchObject({ kind: 'container', id, action: 'die', exitCode: 137 })
    over.abort()
    expect(value(await engine.inspect(id)).status).toMatchObject({ kind: 'exited', exitCode: 137 })
    const gone = once(left, 'exit')
    value(await engine.remove(id))
    expect(await gone).toEqual([null, 'SIGKILL'])
  })

  test('leaves nothing once it is stopped, either', async () => {
    await using engine = openProcessEngine({ dir, toolsDir: '/none', env: process.env })
    const { id, keeper, left } = await kept(engine, 'lin')
    const killed = once(keeper, 'exit')
    keeper.kill('SIGKILL')
    await killed
    const gone = once(left, 'exit')
    value(await engine.stop(id, { graceMs: 60_000 }))
    expect(await gone).toEqual([null, 'SIGKILL'])
    value(await engine.remove(id))
  })
})

test.runIf(process.platform === 'linux')('a signal forgets what has run and ended', async () => {
  await using engine = openProcessEngine({ dir, toolsDir: '/none', env: process.env })
  const { id } = await kept(engine, 'kay')
  const { signal } = new AbortController()
  const { stream, exitCode } = value(await engine.exec(id, { argv: ['echo', 'one'], signal }))
  stream.end()
  expect([await text(stream), await exitCode]).toEqual(['one\n', 0])
  expect(getEventListeners(signal, 'abort')).toEqual([])
  value(await engine.remove(id, { force: true }))
})

function value<T>(result: Awaited<EngineResult<T>>): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}
