import { expect, test } from 'vitest'
import type { Image } from '../../engines/engine.ts'
import { loadCatalogue } from '../declare/catalogue.ts'
import { formatPins } from '../declare/layer-pins.ts'
import { type ProfilesDir, profileFiles, profilesDir } from '../declare/profiles.fixture.ts'
import { imageLabels } from '../labels.ts'
import { formatInputs } from './fingerprint.ts'
import { formatParts, layerParts } from './parts.ts'
import { freshness, type Layer, planLayers } from './plan.ts'
import { whyBuild } from './why-build.ts'

const files = {
  ...profileFiles('base', { from: 'debian' }),
  ...profileFiles('node', { parent: 'base' }),
  ...profileFiles('java', { parent: 'base' }),
}

test('a change below makes everything above it stale, and nothing beside it', async () => {
  await using dir = await profilesDir(files)
  const images = (await layersOf(dir)).map(imageOf)
  await dir.write('node/extra', 'x')
  const states = freshness(await layersOf(dir), images).map(({ layer, state }) => [
    layer.profile.name,
    state.kind === 'stale' ? state.changed : state.kind,
  ])
  expect(states).toEqual([
    ['base', 'fresh'],
    ['java', 'fresh'],
    ['node', ['files']],
  ])
  await dir.write('base/extra', 'x')
  const all = freshness(await layersOf(dir), images).map(({ state }) => state)
  expect(all).toMatchObject([
    { changed: ['files'] },
    { changed: ['parent'] },
    { changed: ['files', 'parent'] },
  ])
})

test('of a declaration beside a Dockerfile counts what it says of the image, and all of it where the image has it', async () => {
  const dockerfile = 'ARG PARENT\nFROM $PARENT\nCOPY . /x\n'
  const named = { from: 'debian', description: 'one' }
  await using dir = await profilesDir({
    ...profileFiles('plain', named),
    ...profileFiles('whole', named, dockerfile),
  })
  const images = (await layersOf(dir)).map(imageOf)
  const declare = async (facts: object) => {
    for (const name of ['plain', 'whole'])
      await dir.write(`${name}/profile.json`, JSON.stringify({ ...named, ...facts }))
    return freshness(await layersOf(dir), images).map((layer) => whyBuild(layer, {}))
  }
  const file = { kind: 'file', input: 'files', name: 'profile.json', how: 'other' }
  const taken = [{ reason: 'changed', inputs: ['files'], parts: [file] }]
  expect(await declare({ description: 'two', budget: '1G' })).toEqual([[], taken])
  const argument = { kind: 'argument', input: 'args', name: 'A', how: 'new' }
  expect((await declare({ args: { A: '1' } }))[0]).toEqual([
    { reason: 'changed', inputs: ['args'], parts: [argument] },
  ])
})

test('another version of a pinned tool is said with both versions, where it is used and nowhere else', async () => {
  const files = {
    'base/profile.json': JSON.stringify({ from: 'debian', packages: ['jq'] }),
    'agent/profile.json': JSON.stringify({ parent: 'base', fetch: { codex: tool } }),
    'plain/profile.json': JSON.stringify({ parent: 'base', packages: ['git'] }),
    'above/profile.json': JSON.stringify({ parent: 'agent', packages: ['jq'] }),
  }
  await using old = await profilesDir(files, { codex: { version: '1.0' }, node: { version: '24.0' } })
  await using now = await profilesDir(files, { codex: { version: '1.1' }, node: { version: '24.1' } })
  const images = (await layersOf(old)).map(imageOf)
  const planned = freshness(await layersOf(now), images)
  const pins = { reason: 'pins', pins: [{ tool: 'codex', from: '1.0', to: '1.1' }] }
  expect(planned.map((layer) => [layer.layer.profile.name, whyBuild(layer, {})])).toEqual([
    ['base', []],
    ['agent', [pins]],
    ['above', [{ reason: 'parent', parent: 'agent', why: [pins] }]],
    ['plain', []],
  ])
})

test('a promise of the pinned version is a new one with each pin, and nothing that must be said', async () => {
  const agent = { from: 'debian', fetch: { codex: tool }, promises: { codex: 'pinned' } }
  const files = { 'agent/profile.json': JSON.stringify(agent) }
  await using old = await profilesDir(files, { codex: { version: '1.0' } })
  await using now = await profilesDir(files, { codex: { version: '1.1' } })
  const pins = { reason: 'pins', pins: [{ tool: 'codex', from: '1.0', to: '1.1' }] }
  const plan = async () => freshness(await layersOf(now), (await layersOf(old)).map(imageOf))
  expect((await plan()).map((layer) => whyBuild(layer, {}))).toEqual([[pins]])
  await now.write('agent/profile.json', JSON.stringify({ ...agent, env: { A: '' } }))
  const parts = [{ kind: 'variable', input: 'recipe', name: 'A', how: 'new' }]
  expect((await plan()).map((layer) => whyBuild(layer, {}))).toEqual([
    [pins, { reason: 'changed', inputs: ['recipe'], parts }],
  ])
})

