import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import type { ContainerSpec, Engine } from '../../src/engines/engine.ts'
import { buildSecrets } from '../../src/images/build/secrets.ts'
import { imageLabels } from '../../src/images/labels.ts'
import { pruneToolsImages } from '../../src/images/tools/prune-tools-images.ts'
import { readToolsRecipe } from '../../src/images/tools/recipe.ts'
import { openRecipes } from '../../src/images/tools/recipes.ts'
import { ensureTools, type ToolsVolume } from '../../src/images/tools/tools.ts'

import { type NpmRegistry, startNpmRegistry } from '../rigs/npm-registry.ts'

const base = 'debian:bookworm-slim'
const execute = promisify(execFile)
const engine = openDockerEngine({
  endpoint: { kind: 'unix', socketPath: '/var/run/docker.sock' },
  apiVersion: '1.41',
  builderVersion: '2',
})
const made = new Set<string>()
let root = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hal-test-images-tools-'))
})

afterAll(async () => {
  for (const fingerprint of made) await removeTools(fingerprint)
  await rm(root, { recursive: true })
  await engine[Symbol.asyncDispose]()
})

test('the tools are in the volume, and once they are there hal asks the engine one thing', async () => {
  const packageDir = await packageWith('one')
  const tools = await ensured(engine, packageDir)
  expect(await readFrom(tools.volume, '/tools/bin/hal-worker')).toBe('one')
  const asked: string[] = []
  const again = await ensured(recorded(engine, asked), packageDir)
  expect(again).toEqual(tools)
  expect(asked).toEqual(['list'])
})

test('other files in the recipe make other tools, beside the old ones', async () => {
  const before = await ensured(engine, await packageWith('before'))
  const after = await ensured(engine, await packageWith('after'))
  expect(after.volume).not.toBe(before.volume)
  expect(await readFrom(before.volume, '/tools/bin/hal-worker')).toBe('before')
  expect(await readFrom(after.volume, '/tools/bin/hal-worker')).toBe('after')
})

test('hals that make the tools at once all get the same whole volume, and leave one', async () => {
  const packageDir = await packageWith('together')
  const all = await Promise.all([1, 2, 3, 4].map(() => ensured(engine, packageDir)))
  expect(new Set(all.map(({ volume }) => volume)).size).toBe(1)
  const [first] = all
  if (first === undefined) throw new Error('unreachable')
  expect(await readFrom(first.volume, '/tools/bin/hal-worker')).toBe('together')
  const volumes = await engine.volumes({ [imageLabels.fingerprint]: first.fingerprint })
  expect(volumes.ok && volumes.value.map(({ name }) => name)).toEqual([first.volume])
})

test('a fill that was killed half-way is never used', async () => {
  const packageDir = await packageWith('killed')
  const first = await ensured(engine, packageDir)
  await removeTools(first.fingerprint)
  // What a hal that died between the fill and its end leaves: a volume with the right labels and only a part inside.
  const half = `hal.tools.${first.fingerprint.slice(0, 7)}.0`
  await engine.ensureVolume(half, {
    [imageLabels.kind]: 'tools',
    [imageLabels.fingerprint]: first.fingerprint,
  })
  const second = await ensured(engine, packageDir)
  expect(second.volume).not.toBe(half)
  expect(await readFrom(second.volume, '/tools/bin/hal-worker')).toBe('killed')
})

test('until its keeper is there, a filled volume is held by what filled it, by its labels', async () => {
  const packageDir = await packageWith('held')
  const held: unknown[] = []
  const watched = new Proxy(engine, {
    get: (real, property: keyof Engine) =>
      property === 'create'
        ? async (spec: ContainerSpec) => {
            const fills = await real.list({ [imageLabels.kind]: 'tools-fill' })
            const volume = spec.labels[imageLabels.volume]
            if (spec.labels[imageLabels.kind] === 'tools-keeper' && fills.ok)
              held.push(fills.value.some(({ labels }) => labels[imageLabels.volume] === volume))
            return real.create(spec)
          }
        : real[property],
  })
  const { fingerprint } = await ensured(watched, packageDir)
  expect(held).toEqual([true])
  const left = await engine.list({ [imageLabels.kind]: 'tools-fill', [imageLabels.fingerprint]: fingerprint })
  expect(left).toEqual({ ok: true, value: [] })
})

test('tools without their worker are refused', async () => {
  const packageDir = await packageWith('nothing', 'COPY . /tools/elsewhere/')
  const tools = await ensureTools(engine, { recipe: await readToolsRecipe({ packageDir, base }) })
  expect(tools).toMatchObject({ ok: false, failure: { reason: 'no-tools' } })
  const image = /hal\/tools:\w+/.exec(JSON.stringify(tools))?.[0] ?? ''
  await execute('docker', ['image', 'rm', '--force', image])
})

