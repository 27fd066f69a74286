import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import type { Engine } from '../../src/engines/engine.ts'
import { profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { build, debian, docker, images } from '../rigs/image-builds.ts'
import { type OwnEngine, startOwnEngine } from '../rigs/own-engine.ts'
import { startRegistry } from '../rigs/registry.ts'

let own: OwnEngine
let engine: Engine
beforeAll(async () => {
  own = await startOwnEngine({ isLiveRestore: false, images: [debian], diskBytes: 256 * 1024 ** 2 })
  const socketPath = own.address.replace('unix://', '')
  engine = openDockerEngine({
    endpoint: { kind: 'unix', socketPath },
    apiVersion: '1.41',
    builderVersion: '2',
  })
})
afterAll(async () => {
  await engine[Symbol.asyncDispose]()
  await own[Symbol.asyncDispose]()
})

const withFile = (megabytes: number): string =>
  `ARG PARENT\nFROM $PARENT\nRUN head -c ${megabytes * 1_000_000} /dev/urandom > /file\n`
const names = async (): Promise<readonly string[]> => {
  const found = await engine.images({ 'dev.hal.kind': 'profile' })
  return found.ok ? found.value.flatMap(({ references }) => references) : []
}

test('a build on a full disk says so, names nothing, and succeeds once there is room', async () => {
  await using dir = await profilesDir({
    ...profileFiles('large', { from: debian }, withFile(90)),
    ...profileFiles('next', { from: debian }, withFile(120)),
  })
  const verbs = images(dir, engine)
  const [large] = (await build(verbs, { names: ['large'] })).layers
  const before = await names()
  expect(before).toEqual([large?.image, 'hal/large:latest'])

  const full = (await build(verbs, { names: ['next'] })).layers[0]
  expect(full?.end).toMatchObject({
    kind: 'failed',
    failure: {
      reason: 'engine-disk-full',
      address: own.address,
      tail: expect.arrayContaining([expect.stringMatching(/No space left on device/i)]),
    },
  })
  expect(await names()).toEqual(before)

  for (const name of before) expect(await engine.removeImage(name)).toMatchObject({ ok: true })
  await docker(['--host', own.address, 'builder', 'prune', '--all', '--force'])
  const next = (await build(verbs, { names: ['next'] })).layers[0]
  expect(next?.end).toMatchObject({ kind: 'done' })
  expect(await names()).toEqual([next?.image, 'hal/next:latest'])
})

test('tools that a full disk has no room for say so, and leave nothing that could be taken for them', async () => {
  await using dir = await profilesDir({
    '../docker/tools/Dockerfile': `FROM ${debian} AS build\nRUN mkdir -p /tools/bin && head -c 60000000 /dev/urandom > /tools/bin/hal-worker\nFROM scratch\nCOPY --from=build /tools /tools\nCMD ["none"]\n`,
  })
  const full = await images(dir, engine).ensureTools()
  expect(full).toMatchObject({ ok: false, failure: { reason: 'engine-disk-full' } })
  expect(await engine.list({ 'dev.hal.kind': 'tools-keeper' })).toEqual({ ok: true, value: [] })
  expect(await engine.list({ 'dev.hal.kind': 'tools-fill' })).toEqual({ ok: true, value: [] })
  expect(await engine.volumes({ 'dev.hal.kind': 'tools' })).toEqual({ ok: true, value: [] })
})

test('a pull that a full disk has no room for says so, and names nothing', async () => {
  await using registry = await startRegistry()
  const reference = `${registry.host}/large:1`
  // The classic builder keeps nothing of it for another build.
  await execa('docker', ['build', '--quiet', '--tag', reference, '-'], {
    input: `FROM ${debian}\nRUN head -c 150000000 /dev/urandom > /file\n`,
    env: { DOCKER_BUILDKIT: '0' },
  })
  await docker(['push', reference])
  await docker(['image', 'rm', '--force', reference])
  await registry.kill()
  await registry.start(own.inside())
  const pulled = await engine.pull(reference, () => undefined)
  expect(pulled).toMatchObject({
    ok: false,
    failure: { reason: 'engine-disk-full', address: own.address, what: `pull ${reference}` },
  })
  expect(await engine.image(reference)).toEqual({ ok: true, value: undefined })
})