test('of what a layer stands on it is said what changed since, as long as the older one is here', async () => {
  await using dir = await profilesDir(files)
  const before = (await layersOf(dir)).map(imageOf)
  await dir.write('base/extra', 'x')
  const now = await layersOf(dir)
  const base = imageOf(now[0] as Layer)
  const why = (images: readonly Image[]) =>
    freshness(now, images).map((layer) => [layer.layer.profile.name, whyBuild(layer, {})])
  const extra = { kind: 'file', input: 'files', name: 'extra', how: 'new' }
  const changed = { reason: 'changed', inputs: ['files'], parts: [extra] }
  const [node, java] = ['node', 'java'].map((name) =>
    before.find((one) => one.labels[imageLabels.profile] === name),
  )
  if (node === undefined || java === undefined) throw new Error('not built')
  expect(why([...before, base])).toEqual([
    ['base', []],
    ['java', [{ reason: 'parent', parent: 'base', why: [changed] }]],
    ['node', [{ reason: 'parent', parent: 'base', why: [changed] }]],
  ])
  expect(why([base, java, node])).toContainEqual(['node', [{ reason: 'parent', parent: 'base', why: [] }]])
})

test('one that stood on another profile, or on another image from outside, says which', async () => {
  await using dir = await profilesDir(files)
  const images = (await layersOf(dir)).map(imageOf)
  await dir.write('node/profile.json', JSON.stringify({ parent: 'java' }))
  const why = async (id?: string) =>
    freshness(await layersOf(dir, id), images).map((layer) => [layer.layer.profile.name, whyBuild(layer, {})])
  const elsewhere = { reason: 'parent', parent: 'java', instead: 'base', why: [] }
  expect(await why()).toContainEqual(['node', [elsewhere]])
  const moved = { reason: 'base', reference: 'debian', from: 'd', to: 'e' }
  expect(await why('sha256:e')).toContainEqual(['base', [moved]])
})

test('a pinned sum that changes under the same version is a changed pin', async () => {
  const files = { 'agent/profile.json': JSON.stringify({ from: 'debian', fetch: { codex: tool } }) }
  await using old = await profilesDir(files, { codex: { version: '1.0', sums: { any: 'sha512-a' } } })
  await using now = await profilesDir(files, { codex: { version: '1.0', sums: { any: 'sha512-b' } } })
  const images = (await layersOf(old)).map(imageOf)
  const planned = freshness(await layersOf(now), images)
  expect(planned.map((layer) => whyBuild(layer, {}))).toEqual([
    [{ reason: 'pins', pins: [{ tool: 'codex', from: '1.0', to: '1.0' }] }],
  ])
})

test('a layer is told the pinned name of the image that it stands on', async () => {
  await using dir = await profilesDir(files)
  const [base, java] = await layersOf(dir)
  expect(base?.parentImage).toBe('debian')
  expect(java?.parentImage).toBe(base?.names.pinned)
})

test("a person's image on top of hal's, with its inherited labels, is nobody's build", async () => {
  await using dir = await profilesDir(files)
  const layers = await layersOf(dir)
  const inherited = layers.map((layer) => ({ ...imageOf(layer), references: ['mine:latest'] }))
  expect(freshness(layers, inherited).map(({ state }) => state.kind)).toEqual([
    'not-built',
    'not-built',
    'not-built',
  ])
})

test('a tag whose image has another fingerprint does not count as fresh', async () => {
  await using dir = await profilesDir(files)
  const layers = await layersOf(dir)
  const images = layers.map((layer) => ({
    ...imageOf(layer),
    labels: { [imageLabels.home]: 'hal', [imageLabels.fingerprint]: 'other' },
  }))
  expect(freshness(layers, images).map(({ state }) => state.kind)).toEqual(['stale', 'stale', 'stale'])
})

test('layers over an image that is not here are left out', async () => {
  await using dir = await profilesDir({ ...files, ...profileFiles('rust', { from: 'rust:1' }) })
  const names = (await layersOf(dir)).map(({ profile }) => profile.name)
  expect(names).toEqual(['base', 'java', 'node'])
})

const tool = { npm: '@openai/codex@{version}', put: { codex: '/usr/local/bin/codex' } }

async function layersOf(dir: ProfilesDir, id = 'sha256:d'): Promise<readonly Layer[]> {
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(catalogue.failure.reason)
  return planLayers([...catalogue.value.values()], new Map([['debian', image({ id })]]))
}

const imageOf = (layer: Layer): Image =>
  image({
    references: [layer.names.pinned, layer.names.latest],
    labels: {
      [imageLabels.home]: layer.profile.home,
      [imageLabels.fingerprint]: layer.fingerprint,
      [imageLabels.inputs]: formatInputs(layer.inputs),
      [imageLabels.pins]: formatPins(layer.profile.pins),
      [imageLabels.parts]: formatParts(layerParts(layer)),
      [imageLabels.profile]: layer.profile.name,
      'org.opencontainers.image.base.name': layer.parentImage,
    },
  })

const image = (facts: Partial<Image>): Image => ({
  id: 'sha256:i',
  references: [],
  digests: [],
  labels: {},
  sizeBytes: 1,
  createdAt: new Date(0),
  architecture: 'amd64',
  env: [],
  ...facts,
})
