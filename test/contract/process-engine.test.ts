import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContainerSpec, Engine, EngineResult } from '../../src/engines/engine.ts'
import { openProcessEngine } from '../../src/engines/process/process-engine.ts'
import { toolsHere } from '../rigs/tools-here.ts'
import { describeEngine } from './engine.ts'

const dir = mkdtempSync(join(tmpdir(), 'hal-process-'))
const tools = await toolsHere('hal-run')
afterAll(() => {
  tools[Symbol.dispose]()
  rmSync(dir, { recursive: true, force: true })
})

const noImages = 'it has the one image that is this machine'
const sharedMachine = 'its containers share this machine’s user, name, numbers of processes and files'
const noLimits = 'its containers have no limits of their own'

describeEngine('process', {
  open: async () => openProcessEngine({ dir, toolsDir: tools.toolsDir, env: process.env }),
  image: 'this-machine',
  registry: async () => ({ present: 'there:1', absent: 'there:2', [Symbol.asyncDispose]: async () => {} }),
  gaps: {
    'has its environment, user, folder, host name and no capabilities': sharedMachine,
    'ends when its stream is destroyed': sharedMachine,
    'are put into a container that never ran, with owner, mode and parents, and read back': sharedMachine,
    'on a terminal has its size, and keeps every key': 'it gives no terminals',
    'come one after the other and end with the container': noLimits,
    'asks a registry for its digest of a name, and passes where no login is wanted': noImages,
    'reads what an image is made of, once for all of its names': noImages,
    'stops reading an image when the signal aborts': noImages,
    'takes one name of an image away, once and again': noImages,
  },
})

const spec: Omit<ContainerSpec, 'name' | 'mounts' | 'command'> = {
  ...{ image: 'this-machine', labels: {}, entrypoint: ['/bin/sh', '-c'], env: {}, user: '0:0' },
  ...{ workdir: dir, hostname: 'hal-test', network: 'none' },
  limits: { memoryBytes: 128 * 1024 ** 2, cpus: 1, pids: 64 },
}
let count = 0

describe('processes as containers', () => {
  let engine: Engine
  let other: Engine
  beforeAll(() => {
    engine = openProcessEngine({ dir, toolsDir: tools.toolsDir, env: process.env })
    other = openProcessEngine({ dir, toolsDir: tools.toolsDir, env: process.env })
  })
  afterAll(() => Promise.all([engine, other].map((one) => one[Symbol.asyncDispose]())))

  const started = async (script: string, mounts: ContainerSpec['mounts'] = []): Promise<string> => {
    const id = value(await engine.create({ ...spec, name: `hal-test-${++count}`, mounts, command: [script] }))
    value(await engine.start(id))
    return id
  }
  const said = async (id: string, script: string): Promise<string> => {
    const exec = value(await engine.exec(id, { argv: ['/bin/sh', '-c', script] }))
    exec.stream.end()
    return (await text(exec.stream)).trimEnd()
  }
  const forEver = 'trap "exit 0" TERM; while :; do sleep 1 & wait $!; done'

  test('that end leave nothing of what they started, whatever it did to get away', async () => {
    const id = await started(
      `setsid env -i sh -c 'trap "" TERM HUP; echo $$ > left; sleep 4711' & ${forEver}`,
    )
    await expect
      .poll(async () => value(await engine.readFile(id, `${dir}/left`, { maxBytes: 9 }))?.length)
      .toBeGreaterThan(1)
    const beside = Number(await said(id, 'sleep 4712 > /dev/null 2>&1 & echo $!'))
    const left = Number(value(await engine.readFile(id, `${dir}/left`, { maxBytes: 9 })))
    expect([left, beside].map(lives)).toEqual([true, true])
    value(await engine.stop(id, { graceMs: 5_000 }))
    await expect.poll(() => [left, beside].map(lives)).toEqual([false, false])
    value(await engine.remove(id))
  })

  test('have what is mounted at the same path each for itself, and what is in memory until they end', async () => {
    const mounts = [{ kind: 'tmpfs', target: '/run/hal-test', sizeBytes: 1024 } as const]
    const [one, two] = [await started(forEver, mounts), await started(forEver, mounts)]
    await said(one, 'echo one > "$HAL_ROOT/run/hal-test/name"')
    await said(two, 'echo two > "$HAL_ROOT/run/hal-test/name"')
    const name = async (id: string) =>
      String(value(await engine.readFile(id, '/run/hal-test/name', { maxBytes: 9 })))
    expect([await name(one), await name(two)]).toEqual(['one\n', 'two\n'])
    const exec = value(await engine.exec(one, { argv: ['cat', '/run/hal-test/name'] }))
    exec.stream.end()
    expect(await text(exec.stream)).toBe('one\n')
    const place = await said(one, 'readlink -f "$HAL_ROOT/run/hal-test"')
    value(await engine.stop(one, { graceMs: 5_000 }))
    expect(existsSync(place)).toBe(false)
    for (const id of [one, two]) value(await engine.remove(id, { force: true }))
  })

  test('are seen, heard and ended by a hal that did not start them', async () => {
    const over = new AbortController()
    const heard = other.events({}, over.signal)[Symbol.asyncIterator]()
    await heard.next()
    const id = await started(forEver)
    expect(value(await other.inspect(id)).status.kind).toBe('running')
    value(await other.remove(id, { force: true }))
    const actions: string[] = []
    while (actions.at(-1) !== 'destroy') {
      const { value: event } = await heard.next()
      if (event?.kind === 'container') actions.push(event.action)
    }
    expect(actions).toEqual(['create', 'start', 'die', 'destroy'])
    over.abort()
    expect(await engine.inspect(id)).toMatchObject({ failure: { reason: 'no-such-container' } })
  })
})

const lives = (pid: number): boolean => existsSync(`/proc/${pid}`)

function value<T>(result: Awaited<EngineResult<T>>): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}
