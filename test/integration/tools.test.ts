import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import type { ContainerSpec, Engine } from '../../src/engines/engine.ts'
import { imageLabels } from '../../src/images/labels.ts'
import { ensureTools, readToolsRecipe, type ToolsVolume } from '../../src/images/tools/tools.ts'

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

const readFrom = async (volume: string, path: string): Promise<string> =>
  (
    await execute('docker', [
      'run',
      '--rm',
      '--mount',
      `type=volume,src=${volume},dst=/tools,readonly`,
      base,
      'cat',
      path,
    ])
  ).stdout

async function removeTools(fingerprint: string): Promise<void> {
  const labels = { [imageLabels.fingerprint]: fingerprint }
  const containers = await engine.list(labels)
  for (const { id } of containers.ok ? containers.value : []) await engine.remove(id, { force: true })
  const volumes = await engine.volumes(labels)
  for (const { name } of volumes.ok ? volumes.value : []) await engine.removeVolume(name)
  await execute('docker', ['image', 'rm', '--force', `hal/tools:${fingerprint.slice(0, 7)}`])
}

/** The same engine, noting what is asked of it. */
const recorded = (real: Engine, asked: string[]): Engine =>
  new Proxy(real, {
    get: (target, name, receiver) => {
      asked.push(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