describe('an agent', () => {
  const says = (words: string) => ({ ada: `#!/bin/sh\necho ${words} "$@"\n` })
  const publish = (registry: NpmRegistry, version: string) =>
    registry.publish({ package: 'ada', version, files: says(`ada ${version}`) })

  test('has the base tools and itself, in a folder of its version, and its command where others look for it', async () => {
    await using registry = await startNpmRegistry()
    const packageDir = await packageWith('with-agent')
    await pinAda(packageDir, { version: '1.0.0', sum: await publish(registry, '1.0.0') })
    const { volume } = await ensuredAda(engine, { packageDir, registry })
    expect(await readFrom(volume, '/tools/bin/hal-worker')).toBe('with-agent')
    for (const path of ['/tools/bin/ada', '/tools/ada', '/tools/agents/ada/1.0.0/ada'])
      expect(await runFrom(volume, path)).toBe('ada 1.0.0\n')
    expect(await runFrom(volume, '/tools/bin/ada-sh', 'a b')).toBe('ada 1.0.0 word a b\n')
  })

  test('of another version is one layer more, beside the volume that workers have', async () => {
    await using registry = await startNpmRegistry()
    const packageDir = await packageWith('upgraded')
    await pinAda(packageDir, { version: '1.0.0', sum: await publish(registry, '1.0.0') })
    const before = await ensuredAda(engine, { packageDir, registry })
    await pinAda(packageDir, { version: '1.1.0', sum: await publish(registry, '1.1.0') })
    const asked: string[] = []
    const after = await ensuredAda(recorded(engine, asked), { packageDir, registry })
    expect(asked.filter((name) => name === 'build')).toHaveLength(1)
    expect(await runFrom(before.volume, '/tools/bin/ada')).toBe('ada 1.0.0\n')
    expect(await runFrom(after.volume, '/tools/bin/ada')).toBe('ada 1.1.0\n')
    const again: string[] = []
    expect(await ensuredAda(recorded(engine, again), { packageDir, registry })).toEqual(after)
    expect(again).toEqual(['list'])
  })

  test('whose volume is gone loses its image, too, once nobody needed it for a day', async () => {
    await using registry = await startNpmRegistry()
    const packageDir = await packageWith('pruned')
    await pinAda(packageDir, { version: '1.0.0', sum: await publish(registry, '1.0.0') })
    const { fingerprint } = await ensuredAda(engine, { packageDir, registry })
    const name = `hal/tools-ada:${fingerprint.slice(0, 7)}`
    const there = await engine.images({ [imageLabels.kind]: 'tools' })
    if (!there.ok) throw new Error(JSON.stringify(there.failure))
    // Other people's, on the same engine.
    const others = there.value.map(({ labels }) => labels[imageLabels.fingerprint] ?? '')
    const inUse = new Set(others.filter((other) => other !== fingerprint))
    const later = (hours: number) => new Date(Date.now() + hours * 3_600_000)
    const prune = (needs: { readonly now: Date; readonly current?: ReadonlySet<string> }) =>
      pruneToolsImages(engine, { inUse, current: new Set(), ...needs })
    // Its volume is there.
    expect(await prune({ now: later(25) })).toEqual({ ok: true, value: [] })
    await removeVolumeOf(fingerprint)
    expect(await prune({ now: later(23) })).toEqual({ ok: true, value: [] })
    expect(await prune({ now: later(25), current: new Set([fingerprint]) })).toEqual({ ok: true, value: [] })
    expect(await prune({ now: later(25) })).toEqual({
      ok: true,
      value: [{ name, failure: undefined }],
    })
    expect(await engine.image(name)).toEqual({ ok: true, value: undefined })
  })

  test('that can’t be fetched fails alone, and leaves the base tools', async () => {
    await using registry = await startNpmRegistry()
    const packageDir = await packageWith('unreachable')
    await pinAda(packageDir, { version: '9.9.9', sum: await publish(registry, '1.0.0') })
    expect(await ensureAda(engine, { packageDir, registry })).toEqual({
      ok: false,
      failure: {
        reason: 'agent-unreachable',
        agent: 'ada',
        detail: expect.stringContaining("ada can't be had from"),
      },
    })
    expect(await readFrom((await ensured(engine, packageDir)).volume, '/tools/bin/hal-worker')).toBe(
      'unreachable',
    )
  })

  test('that is not what was pinned is refused', async () => {
    await using registry = await startNpmRegistry()
    const packageDir = await packageWith('swapped')
    await publish(registry, '1.0.0')
    await pinAda(packageDir, { version: '1.0.0', sum: `sha512-${Buffer.alloc(64).toString('base64')}` })
    expect(await ensureAda(engine, { packageDir, registry })).toMatchObject({
      failure: { reason: 'build-failed', exitCode: 65 },
    })
  })

  test('that hal doesn’t know is said with those it does', async () => {
    const packageDir = await packageWith('unknown')
    await pinAda(packageDir, { version: '1.0.0', sum: 'sha512-AAAA' })
    const recipes = openRecipes({ packageDir, pinFiles: [], toolsBase: base })
    expect(await recipes.of('adda')).toEqual({
      ok: false,
      failure: { reason: 'unknown-agent', agent: 'adda', suggestion: 'ada', known: ['ada'] },
    })
  })
})

