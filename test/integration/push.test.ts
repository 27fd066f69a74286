import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, describe, expect, test } from 'vitest'
import { loadCatalogue } from '../../src/images/declare/catalogue.ts'
import { type ProfilesDir, profileFiles, profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { imageLabels } from '../../src/images/labels.ts'
import { planLayers } from '../../src/images/plan/plan.ts'
import type { Patience } from '../../src/images/push/patience.ts'
import type { PushUpdate } from '../../src/images/push-state.ts'
import type { BuildReport } from '../../src/images/verbs.ts'
import { type FaultyRegistry, startFaultyRegistry } from '../rigs/faulty-registry.ts'
import { build, debian, docker, engine, images, removeImages, run } from '../rigs/image-builds.ts'
import { type Registry, startRegistry } from '../rigs/registry.ts'

afterAll(removeImages)

const hasty: Patience = { pausesMs: [0, 0], silenceMs: 60_000 }
const recipe = ['ARG PARENT', 'FROM $PARENT', 'COPY content /content', ''].join('\n')
/** A layer that no registry and no other test has. */
const withContent = (name: string, parent: object): Readonly<Record<string, string>> => ({
  ...profileFiles(name, parent, recipe),
  [`${name}/content`]: randomBytes(1_000_000).toString('hex'),
})

/** A profile whose image no one else has, and what its images are called there. */
async function profileNamed(short: string, host: string) {
  const name = `${run}-${short}`
  const dir = await profilesDir(withContent(name, { from: debian }))
  return { dir, name, repository: `${host}/${run}/hal-${name}` }
}

const verbsTo = (dir: ProfilesDir, host: string, patience: Patience = hasty) =>
  images(dir, engine, undefined, { registry: host, org: run }, patience)

/** By tag: how its push ended. */
const endsOf = ({ pushes }: BuildReport): Readonly<Record<string, string>> =>
  Object.fromEntries(pushes.map(({ reference, end }) => [reference.replace(/.*:/, ''), end.kind]))

const failures = ({ pushes }: BuildReport) =>
  pushes.flatMap(({ end }) => (end.kind === 'failed' ? [end.failure] : []))

const fingerprintOf = ({ layers }: BuildReport): string => layers[0]?.fingerprint.slice(0, 7) ?? ''

async function digestAt({ host }: { readonly host: string }, name: string, tag: string) {
  const answer = await fetch(`http://${host}/v2/${run}/hal-${name}/manifests/${tag}`, {
    headers: { accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  return answer.ok ? answer.headers.get('docker-content-digest') : undefined
}

/** All that the engine has of a profile, by name. */
async function namesHere(profile: string): Promise<readonly string[]> {
  const { stdout } = await docker(['image', 'ls', '--format', '{{.Repository}}:{{.Tag}}'])
  return stdout
    .split('\n')
    .filter((name) => name.includes(profile))
    .sort()
}

const sent = ({ requests }: FaultyRegistry) =>
  requests.filter((request) => /^(POST|PUT|PATCH) /.test(request))

async function faultyRegistry(): Promise<
  { readonly registry: Registry; readonly faulty: FaultyRegistry } & AsyncDisposable
> {
  const registry = await startRegistry()
  const faulty = await startFaultyRegistry(registry)
  return {
    ...{ registry, faulty },
    [Symbol.asyncDispose]: async () => {
      await faulty[Symbol.asyncDispose]()
      await registry[Symbol.asyncDispose]()
    },
  }
}

describe('a second push', () => {
  test('sends nothing that is there by its digest', async () => {
    await using both = await faultyRegistry()
    const { faulty } = both
    const { dir, name } = await profileNamed('twice', faulty.host)
    await using _ = dir
    const first = await build(verbsTo(dir, faulty.host), { isPushed: true })
    expect(endsOf(first)).toEqual({ [fingerprintOf(first)]: 'pushed', latest: 'pushed' })
    expect(sent(faulty)).toContain(`PUT /v2/${run}/hal-${name}/manifests/latest`)
    faulty.requests.length = 0
    const second = await build(verbsTo(dir, faulty.host), { isPushed: true })
    expect(endsOf(second)).toEqual({ [fingerprintOf(first)]: 'there', latest: 'there' })
    expect(sent(faulty)).toEqual([])
  })

  test('leaves an image that was built elsewhere from the same inputs, and moves the aliases to it', async () => {
    await using registry = await startRegistry()
    const { dir, name } = await profileNamed('elsewhere', registry.host)
    await using _ = dir
    const verbs = verbsTo(dir, registry.host)
    const first = await build(verbs, { isPushed: true })
    const digest = await digestAt(registry, name, 'latest')
    // As on another machine: the same fingerprint, other bytes; and `latest` was moved by somebody.
    const local = await build(verbs, { isCacheDisabled: true })
    expect(fingerprintOf(local)).toBe(fingerprintOf(first))
    await docker(['tag', debian, `${registry.host}/${run}/hal-${name}:latest`])
    await docker(['push', `${registry.host}/${run}/hal-${name}:latest`])
    expect(await digestAt(registry, name, 'latest')).not.toBe(digest)

    const second = await build(verbs, { isPushed: true })
    expect(endsOf(second)).toEqual({ [fingerprintOf(first)]: 'elsewhere', latest: 'pushed' })
    expect(await digestAt(registry, name, fingerprintOf(first))).toBe(digest)
    expect(await digestAt(registry, name, 'latest')).toBe(digest)
  })

  test('never overwrites a fingerprint’s tag that has something else', async () => {
    await using registry = await startRegistry()
    const { dir, name, repository } = await profileNamed('taken', registry.host)
    await using _ = dir
    const built = await build(verbsTo(dir, registry.host))
    const taken = `${repository}:${fingerprintOf(built)}`
    await docker(['tag', debian, taken])
    await docker(['push', taken])
    const digest = await digestAt(registry, name, fingerprintOf(built))
    const pushed = await build(verbsTo(dir, registry.host), { isPushed: true })
    expect(failures(pushed)).toEqual([{ reason: 'tag-taken', image: taken }])
    expect(endsOf(pushed)).toEqual({ [fingerprintOf(built)]: 'failed', latest: 'left-out' })
    expect(await digestAt(registry, name, fingerprintOf(built))).toBe(digest)
    expect(await digestAt(registry, name, 'latest')).toBeUndefined()
  })
})

test('a clean commit has a tag of its own, which never moves, and stands in the labels', async () => {
  await using registry = await startRegistry()
  const { dir, name, repository } = await profileNamed('commit', registry.host)
  await using _ = dir
  const git = (...args: readonly string[]) =>
    execa('git', ['-C', dir.packageDir, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
  await git('init', '--quiet')
  await git('remote', 'add', 'origin', 'https://ada:secret@example.org/acme/images.git')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  const { stdout: commit } = await git('rev-parse', 'HEAD')
  const tag = `git-${commit.slice(0, 12)}`
  await docker(['tag', debian, `${repository}:${tag}`])
  await docker(['push', `${repository}:${tag}`])
  const taken = await digestAt(registry, name, tag)

  const pushed = await build(verbsTo(dir, registry.host), { isPushed: true })
  expect(endsOf(pushed)).toEqual({ [fingerprintOf(pushed)]: 'pushed', [tag]: 'kept', latest: 'pushed' })
  expect(await digestAt(registry, name, tag)).toBe(taken)
  const image = await engine.image(`hal/${name}:latest`)
  expect(image.ok && image.value?.labels).toMatchObject({
    'org.opencontainers.image.source': 'https://example.org/acme/images.git',
    'org.opencontainers.image.revision': commit,
  })

  // Where nothing has its name yet, the commit's goes up, too.
  await using empty = await startRegistry()
  const verbs = images(dir, engine, undefined, { registry: empty.host, org: run, version: '1.0' }, hasty)
  const first = await build(verbs, { isPushed: true })
  expect(endsOf(first)).toMatchObject({ [fingerprintOf(first)]: 'pushed', [tag]: 'pushed' })
  expect(await digestAt(empty, name, tag)).toBe(await digestAt(empty, name, fingerprintOf(first)))
  expect(await digestAt(empty, name, tag)).toMatch(/^sha256:/)

  await dir.write(`${name}/more`, 'not committed')
  const changed = await build(verbsTo(dir, registry.host), { isPushed: true })
  expect(Object.keys(endsOf(changed))).toEqual([fingerprintOf(changed), 'latest'])

  // A version's name moves to whoever builds it anew.
  const before = await digestAt(empty, name, '1.0')
  const anew = await build(verbs, { isPushed: true })
  expect(endsOf(anew)).toEqual({ [fingerprintOf(anew)]: 'pushed', '1.0': 'pushed', latest: 'pushed' })
  expect(await digestAt(empty, name, '1.0')).toBe(await digestAt(empty, name, fingerprintOf(anew)))
  expect(await digestAt(empty, name, '1.0')).not.toBe(before)
})

test('what lacked a tool, and is built for that alone, says where it is from', async () => {
  const { dir, name } = await profileNamed('made-whole', '127.0.0.1:1')
  await using _ = dir
  const git = (...args: readonly string[]) =>
    execa('git', ['-C', dir.packageDir, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
  await git('init', '--quiet')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  const { stdout: commit } = await git('rev-parse', 'HEAD')
  await pretendBuilt(dir, name, 'robot')
  const built = await build(images(dir))
  expect(built.layers).toMatchObject([{ end: { kind: 'done', missing: [] } }])
  const image = await engine.image(`hal/${name}:latest`)
  expect(image.ok && image.value?.labels).toMatchObject({ 'org.opencontainers.image.revision': commit })
})

test('as many images are on their way at once as was asked for, and no more', async () => {
  await using both = await faultyRegistry()
  const { faulty } = both
  const names = ['a', 'b', 'c'].map((short) => `${run}-crowd-${short}`)
  await using dir = await profilesDir(
    Object.assign({}, ...names.map((name) => withContent(name, { from: debian }))),
  )
  const underWay = new Set<string>()
  const most: string[][] = []
  const pushed = await build(verbsTo(dir, faulty.host), {
    isPushed: true,
    onPush: ({ layer, reference, state }) => {
      if (state.kind === 'asking') underWay.add(layer)
      if (underWay.size > (most.at(-1)?.length ?? 0)) most.push([...underWay])
      const isLast = reference.endsWith(':latest')
      if (isLast && ['pushed', 'failed'].includes(state.kind)) underWay.delete(layer)
    },
  })
  expect(failures(pushed)).toEqual([])
  expect(most.at(-1)).toHaveLength(2)
})

describe('a registry that fails', () => {
  const manifest = / \/v2\/.*\/manifests\//
  const pausesOf = (updates: readonly PushUpdate[]) =>
    updates.filter(({ state }) => state.kind === 'pausing').length

  test('and recovers is tried again, and the push is whole', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed('recovers', faulty.host)
    await using _ = dir
    // For each of its questions the engine tries HEAD, then GET.
    let left = 4
    faulty.harm = (request) =>
      /\/manifests\/[0-9a-f]{7}$/.test(request) && left-- > 0 ? { kind: 'answer', status: 500 } : undefined
    const updates: PushUpdate[] = []
    const pushed = await build(verbsTo(dir, faulty.host), {
      isPushed: true,
      onPush: (update) => void updates.push(update),
    })
    expect(failures(pushed)).toEqual([])
    expect(pausesOf(updates)).toBe(2)
    expect(await digestAt(registry, name, 'latest')).toBe(
      await digestAt(registry, name, fingerprintOf(pushed)),
    )
  })

  test.each([
    { status: 500, reason: 'registry-unreachable', pauses: 2 },
    { status: 429, reason: 'registry-unreachable', pauses: 2 },
    { status: 401, reason: 'registry-denied', pauses: 0 },
    { status: 403, reason: 'registry-denied', pauses: 0 },
  ])('with $status at the end of a push leaves nothing tagged', async ({ status, reason, pauses }) => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed(`status-${status}`, faulty.host)
    await using _ = dir
    faulty.harm = (request) =>
      request.startsWith('PUT') && manifest.test(request) ? { kind: 'answer', status } : undefined
    const updates: PushUpdate[] = []
    const pushed = await build(verbsTo(dir, faulty.host), {
      isPushed: true,
      onPush: (update) => void updates.push(update),
    })
    expect(failures(pushed)).toMatchObject([{ reason }])
    expect(endsOf(pushed)).toEqual({ [fingerprintOf(pushed)]: 'failed', latest: 'left-out' })
    expect(pausesOf(updates)).toBe(pauses)
    expect(await digestAt(registry, name, fingerprintOf(pushed))).toBeUndefined()
    expect(await digestAt(registry, name, 'latest')).toBeUndefined()
    expect(await namesHere(name)).toEqual([`hal/${name}:${fingerprintOf(pushed)}`, `hal/${name}:latest`])
  })

  test('leaves a name that was here before as it was', async () => {
    await using both = await faultyRegistry()
    const { faulty } = both
    const { dir, repository } = await profileNamed('named-before', faulty.host)
    await using _ = dir
    await docker(['tag', debian, `${repository}:latest`])
    faulty.harm = (request) =>
      request.startsWith('PUT') && request.endsWith('/manifests/latest')
        ? { kind: 'answer', status: 403 }
        : undefined
    const pushed = await build(verbsTo(dir, faulty.host), { isPushed: true })
    expect(endsOf(pushed)).toEqual({ [fingerprintOf(pushed)]: 'pushed', latest: 'failed' })
    const [there, base] = [await engine.image(`${repository}:latest`), await engine.image(debian)]
    expect(there.ok && base.ok && there.value?.id === base.value?.id).toBe(true)
  })

  test('and hangs is given up with how long it said nothing', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name, repository } = await profileNamed('hangs', faulty.host)
    await using _ = dir
    faulty.harm = (request) =>
      request.startsWith('PUT') && manifest.test(request) ? { kind: 'hang' } : undefined
    const pushed = await build(verbsTo(dir, faulty.host, { ...hasty, silenceMs: 1_500 }), { isPushed: true })
    const image = `${repository}:${fingerprintOf(pushed)}`
    expect(failures(pushed)).toEqual([{ reason: 'registry-silent', image, silenceMs: 1_500 }])
    const tries = `PUT /v2/${run}/hal-${name}/manifests/${fingerprintOf(pushed)}`
    expect(faulty.requests.filter((request) => request === tries)).toHaveLength(3)
    for (const tag of [fingerprintOf(pushed), 'latest'])
      expect(await digestAt(registry, name, tag)).toBeUndefined()
    expect(await namesHere(name)).toEqual([`hal/${name}:${fingerprintOf(pushed)}`, `hal/${name}:latest`])
  })

  test('and is given up by a person in the middle leaves nothing tagged, and the next push brings the rest', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed('given-up', faulty.host)
    await using _ = dir
    const stop = new AbortController()
    faulty.harm = (request) => {
      if (!request.startsWith('PUT') || !manifest.test(request)) return undefined
      stop.abort()
      return { kind: 'hang' }
    }
    const verbs = verbsTo(dir, faulty.host)
    const pushed = await build(verbs, { isPushed: true, signal: stop.signal })
    expect(failures(pushed)).toMatchObject([{ reason: 'cancelled' }])
    expect(endsOf(pushed)).toEqual({ [fingerprintOf(pushed)]: 'failed', latest: 'left-out' })
    expect(pushed.lock).toBeUndefined()
    for (const tag of [fingerprintOf(pushed), 'latest'])
      expect(await digestAt(registry, name, tag)).toBeUndefined()
    expect(await namesHere(name)).toEqual([`hal/${name}:${fingerprintOf(pushed)}`, `hal/${name}:latest`])

    const blobs = () => sent(faulty).filter((request) => /^PUT .*\/blobs\/uploads\//.test(request)).length
    const before = blobs()
    expect(before).toBeGreaterThan(0)
    faulty.harm = () => undefined
    expect(endsOf(await build(verbs, { isPushed: true }))).toEqual({
      [fingerprintOf(pushed)]: 'pushed',
      latest: 'pushed',
    })
    expect(blobs()).toBe(before)
  })

  test('before the build leaves everything unbuilt', async () => {
    await using both = await faultyRegistry()
    const { faulty } = both
    const { dir, name } = await profileNamed('early', faulty.host)
    await using _ = dir
    const push = (patience: Patience) =>
      verbsTo(dir, faulty.host, patience).buildProfiles({ names: [], isPushed: true })
    faulty.harm = () => ({ kind: 'answer', status: 401 })
    expect(await push(hasty)).toMatchObject({ ok: false, failure: { reason: 'registry-denied' } })
    faulty.harm = () => ({ kind: 'answer', status: 503 })
    expect(await push(hasty)).toMatchObject({ ok: false, failure: { reason: 'registry-unreachable' } })
    faulty.harm = () => ({ kind: 'hang' })
    expect(await push({ ...hasty, silenceMs: 300 })).toMatchObject({
      ok: false,
      failure: { reason: 'registry-silent' },
    })
    expect(await engine.image(`hal/${name}:latest`)).toEqual({ ok: true, value: undefined })
  })

  test('in the middle of a layer is tried again by the engine', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed('cut', faulty.host)
    await using _ = dir
    let isCut = false
    faulty.harm = (request) => {
      if (isCut || !request.startsWith('PATCH')) return undefined
      isCut = true
      return { kind: 'cut' }
    }
    const updates: PushUpdate[] = []
    const pushed = await build(verbsTo(dir, faulty.host), {
      isPushed: true,
      onPush: (update) => void updates.push(update),
    })
    expect(failures(pushed)).toEqual([])
    expect(
      updates.some(({ state }) => state.kind === 'pushing' && state.progress?.isTryingAgain === true),
    ).toBe(true)
    expect(await digestAt(registry, name, 'latest')).toBeDefined()
  })
})

describe('a registry that lies', () => {
  /** The digest of another image that the registry has there. */
  const otherDigest = async (registry: Registry, name: string): Promise<string> => {
    const other = `${registry.host}/${run}/hal-${name}:other`
    await docker(['tag', debian, other])
    await docker(['push', other])
    return (await digestAt(registry, name, 'other')) ?? ''
  }

  test('about what it was sent moves no alias', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed('lies', faulty.host)
    await using _ = dir
    const lie = await otherDigest(registry, name)
    let isThere = false
    faulty.harm = (request) => {
      if (!/\/manifests\//.test(request)) return undefined
      isThere ||= request.startsWith('PUT')
      return request.startsWith('HEAD') && isThere ? { kind: 'lie', digest: lie } : undefined
    }
    const pushed = await build(verbsTo(dir, faulty.host), { isPushed: true })
    expect(failures(pushed)).toMatchObject([{ reason: 'digest-mismatch', got: lie }])
    expect(endsOf(pushed)).toEqual({ [fingerprintOf(pushed)]: 'failed', latest: 'left-out' })
    expect(await digestAt(registry, name, 'latest')).toBeUndefined()
  })

  test('about what it has is not believed', async () => {
    await using both = await faultyRegistry()
    const { registry, faulty } = both
    const { dir, name } = await profileNamed('claims', faulty.host)
    await using _ = dir
    const lie = await otherDigest(registry, name)
    await build(verbsTo(dir, faulty.host), { isPushed: true })
    await build(verbsTo(dir, faulty.host), { isCacheDisabled: true })
    let left = 1
    faulty.harm = (request) =>
      /^HEAD .*\/manifests\/[0-9a-f]{7}$/.test(request) && left-- > 0
        ? { kind: 'lie', digest: lie }
        : undefined
    faulty.requests.length = 0
    const pushed = await build(verbsTo(dir, faulty.host), { isPushed: true })
    expect(sent(faulty)).toEqual([])
    expect(failures(pushed)).toMatchObject([{ reason: 'digest-mismatch', got: lie }])
  })
})

test('a registry that is killed in the middle is said to lack the rest, and a second run sends only that', async () => {
  await using both = await faultyRegistry()
  const { registry, faulty } = both
  const [first, second] = [`${run}-killed-a`, `${run}-killed-b`]
  await using dir = await profilesDir({
    ...withContent(first, { from: debian }),
    ...withContent(second, { parent: first }),
  })
  const lockFile = join(dir.packageDir, 'lock.json')
  const locked = async () => Object.keys(JSON.parse(await readFile(lockFile, 'utf8')).images)
  await build(verbsTo(dir, faulty.host), { names: [first], isPushed: true })
  // The first image has been looked at, and a layer of the second is on its way.
  const seen = Promise.withResolvers<void>()
  const before = () => seen.promise.then(() => registry.kill())
  faulty.harm = (request) => (request.startsWith('PATCH') ? { kind: 'cut', before } : undefined)
  const broken = await build(verbsTo(dir, faulty.host), {
    ...{ isPushed: true, lockFile },
    onPush: ({ reference, state }) => {
      if (reference.endsWith(`${first}:latest`) && state.kind === 'there') seen.resolve()
    },
  })
  expect(broken.pushes.map(({ layer, end }) => [layer, end.kind])).toEqual([
    [first, 'there'],
    [first, 'there'],
    [second, 'failed'],
    [second, 'left-out'],
  ])
  expect(failures(broken)).toMatchObject([{ reason: 'registry-unreachable' }])
  expect(await locked()).toEqual([first])

  await registry.start()
  faulty.harm = () => undefined
  faulty.requests.length = 0
  const whole = await build(verbsTo(dir, faulty.host), { isPushed: true, lockFile })
  expect(whole.pushes.map(({ end }) => end.kind)).toEqual(['there', 'there', 'pushed', 'pushed'])
  expect(sent(faulty).filter((request) => request.includes(first))).toEqual([])
  expect(await locked()).toEqual([first, second])
}, 180_000)

describe('an image that lacks a tool, by the name of its fingerprint', () => {
  const toolOf = { url: 'https://example.org/{version}', put: { '.': '/usr/local/bin/robot' } }
  const declared = JSON.stringify({ from: debian, fetch: { robot: { ...toolOf, optional: true } } })
  const push = (dir: ProfilesDir, host: string) =>
    build(verbsTo(dir, host), { isPushed: true, isMissingAllowed: true })

  test('gives way to the whole one', async () => {
    await using registry = await startRegistry()
    const name = `${run}-gives-way`
    await using dir = await profilesDir({ [`${name}/profile.json`]: declared }, { robot: { version: '1' } })
    await pretendBuilt(dir, name, 'robot')
    const lacking = await push(dir, registry.host)
    const before = await digestAt(registry, name, 'latest')
    await pretendBuilt(dir, name, '')
    const whole = await push(dir, registry.host)
    expect(fingerprintOf(whole)).toBe(fingerprintOf(lacking))
    expect(endsOf(whole)).toEqual({ [fingerprintOf(whole)]: 'pushed', latest: 'pushed' })
    const after = await digestAt(registry, name, 'latest')
    expect(after).not.toBe(before)
    expect(await digestAt(registry, name, fingerprintOf(whole))).toBe(after)
  })

  test('leaves the whole one', async () => {
    await using registry = await startRegistry()
    const name = `${run}-stays`
    await using dir = await profilesDir({ [`${name}/profile.json`]: declared }, { robot: { version: '1' } })
    await pretendBuilt(dir, name, '')
    await push(dir, registry.host)
    const before = await digestAt(registry, name, 'latest')
    await pretendBuilt(dir, name, 'robot')
    const lacking = await push(dir, registry.host)
    expect(endsOf(lacking)).toEqual({ [fingerprintOf(lacking)]: 'elsewhere', latest: 'there' })
    expect(await digestAt(registry, name, fingerprintOf(lacking))).toBe(before)
    expect(await digestAt(registry, name, 'latest')).toBe(before)
  })
})

test.each([
  { title: 'are named with all images that have them', missing: '' },
  { title: 'are not named where they were left out', missing: 'robot' },
])('tools that are their makers’ $title', async ({ missing }) => {
  await using registry = await startRegistry()
  const [agent, above] = [`${run}-agent${missing}`, `${run}-above${missing}`]
  const licence = 'its maker’s, all rights reserved'
  const tool = { url: 'https://example.org/{version}', put: { '.': '/usr/local/bin/robot' }, licence }
  const declared = JSON.stringify({ from: debian, fetch: { robot: { ...tool, optional: true } } })
  const files = { [`${agent}/profile.json`]: declared, ...withContent(above, { parent: agent }) }
  await using dir = await profilesDir(files, { robot: { version: '1' } })
  await pretendBuilt(dir, agent, missing)
  const said: unknown[] = []
  const pushed = await verbsTo(dir, registry.host).buildProfiles({
    ...{ names: [], isPushed: true, isMissingAllowed: true },
    onUpdate: (update) => {
      if (update.kind === 'licences') said.push(update.licences)
    },
  })
  const licences = missing === '' ? [{ tool: 'robot', licence, images: [agent, above] }] : []
  expect(pushed).toMatchObject({ ok: true, value: { licences } })
  expect(said).toEqual(missing === '' ? [licences] : [])
})

/** An image that has a profile's fingerprint, and nothing that the profile would fetch. */
async function pretendBuilt(dir: ProfilesDir, profile: string, missing: string): Promise<void> {
  const [catalogue, base] = [await loadCatalogue(dir), await engine.image(debian)]
  if (!catalogue.ok || !base.ok || base.value === undefined) throw new Error('there is no base')
  const layers = await planLayers([...catalogue.value.values()], new Map([[debian, base.value]]))
  const layer = layers.find(({ profile: { name } }) => name === profile)
  if (layer === undefined) throw new Error(`${profile} has no plan`)
  const { kind, fingerprint, missing: leftOut } = imageLabels
  const built = await engine.build(
    {
      ...{ contextDir: dir.packageDir, dockerfile: 'Dockerfile', args: {} },
      generated: { Dockerfile: `FROM ${debian}\n` },
      tags: [layer.names.pinned, layer.names.latest],
      labels: { [kind]: 'profile', [fingerprint]: layer.fingerprint, [leftOut]: missing },
    },
    () => undefined,
  )
  if (!built.ok) throw new Error(JSON.stringify(built.failure))
}

test('the lock file is merged, and one of a person’s own stays as it is', async () => {
  await using registry = await startRegistry()
  const { dir, name, repository } = await profileNamed('locked', registry.host)
  await using _ = dir
  const lockFile = join(dir.packageDir, 'lock.json')
  const other = { repository: 'x/y', fingerprint: 'f', digest: 'sha256:d', tags: ['f'] }
  await writeFile(lockFile, JSON.stringify({ version: 1, images: { zebra: other } }))
  const pushed = await build(verbsTo(dir, registry.host), { isPushed: true, lockFile })
  const text = await readFile(lockFile, 'utf8')
  const mine = {
    ...{ repository, fingerprint: pushed.layers[0]?.fingerprint },
    digest: await digestAt(registry, name, 'latest'),
    tags: [fingerprintOf(pushed), 'latest'],
  }
  expect(JSON.parse(text)).toEqual({ version: 1, images: { [name]: mine, zebra: other } })
  expect(Object.keys(JSON.parse(text).images)).toEqual([name, 'zebra'])
  await build(verbsTo(dir, registry.host), { isPushed: true, lockFile })
  expect(await readFile(lockFile, 'utf8')).toBe(text)

  await writeFile(lockFile, 'my notes')
  const again = await build(verbsTo(dir, registry.host), { isPushed: true, lockFile })
  expect(failures(again)).toEqual([])
  expect(again.lock).toMatchObject({ file: lockFile, failure: { reason: 'lock-unwritable' } })
  expect(await readFile(lockFile, 'utf8')).toBe('my notes')
})
