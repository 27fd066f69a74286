import { expect, test } from 'vitest'
import type { Profile } from '../declare/profile.ts'
import type { FetchedTool } from '../declare/recipe.ts'
import { changedParts, formatParts, layerParts, type PartedLayer } from './parts.ts'

const profile: Profile = {
  ...{ name: 'mine', description: '', home: 'hal', parent: { kind: 'image', reference: 'debian' } },
  ...{ dir: '/mine', dockerfile: 'Dockerfile', target: undefined, args: {}, generated: {}, unpinned: {} },
  ...{ pins: {}, fetch: [], detect: undefined, isLayer: false, promises: {}, budget: undefined },
}
const layer = (facts: Partial<Profile>, more: Partial<PartedLayer> = {}): PartedLayer => ({
  ...{ profile: { ...profile, ...facts }, files: {}, platform: 'amd64', base: 'sha256:0123456789abcdef' },
  ...more,
})
const changes = (before: PartedLayer, now: PartedLayer) =>
  changedParts(formatParts(layerParts(before)), layerParts(now)).map(({ kind, name, how, from, to }) =>
    [kind, name, how, ...(from === undefined ? [] : [from, to])].join(' '),
  )
const installed = (...names: readonly string[]) => ({ kind: 'installed', suite: undefined, names }) as const
const tool = (name: string, put: Readonly<Record<string, string>>): FetchedTool => ({
  ...{ name, put, source: { kind: 'npm', package: name }, link: {}, isOptional: false, licence: undefined },
})

test.each<[string, PartedLayer, PartedLayer, readonly string[]]>([
  ['nothing', layer({ args: { A: '1' } }), layer({ args: { A: '1' } }), []],
  [
    'a file',
    layer({}, { files: { a: '1', b: '1' } }),
    layer({}, { files: { a: '2', c: '1' } }),
    ['file a other', 'file b gone', 'file c new'],
  ],
  [
    'an argument',
    layer({ args: { A: '1' } }),
    layer({ args: { A: '2', B: '' } }),
    ['argument A other', 'argument B new'],
  ],
  ['a variable', layer({ env: { A: '1' } }), layer({ env: {} }), ['variable A gone']],
  ['a promise', layer({}), layer({ promises: { sh: '' } }), ['promise sh new']],
  ['a command', layer({ command: ['sh'] }), layer({ command: ['zsh'] }), ['command  other']],
  [
    'where a tool goes',
    layer({ fetch: [tool('x', { a: '/a' })] }),
    layer({ fetch: [tool('x', { a: '/b' })] }),
    ['tool x other'],
  ],
  [
    'a package',
    layer({ packages: [installed('jq')] }),
    layer({ packages: [installed('jq', 'tree')] }),
    ['package tree new'],
  ],
  [
    'a package’s version',
    layer({ packages: [installed('jq=1')] }),
    layer({ packages: [installed('jq=2')] }),
    ['package jq other'],
  ],
  [
    'an order',
    layer({ packages: [installed('a', 'b')] }),
    layer({ packages: [installed('b', 'a')] }),
    ['order  other'],
  ],
  ['a Dockerfile’s name', layer({}), layer({ dockerfile: 'Other' }), ['dockerfile  other Dockerfile Other']],
  [
    'a script of hal’s',
    layer({ unpinned: { '.hal/scripts/apt': 'a' } }),
    layer({ unpinned: { '.hal/scripts/apt': 'b' } }),
    ['script apt other'],
  ],
  [
    'what it makes of a devcontainer.json',
    layer({ env: { A: '1' }, unpinned: { '.hal/Dockerfile': 'FROM x\nENV A="1"', '.hal/first-start': 'a' } }),
    layer({ env: { A: '2' }, unpinned: { '.hal/Dockerfile': 'FROM x\nENV A="2"', '.hal/first-start': 'b' } }),
    ['variable A other', 'made first commands other'],
  ],
  ['a platform', layer({}), layer({}, { platform: 'arm64' }), ['platform  other amd64 arm64']],
  ['what is below', layer({}), layer({}, { base: 'sha256:ffff' }), ['base  other 0123456789ab ffff']],
])('an image tells that %s changed', (_, before, now, expected) => {
  expect(changes(before, now)).toEqual(expected)
})

test('of very many files an image keeps what their folders are, and tells which of them changed', () => {
  const many = (changed: string) =>
    Object.fromEntries(
      Array.from({ length: 2_000 }, (_, index) => `src/part-${index % 20}/file-${index}`).map((path) => [
        path,
        path === changed ? 'other' : 'same',
      ]),
    )
  const before = layer({}, { files: { ...many(''), 'README.md': '1' } })
  expect(formatParts(layerParts(before)).length).toBeLessThan(8_000)
  const now = layer({}, { files: { ...many('src/part-3/file-1003'), 'README.md': '2' } })
  expect(changes(before, now)).toEqual(['file README.md other', 'file src/part-3/ other'])
})

test('a label that says nothing, or nonsense, tells of no change', () => {
  const now = layerParts(layer({ args: { A: '1' } }))
  for (const label of [undefined, '', 'null', '[]', '{"argument":3}', '{', '{"else":{}}'])
    expect(changedParts(label, now)).toEqual([])
})
