import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import type { BuildEvent, Engine } from '../../src/engines/engine.ts'
import { profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import type { BuildUpdate } from '../../src/images/layer-state.ts'
import { build, debian, docker, ends, engine, images, removeImages, run } from '../rigs/image-builds.ts'
import { startRegistry } from '../rigs/registry.ts'

afterAll(removeImages)

test('a build that has nothing to do asks the engine for no build', async () => {
  const [a, b] = [`${run}-a`, `${run}-b`]
  await using dir = await profilesDir({
    ...profileFiles(a, { from: debian }, recipe(`RUN echo ${a} > /a`)),
    ...profileFiles(b, { parent: a }, recipe('RUN cat /a > /b')),
  })
  const counted = countBuilds(engine)
  const first = await build(images(dir, counted.engine))
  expect(ends(first)).toEqual({ [a]: 'done', [b]: 'done' })
  expect(counted.count()).toBe(2)

  const second = await build(images(dir, counted.engine))
  expect(ends(second)).toEqual({ [a]: 'unchanged', [b]: 'unchanged' })
  expect(counted.count()).toBe(2)

  await dir.write(`${b}/extra`, 'new')
  const third = await build(images(dir, counted.engine))
  expect(ends(third)).toEqual({ [a]: 'unchanged', [b]: 'done' })
  expect(counted.count()).toBe(3)
  expect((await images(dir).profiles()).ok).toBe(true)
})

test('workers that ask at once for a profile that was never built get one build, and hear of it', async () => {
  const name = `${run}-chosen`
  await using dir = await profilesDir(profileFiles(name, { from: debian }))
  const counted = countBuilds(engine)
  const verbs = images(dir, counted.engine)
  const heard: string[][] = [[], []]
  const chosen = await Promise.all(
    heard.map((states) =>
      verbs.choose({ profile: name, onBuild: ({ layer, state }) => states.push(`${layer} ${state.kind}`) }),
    ),
  )
  expect(counted.count()).toBe(1)
  for (const states of heard) expect(states.at(-1)).toBe(`${name} done`)
  expect(chosen[1]).toEqual(chosen[0])

  const report = await build(verbs)
  const image = report.layers[0]?.image
  expect(chosen[0]).toEqual({ ok: true, value: { reference: image, profile: name, warnings: [] } })
  await dir.write(`${name}/extra`, 'new')
  expect(await verbs.choose({ profile: name })).toMatchObject({
    value: { reference: image, stale: { reference: image, profile: name, why: [{ reason: 'changed' }] } },
  })
  expect(await verbs.choose({ image: 'any:1', profile: 'nonsense' })).toEqual({
    ok: true,
    value: { reference: 'any:1', profile: undefined, warnings: [] },
  })
})

test('a worker gets no image where the build of its profile fails, and the next one tries again', async () => {
  const name = `${run}-broken`
  await using dir = await profilesDir(profileFiles(name, { from: debian }, recipe('RUN exit 3')))
  const verbs = images(dir)
  expect(await verbs.choose({ profile: name })).toMatchObject({
    failure: { reason: 'build-failed', exitCode: 3 },
  })
  await dir.write(`${name}/Dockerfile`, recipe('RUN true'))
  expect(await verbs.choose({ profile: name })).toMatchObject({ value: { profile: name } })
})

test('who cancels a build that others wait for ends nothing but the own wait; the last one ends the build', async () => {
  const [shared, alone] = [`${run}-shared`, `${run}-alone`]
  await using dir = await profilesDir({
    ...profileFiles(shared, { from: debian }, recipe(`RUN echo ${run}; sleep 3`)),
    ...profileFiles(alone, { from: debian }, recipe(`RUN echo ${run}; sleep 600`)),
  })
  const verbs = images(dir)
  const choose = (profile: string) => {
    const { promise: hasBegun, resolve } = Promise.withResolvers<void>()
    const cancel = new AbortController()
    const onBuild = ({ state }: BuildUpdate) => {
      if (state.kind === 'building' && state.step?.name.includes('sleep')) resolve()
    }
    return { hasBegun, cancel, chosen: verbs.choose({ profile, onBuild, signal: cancel.signal }) }
  }
  const [first, second] = [choose(shared), choose(shared)]
  await Promise.all([first.hasBegun, second.hasBegun])
  first.cancel.abort()
  expect(await first.chosen).toMatchObject({ failure: { reason: 'cancelled' } })
  expect(await second.chosen).toMatchObject({ value: { profile: shared } })

  const third = choose(alone)
  await third.hasBegun
  third.cancel.abort()
  expect(await third.chosen).toMatchObject({ failure: { reason: 'cancelled' } })
  expect(await engine.image(`hal/${alone}:latest`)).toEqual({ ok: true, value: undefined })
})

test('a file that vanishes before it is read is a failure that names it', async () => {
  const name = `${run}-vanishing`
  await using dir = await profilesDir(profileFiles(name, { from: debian }))
  const vanishing = new Proxy(engine, {
    get: (real, property: keyof Engine) =>
      property === 'image'
        ? async (reference: string) => {
            await rm(join(dir.packageDir, 'profiles', name), { recursive: true, force: true })
            return real.image(reference)
          }
        : real[property],
  })
  expect(await images(dir, vanishing).buildProfiles({ names: [] })).toMatchObject({
    failure: { reason: 'context-unreadable', file: expect.stringContaining(name) },
  })
})

test('a newer image from outside that cannot be had is a warning where an older one is here', async () => {
  const name = `${run}-pulled`
  const base = `127.0.0.1:1/${run}/base:1`
  await docker(['tag', debian, base])
  await using dir = await profilesDir(profileFiles(name, { from: base }))
  const report = await images(dir, engine, undefined, {}, { pausesMs: [], silenceMs: 60_000 }).buildProfiles({
    ...{ names: [], isPullForced: true },
  })
  expect(report).toMatchObject({
    value: { layers: [{ layer: name, end: { kind: 'done' } }], warnings: [expect.stringContaining(base)] },
  })
})

test('those named alone are built, where what they stand on is there', async () => {
  const [below, above] = [`${run}-below`, `${run}-above`]
  await using dir = await profilesDir({
    ...profileFiles(below, { from: debian }),
    ...profileFiles(above, { parent: below }),
  })
  const only = { names: [above], isOnly: true }
  const first = await build(images(dir), only)
  expect(ends(first)).toEqual({ [below]: 'failed', [above]: 'skipped' })
  expect(first.layers[0]?.end).toMatchObject({ failure: { reason: 'profile-not-built', profile: below } })
  await build(images(dir), { names: [below] })
  expect(ends(await build(images(dir), only))).toEqual({ [below]: 'unchanged', [above]: 'done' })
})

test('a secret reaches the step that mounts it, and no layer', async () => {
  const name = `${run}-secret`
  const secret = `very-secret-${randomBytes(16).toString('hex')}`
  const step = 'RUN --mount=type=secret,id=ca grep -c very-secret /run/secrets/ca > /found'
  await using dir = await profilesDir(profileFiles(name, { from: debian }, recipe(step)))
  const report = await build(images(dir, engine, Buffer.from(secret)))
  expect(ends(report)).toEqual({ [name]: 'done' })

  const image = report.layers[0]?.image ?? ''
  const found = await docker(['run', '--rm', '--name', `${name}-look`, image, 'cat', '/found'])
  expect(found.stdout.trim()).toBe('1')
  const { stdout: saved } = await promisify(execFile)(
    'sh',
    // Every layer is a tar in the saved tar: a byte of the secret in any of them would be found.
    ['-c', `docker save ${image} | grep -ac ${secret}; docker history --no-trunc ${image}`],
    { maxBuffer: 1e8 },
  )
  expect(saved.split('\n', 1)[0]).toBe('0')
  expect(saved).not.toContain(secret)
})

test('a step that fails shows itself with its last lines, and stops only what stands on it', async () => {
  const [broken, above, beside] = [`${run}-broken`, `${run}-broken-above`, `${run}-broken-beside`]
  await using dir = await profilesDir({
    ...profileFiles(
      broken,
      { from: debian },
      recipe(`RUN i=0; while [ $i -lt 30 ]; do echo "${run} $i"; i=$((i+1)); done; exit 7`),
    ),
    ...profileFiles(above, { parent: broken }),
    ...profileFiles(beside, { from: debian }),
  })
  const report = await build(images(dir))
  expect(ends(report)).toEqual({ [broken]: 'failed', [above]: 'skipped', [beside]: 'done' })
  const end = report.layers.find(({ layer }) => layer === broken)?.end
  expect(end).toMatchObject({ kind: 'failed', failure: { reason: 'build-failed', exitCode: 7 } })
  if (end?.kind !== 'failed' || end.failure.reason !== 'build-failed') throw new Error('unreachable')
  expect(end.failure.step).toContain('[2/2] RUN i=0')
  expect(end.failure.tail).toEqual(Array.from({ length: 20 }, (_, index) => `${run} ${index + 10}`))
})

test('a Dockerfile with a mistake is shown with the mistake', async () => {
  const name = `${run}-mistake`
  await using dir = await profilesDir(profileFiles(name, { from: debian }, recipe('RNU echo')))
  const report = await build(images(dir))
  expect(report.layers[0]?.end).toMatchObject({
    failure: { reason: 'build-failed', tail: [expect.stringContaining('RNU')] },
  })
})

test('an image from outside that cannot be had fails only what stands on it', async () => {
  const [lost, above, fine] = [`${run}-lost`, `${run}-lost-above`, `${run}-fine`]
  await using dir = await profilesDir({
    ...profileFiles(lost, { from: '127.0.0.1:1/nobody/here:1' }),
    ...profileFiles(above, { parent: lost }),
    ...profileFiles(fine, { from: debian }),
  })
  const report = await build(images(dir))
  expect(ends(report)).toEqual({ [fine]: 'done', [lost]: 'failed', [above]: 'skipped' })
  expect(report.layers.find(({ layer }) => layer === lost)?.end).toMatchObject({
    failure: { reason: 'registry-unreachable', image: '127.0.0.1:1/nobody/here:1' },
  })
})

test('a cancelled build ends at once and leaves no image', async () => {
  const [slow, above] = [`${run}-slow`, `${run}-slow-above`]
  await using dir = await profilesDir({
    ...profileFiles(slow, { from: debian }, recipe(`RUN echo ${run}; sleep 600`)),
    ...profileFiles(above, { parent: slow }),
  })
  const cancel = new AbortController()
  const report = await build(images(dir), {
    signal: cancel.signal,
    onUpdate: (update) => {
      if (update.state.kind === 'building' && update.state.step?.name.includes('sleep 600')) cancel.abort()
    },
  })
  expect(report.layers[0]?.end).toMatchObject({ kind: 'failed', failure: { reason: 'cancelled' } })
  expect(ends(report)).toEqual({ [slow]: 'failed', [above]: 'skipped' })
  expect(report.tookMs).toBeLessThan(60_000)
  expect(await engine.image(`hal/${slow}:latest`)).toEqual({ ok: true, value: undefined })
})

test('layers that do not stand on each other are built side by side', async () => {
  const [left, right] = [`${run}-left`, `${run}-right`]
  await using dir = await profilesDir({
    // A cache mount is one folder for both: each step waits until the other one is there.
    ...profileFiles(left, { from: debian }, meet('left', 'right')),
    ...profileFiles(right, { from: debian }, meet('right', 'left')),
  })
  expect(ends(await build(images(dir)))).toEqual({ [left]: 'done', [right]: 'done' })
})

test('a pushed profile is in the registry by both its names, with the digest that hal says', async () => {
  const name = `${run}-pushed`
  await using registry = await startRegistry()
  await using dir = await profilesDir(profileFiles(name, { from: debian }))
  const verbs = images(dir, engine, undefined, { registry: registry.host, org: run })
  const report = await build(verbs, { isPushed: true })
  const [pinned, latest] = report.pushes
  expect(report.pushes).toHaveLength(2)
  if (pinned?.end.kind !== 'pushed' || latest?.end.kind !== 'pushed')
    throw new Error(JSON.stringify(report.pushes))
  const answer = await fetch(`http://${registry.host}/v2/${run}/hal-${name}/manifests/latest`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  expect(answer.headers.get('docker-content-digest')).toBe(latest.end.digest)
  expect(pinned.end.digest).toBe(latest.end.digest)
  expect(pinned.reference.split(':').at(-1)).toBe(report.layers[0]?.fingerprint.slice(0, 7))
  // What was pushed can be pulled.
  expect(await engine.pull(latest.reference, () => {})).toEqual({ ok: true, value: undefined })
})

test('a push with nowhere to go is refused before anything is built', async () => {
  await using dir = await profilesDir(profileFiles(`${run}-nowhere`, { from: debian }))
  const pushed = await images(dir).buildProfiles({ names: [], isPushed: true })
  expect(pushed).toEqual({ ok: false, failure: { reason: 'no-registry' } })
})

test('a build that runs for longer than the engine waits between health checks still gets its secret', async () => {
  const name = `${run}-long`
  const step = 'RUN sleep 8\nRUN --mount=type=secret,id=ca,required=true test -s /run/secrets/ca'
  await using dir = await profilesDir(
    profileFiles(name, { from: debian }, recipe(`RUN echo ${run}\n${step}`)),
  )
  expect(ends(await build(images(dir, engine, Buffer.from('x'))))).toEqual({ [name]: 'done' })
})

const recipe = (steps: string): string => `ARG PARENT\nFROM $PARENT\n${steps}\n`

const meet = (mine: string, other: string): string =>
  recipe(
    `RUN --mount=type=cache,id=${run}-meet,target=/meet touch /meet/${mine}; i=0; ` +
      `until [ -e /meet/${other} ]; do i=$((i+1)); [ $i -lt 300 ] || exit 1; sleep 0.1; done`,
  )

function countBuilds(real: Engine): { readonly engine: Engine; readonly count: () => number } {
  let count = 0
  const build: Engine['build'] = (spec, onEvent: (event: BuildEvent) => void, signal) => {
    count += 1
    return real.build(spec, onEvent, signal)
  }
  return { engine: { ...real, build }, count: () => count }
}

test('what stands on an image that is here doesn’t wait for another one to come, or not to', async () => {
  const [near, far] = [`${run}-near`, `${run}-far`]
  await using dir = await profilesDir({
    ...profileFiles(far, { from: `127.0.0.1:1/${run}/far:1` }),
    ...profileFiles(near, { from: debian }),
  })
  const isBuilt = Promise.withResolvers<void>()
  const seen: string[] = []
  const slow: Engine = {
    ...engine,
    pull: async (reference, onProgress, signal) => {
      onProgress({ doneBytes: 0, totalBytes: 5 })
      await isBuilt.promise
      return engine.pull(reference, onProgress, signal)
    },
  }
  const report = await build(images(dir, slow, undefined, {}, { pausesMs: [], silenceMs: 100_000 }), {
    onUpdate: ({ layer, state }) => {
      seen.push(`${layer} ${state.kind}`)
      if (layer === near && state.kind === 'done') isBuilt.resolve()
    },
  })
  expect(seen.slice(0, 2)).toEqual([`${far} waiting`, `${near} waiting`])
  expect(seen.indexOf(`${far} pulling`)).toBeLessThan(seen.indexOf(`${near} done`))
  expect(report.layers).toMatchObject([
    { layer: far, end: { kind: 'failed', failure: { reason: 'registry-unreachable' } } },
    { layer: near, end: { kind: 'done' } },
  ])
})