interface AdaInput {
  readonly packageDir: string
  readonly registry: NpmRegistry
}

/** A package that ships one agent, `ada`, at this version. */
async function pinAda(
  packageDir: string,
  { version, sum }: { readonly version: string; readonly sum: string },
): Promise<void> {
  const docker = join(packageDir, 'docker')
  const declared = {
    description: 'Ada',
    fetch: { ada: { npm: 'ada', put: { 'package/ada': '/ada' } } },
    commands: { ada: ['{dir}/ada'], 'ada-sh': ['{dir}/ada', 'word'] },
  }
  await cp(fileURLToPath(new URL('../../docker/build', import.meta.url)), join(docker, 'build'), {
    recursive: true,
  })
  await copyFile(
    fileURLToPath(new URL('../../docker/tools/set-loader', import.meta.url)),
    join(docker, 'tools/set-loader'),
  )
  await mkdir(join(docker, 'tools/agents'), { recursive: true })
  await writeFile(join(docker, 'tools/.dockerignore'), 'agents\n')
  await writeFile(join(docker, 'tools/agents/ada.json'), JSON.stringify(declared))
  await writeFile(join(docker, 'pins.json'), JSON.stringify({ ada: { version, sums: { any: sum } } }))
}

async function ensureAda(through: Engine, { packageDir, registry }: AdaInput) {
  const recipe = await openRecipes({ packageDir, pinFiles: [], toolsBase: base }).of('ada')
  if (!recipe.ok) throw new Error(JSON.stringify(recipe.failure))
  made.add(recipe.value.fingerprint)
  if (recipe.value.on !== undefined) made.add(recipe.value.on.fingerprint)
  const bundle = process.env['HAL_BUILD_CA_BUNDLE']
  const caBundle = bundle === undefined ? undefined : await readFile(bundle)
  return ensureTools(through, {
    recipe: recipe.value,
    secrets: buildSecrets({ caBundle, npmRegistry: registry.address }),
  })
}

async function ensuredAda(through: Engine, input: AdaInput): Promise<ToolsVolume> {
  const tools = await ensureAda(through, input)
  if (!tools.ok) throw new Error(JSON.stringify(tools.failure))
  return tools.value
}

/** A package whose tools are one file that says `text`, and a text that makes this run's tools its own. */
async function packageWith(text: string, copy = 'COPY . /tools/bin/'): Promise<string> {
  const packageDir = await mkdtemp(join(root, 'package-'))
  const dir = join(packageDir, 'docker', 'tools')
  await mkdir(dir, { recursive: true })
  await writeFile(join(dir, 'hal-worker'), text)
  await writeFile(join(dir, 'run'), randomBytes(8).toString('hex'))
  await writeFile(join(dir, 'Dockerfile'), `FROM scratch\n${copy}\nCMD ["none"]\n`)
  return packageDir
}

async function ensured(through: Engine, packageDir: string): Promise<ToolsVolume> {
  const tools = await ensureTools(through, { recipe: await readToolsRecipe({ packageDir, base }) })
  if (!tools.ok) throw new Error(JSON.stringify(tools.failure))
  made.add(tools.value.fingerprint)
  return tools.value
}

const runFrom = async (volume: string, ...argv: readonly string[]): Promise<string> => {
  const mount = `type=volume,src=${volume},dst=/tools,readonly`
  return (await execute('docker', ['run', '--rm', '--mount', mount, base, ...argv])).stdout
}
const readFrom = (volume: string, path: string): Promise<string> => runFrom(volume, 'cat', path)

async function removeTools(fingerprint: string): Promise<void> {
  await removeVolumeOf(fingerprint)
  for (const name of ['tools', 'tools-ada'])
    await execute('docker', ['image', 'rm', '--force', `hal/${name}:${fingerprint.slice(0, 7)}`])
}

async function removeVolumeOf(fingerprint: string): Promise<void> {
  const labels = { [imageLabels.fingerprint]: fingerprint }
  const containers = await engine.list(labels)
  for (const { id } of containers.ok ? containers.value : []) await engine.remove(id, { force: true })
  const volumes = await engine.volumes(labels)
  for (const { name } of volumes.ok ? volumes.value : []) await engine.removeVolume(name)
}

/** The same engine, noting what is asked of it. */
const recorded = (real: Engine, asked: string[]): Engine =>
  new Proxy(real, {
    get: (target, name, receiver) => {
      asked.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
