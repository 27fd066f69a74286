import { expect, test } from 'vitest'
import type { ContainerSpec } from '../../src/engines/engine.ts'
import { openMemoryEngine } from '../../src/engines/memory/memory-engine.ts'
import { imageLabels } from '../../src/images/labels.ts'
import { pruneTools } from '../../src/images/prune-tools.ts'

const image = 'hal/tools:1'
const hours = (count: number): Date => new Date(Date.now() + count * 3_600_000)

/** Tools as `ensureTools` leaves them: a volume, and the container that keeps it. */
const toolsOf = async (fingerprint: string, engine: ReturnType<typeof openMemoryEngine>) => {
  const volume = `hal.tools.${fingerprint}.0`
  const keeper: ContainerSpec = {
    ...{ name: `hal.tools.${fingerprint}`, image, entrypoint: [], command: [], env: {} },
    ...{ user: '0:0', workdir: '/', hostname: 'keeper', network: 'none', mounts: [] },
    labels: {
      [imageLabels.kind]: 'tools-keeper',
      [imageLabels.fingerprint]: fingerprint,
      [imageLabels.volume]: volume,
    },
    limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
  }
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
  const needs = { current: 'aaaa', inUse: new Set(['bbbb']) }
  expect(await pruneTools(engine, { ...needs, now: hours(23) })).toEqual({ ok: true, value: [] })
  expect(await pruneTools(engine, { ...needs, now: hours(25) })).toEqual({
    ok: true,
    value: [{ volume: old, failure: undefined }],
  })
  const left = await engine.volumes({ [imageLabels.kind]: 'tools' })
  expect(left.ok && left.value.map(({ name }) => name)).toEqual([mine, used])
})
