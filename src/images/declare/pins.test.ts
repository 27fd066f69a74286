import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writePins } from '../upgrade/write-pins.ts'
import { loadPins } from './pins.ts'
import { profilesDir } from './profiles.fixture.ts'

const sum = `sha512-${Buffer.alloc(64).toString('base64')}`
const shipped = {
  node: { version: '24.1.0', sums: { amd64: sum, arm64: sum }, line: '24' },
  go: { version: '1.25.5', newest: 'https://go.dev/VERSION?m=text' },
}

const pinsOver = async (...own: readonly object[]) => {
  await using dir = await profilesDir({}, shipped)
  const files = own.map((_, index) => join(dir.packageDir, `${index}.json`))
  for (const [index, file] of files.entries()) await writeFile(file, JSON.stringify(own[index]))
  const pins = await loadPins(dir.packageDir, [...files, join(dir.packageDir, 'not-there.json')])
  return pins.ok ? Object.fromEntries(pins.value) : pins.failure
}

test('a version of one’s own comes with its own sums, and keeps its line', async () => {
  expect(await pinsOver({ node: { version: '24.2.0' }, mine: { version: '1' } })).toEqual({
    node: { version: '24.2.0', sums: {}, line: '24' },
    go: { version: '1.25.5', sums: {}, newest: 'https://go.dev/VERSION?m=text' },
    mine: { version: '1', sums: {} },
  })
})

test('who asks for another line alone keeps what is pinned until it is upgraded', async () => {
  expect(await pinsOver({ node: { line: '22' } })).toMatchObject({ node: { ...shipped.node, line: '22' } })
})

test('of two files the later wins', async () => {
  expect(await pinsOver({ go: { version: '1.1' } }, { go: { version: '1.2' } })).toMatchObject({
    go: { version: '1.2' },
  })
})

test.each([
  ['a tool that nobody has a version for', { mine: {} }, { path: 'mine.version', got: 'nothing' }],
  [
    'a version that is more than one word',
    { go: { version: '1 && true' } },
    { path: 'go.version', expected: 'a version' },
  ],
  ['a word that was mistyped', { go: { verson: '1' } }, { path: 'go.verson', suggestion: 'version' }],
  ['a sum that would not be held to', { go: { sums: { any: 'sha256-00' } } }, { path: 'go.sums.any' }],
  ['an unknown architecture', { go: { sums: { x64: sum } } }, { path: 'go.sums.x64' }],
  ['a place to ask that is no address', { go: { newest: 'go.dev' } }, { path: 'go.newest' }],
])('%s is refused with its place', async (_, own, facts) => {
  expect(await pinsOver(own)).toMatchObject({ reason: 'bad-profile', ...facts })
})

test('a file that is there and can’t be read is neither passed over nor replaced', async () => {
  await using dir = await profilesDir({}, shipped)
  const file = join(dir.packageDir, 'mine.json')
  await symlink(file, file)
  const failure = { reason: 'pins-unreadable', file, why: expect.stringContaining('ELOOP') }
  expect(await loadPins(dir.packageDir, [file])).toEqual({ ok: false, failure })
  expect(await writePins(file, [{ tool: 'go', to: '2', sums: {} }])).toEqual({ ok: false, failure })
  expect(await loadPins(dir.packageDir, [file])).toEqual({ ok: false, failure })
})
