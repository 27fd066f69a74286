import { createHash, randomBytes } from 'node:crypto'
import { chmod, rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ProfilesDir, profilesDir } from '../declare/profiles.fixture.ts'
import {
  changedInputs,
  digestLayer,
  fingerprint,
  formatInputs,
  type LayerSource,
  layerInputs,
} from './fingerprint.ts'

const pin = (version: string, sum = 'sha512-a') => ({ version, sums: { amd64: sum } })
const source = (dir: ProfilesDir, changes: Partial<LayerSource> = {}): LayerSource => ({
  dir: join(dir.packageDir, 'profiles/mine'),
  dockerfile: 'Dockerfile',
  target: undefined,
  args: { A: '1', B: '2' },
  parent: 'sha256:1',
  pins: { codex: pin('1.0') },
  platform: 'amd64',
  ...changes,
})
const files = { 'mine/Dockerfile': 'FROM x', 'mine/bin/run': 'echo hi', 'mine/.dockerignore': '*.log' }
const of = async (layer: LayerSource): Promise<string> => fingerprint(await layerInputs(layer))

test.each<[string, (dir: ProfilesDir) => Promise<unknown>, Partial<LayerSource>]>([
  ['a byte of a file', (dir) => dir.write('mine/bin/run', 'echo ho'), {}],
  ['a new file', (dir) => dir.write('mine/bin/walk', ''), {}],
  ['a file named otherwise', (dir) => renamed(dir, 'mine/bin/run', 'mine/bin/runs'), {}],
  ['a file made executable', (dir) => chmod(join(dir.packageDir, 'profiles/mine/bin/run'), 0o755), {}],
  ['an arg', async () => {}, { args: { A: '1', B: '3' } }],
  ['the parent', async () => {}, { parent: 'sha256:2' }],
  ['the target', async () => {}, { target: 'final' }],
  ['the platform', async () => {}, { platform: 'arm64' }],
  ['a pinned version', async () => {}, { pins: { codex: pin('1.1') } }],
  ['a pinned sum', async () => {}, { pins: { codex: pin('1.0', 'sha512-b') } }],
])('%s changes the fingerprint', async (_, change, changes) => {
  await using dir = await profilesDir(files)
  const before = await of(source(dir))
  await change(dir)
  expect(await of(source(dir, changes))).not.toBe(before)
})

test.each<[string, (dir: ProfilesDir) => Promise<unknown>, Partial<LayerSource>]>([
  ['the order of args', async () => {}, { args: { B: '2', A: '1' } }],
  ['a date', (dir) => utimes(join(dir.packageDir, 'profiles/mine/Dockerfile'), 1, 1), {}],
  ['an umask', (dir) => chmod(join(dir.packageDir, 'profiles/mine/bin/run'), 0o664), {}],
  ['an ignored file', (dir) => dir.write('mine/build.log', 'x'), {}],
])('%s leaves the fingerprint as it was', async (_, change, changes) => {
  await using dir = await profilesDir(files)
  const before = await of(source(dir))
  await change(dir)
  expect(await of(source(dir, changes))).toBe(before)
})

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('every byte of a file of %i counts', async (size) => {
  const text = randomBytes(size).toString('hex').slice(0, size)
  await using dir = await profilesDir({ ...files, 'mine/large': text })
  const { files: digests } = await digestLayer(source(dir))
  expect(digests['large']).toMatch(new RegExp(` ${createHash('sha256').update(text).digest('hex')}$`))
})

test('the fingerprint does not depend on where the folder is', async () => {
  await using one = await profilesDir(files)
  await using two = await profilesDir(files)
  expect(await of(source(one))).toBe(await of(source(two)))
})

test('a label of old inputs says what changed since', async () => {
  await using dir = await profilesDir(files)
  const label = formatInputs(await layerInputs(source(dir)))
  const now = await layerInputs(source(dir, { parent: 'sha256:2', args: {} }))
  expect(changedInputs(label, now)).toEqual(['args', 'parent'])
  expect(changedInputs('files=1 args=2 parent=3 recipe=4', now)).toEqual([])
  expect(changedInputs(undefined, now)).toEqual(['files', 'args', 'pins', 'parent', 'platform', 'recipe'])
})

const renamed = (dir: ProfilesDir, from: string, to: string): Promise<void> =>
  rename(join(dir.packageDir, 'profiles', from), join(dir.packageDir, 'profiles', to))

test('where only some files are taken, no other counts', async () => {
  await using dir = await profilesDir({
    ...files,
    'mine/lib/deep/a.txt': 'a',
    'mine/src/b.txt': 'b',
    'mine/src/c.md': 'c',
  })
  const layer = source(dir, { only: ['lib', 's*/*.txt'] })
  const before = await of(layer)
  await dir.write('mine/src/c.md', 'other')
  await dir.write('mine/bin/run', 'other')
  expect(await of(layer)).toBe(before)
  await dir.write('mine/src/b.txt', 'other')
  const after = await of(layer)
  expect(after).not.toBe(before)
  await dir.write('mine/lib/deep/a.txt', 'other')
  expect(await of(layer)).not.toBe(after)
})

test('a large file counts by its bytes, as it always has', async () => {
  await using dir = await profilesDir({
    'mine/Dockerfile': 'FROM x',
    'mine/large': 'hal '.repeat(100_000),
    'mine/empty': '',
  })
  const { files } = await layerInputs(source(dir))
  expect(files).toBe('1b059c41fb30c2047ed09cebbed84949119866b443f4e041160fcff0c2cf5d9a')
})
