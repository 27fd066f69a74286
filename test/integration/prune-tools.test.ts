import { expect, test } from 'vitest'
import type { ContainerSpec } from '../../src/engines/engine.ts'
import { openMemoryEngine } from '../../src/engines/memory/memory-engine.ts'
import { imageLabels } from '../../src/images/labels.ts'
import { pruneTools } from '../../src/images/tools/prune-tools.ts'
import { removeEndedLooks } from '../../src/images/verify/look-inside.ts'

const image = 'hal/tools:1'
const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000)

const neverStarted = (name: string, labels: ContainerSpec['labels']): ContainerSpec => ({
  ...{ name, image, labels, entrypoint: [], command: [], env: {} },
  ...{ user: '0:0', workdir: '/', hostname: 'keeper', network: 'none', mounts: [] },
  limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
})

/** Tools as `ensureTools` leaves them: a volume, and the container that keeps it. */
const toolsOf = async (fingerprint: string, engine: ReturnType<typeof openMemoryEngine>) => {
  const volume = `hal.tools.${fingerprint}.0`
  const keeper = neverStarted(`hal.tools.${fingerprint}`, {
    [imageLabels.kind]: 'tools-keeper',
    [imageLabels.fingerprint]: fingerprint,
    [imageLabels.volume]: volume,
  })
  await engine.ensureVolume(volume, { [imageLabels.kind]: 'tools' })
  expect(await engine.create(keeper)).toMatchObject({ ok: true })
  return volume
}

test('tools go that nobody has needed for a day, and no others', async () => {
  await using engine = openMemoryEngine({ images: [image] })
  const [mine, used, old] = [
    await toolsOf('aaaa', engine),
    await toolsOf('bbbb', engine),
    await toolsOf('cccc', engine),
  ]
  const needs = { current: new Set(['aaaa']), inUse: new Set(['bbbb']) }
  expect(await pruneTools(engine, { ...needs, now: hours(23) })).toEqual({ ok: true, value: [] })
  expect(await pruneTools(engine, { ...needs, now: hours(25) })).toEqual({
    ok: true,
    value: [{ name: old, failure: undefined }],
  })
  const left = await engine.volumes({ [imageLabels.kind]: 'tools' })
  expect(left.ok && left.value.map(({ name }) => name)).toEqual([mine, used])
})

test('a fill that was killed a day ago goes with its volume, a younger one stays, whoever needs the tools', async () => {
  await using engine = openMemoryEngine({ images: [image] })
  const volume = 'hal.tools.aaaa.1'
  await engine.ensureVolume(volume, { [imageLabels.kind]: 'tools' })
  const labels = {
    [imageLabels.kind]: 'tools-fill',
    [imageLabels.fingerprint]: 'aaaa',
    [imageLabels.volume]: volume,
  }
  await engine.create(neverStarted('hal.tools.aaaa.fill.1', labels))
  const needs = { current: new Set(['aaaa']), inUse: new Set<string>() }
  expect(await pruneTools(engine, { ...needs, now: hours(23) })).toEqual({ ok: true, value: [] })
  expect(await pruneTools(engine, { ...needs, now: hours(25) })).toEqual({
    ok: true,
    value: [{ name: volume, failure: undefined }],
  })
})

test('a look into an image that was never begun goes after a while', async () => {
  await using engine = openMemoryEngine({ images: [image] })
  await engine.create(neverStarted('hal.verify.1', { [imageLabels.kind]: 'verify' }))
  const left = async () => {
    const found = await engine.list({ [imageLabels.kind]: 'verify' })
    return found.ok ? found.value.length : undefined
  }
  await removeEndedLooks(engine, new Date())
  expect(await left()).toBe(1)
  await removeEndedLooks(engine, hours(0.2))
  expect(await left()).toBe(0)
})
