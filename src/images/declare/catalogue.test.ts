import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadCatalogue, withAncestors } from './catalogue.ts'
import { profileFiles, profilesDir } from './profiles.fixture.ts'

const base = profileFiles('base', { from: 'debian:bookworm-slim' })

test('parents come before the profiles that stand on them', async () => {
  await using dir = await profilesDir({
    ...profileFiles('ant', { parent: 'zoo' }),
    ...profileFiles('zoo', { parent: 'base' }),
    ...base,
  })
  const catalogue = await loadCatalogue(dir)
  expect(catalogue.ok && [...catalogue.value.keys()]).toEqual(['base', 'zoo', 'ant'])
})

test('a named profile brings only what it stands on', async () => {
  await using dir = await profilesDir({
    ...base,
    ...profileFiles('java', { parent: 'base' }),
    ...profileFiles('node', { parent: 'base' }),
  })
  const catalogue = await loadCatalogue(dir)
  const profiles = catalogue.ok ? withAncestors(catalogue.value, ['node']) : catalogue
  expect(profiles.ok && profiles.value.map(({ name }) => name)).toEqual(['base', 'node'])
})

test('a mistyped profile comes with the name that was meant, and with all there are by name', async () => {
  await using dir = await profilesDir({
    ...base,
    ...profileFiles('python', { parent: 'base' }),
    ...profileFiles('ada', { parent: 'python' }),
  })
  const catalogue = await loadCatalogue(dir)
  expect(catalogue.ok ? withAncestors(catalogue.value, ['pyton']) : catalogue).toEqual({
    ok: false,
    failure: {
      reason: 'unknown-profile',
      profile: 'pyton',
      suggestion: 'python',
      known: ['ada', 'base', 'python'],
    },
  })
})

test("a person's profile takes the place of the shipped one of its name", async () => {
  await using shipped = await profilesDir(base)
  await using own = await profilesDir(profileFiles('base', { from: 'alpine:3' }))
  const folders = [join(own.packageDir, 'profiles')]
  const catalogue = await loadCatalogue({ packageDir: shipped.packageDir, folders })
  expect(catalogue.ok && catalogue.value.get('base')?.parent).toEqual({
    kind: 'image',
    reference: 'alpine:3',
  })
})

test.each([
  ['an unknown field', { from: 'a', pakages: [] }, { path: 'pakages', got: 'pakages' }],
  ['a mistyped field', { from: 'a', agrs: {} }, { path: 'agrs', suggestion: 'args' }],
  ['no parent', {}, { path: 'parent', got: 'neither' }],
  ['two parents', { from: 'a', parent: 'b' }, { path: 'parent', got: 'both' }],
  ['an arg that is a number', { from: 'a', args: { V: 3 } }, { path: 'args.V', got: '3' }],
  [
    'packages beside a Dockerfile',
    { from: 'a', packages: ['git'], target: 'x' },
    { path: 'target', got: '"x"' },
  ],
  [
    'a package that apt takes for an option',
    { from: 'a', packages: ['-o=x'] },
    { path: 'packages[0]', got: '"-o=x"' },
  ],
  [
    'a path that is not absolute',
    { from: 'a', packages: [{ unpack: 'git', files: ['bin/git'] }] },
    { path: 'packages[0].files', got: '"bin/git"' },
  ],
  ['a suite without a name', { from: 'a', packages: [{ names: ['x'] }] }, { path: 'packages[0].suite' }],
  ['a tool from nowhere', { from: 'a', fetch: { go: {} } }, { path: 'fetch.go', got: 'neither' }],
  [
    'a tool over plain HTTP',
    { from: 'a', fetch: { go: { url: 'http://go.dev' } } },
    { path: 'fetch.go.url' },
  ],
  [
    'a mistyped field of a tool',
    { from: 'a', fetch: { go: { optinal: true } } },
    { path: 'fetch.go.optinal', suggestion: 'optional' },
  ],
  [
    'a tool that is put nowhere in particular',
    { from: 'a', fetch: { go: { npm: 'go', put: { go: 'bin' } } } },
    { path: 'fetch.go.put.go', got: '"bin"' },
  ],
  ['a tool that is not pinned', { from: 'a', fetch: { go: { npm: 'go' } } }, { path: 'fetch.go' }],
  [
    'a promise of a tool that is not pinned',
    { from: 'a', packages: [], promises: { go: 'pinned' } },
    { path: 'promises.go' },
  ],
  [
    'a promise that would be two in a label',
    { from: 'a', promises: { go: '1,node=2' } },
    { path: 'promises.go', got: '"1,node=2"' },
  ],
  ['a promised tool with a space', { from: 'a', promises: { 'a b': '' } }, { path: 'promises.a b' }],
  ['an image that is none', { from: 'Debian 12' }, { path: 'from', got: '"Debian 12"' }],
  ['an image with half a digest', { from: 'debian@sha256:12' }, { path: 'from' }],
  ['a budget that is no size', { from: 'a', budget: 'small' }, { path: 'budget', got: '"small"' }],
  ['a Dockerfile outside', { from: 'a', dockerfile: '../x' }, { path: 'dockerfile', got: '"../x"' }],
  ['an unknown parent', { parent: 'bose' }, { path: 'parent', got: '"bose"', suggestion: 'base' }],
])('%s is refused with its file and place', async (_, declaration, facts) => {
  await using dir = await profilesDir({ ...base, ...profileFiles('mine', declaration) })
  const catalogue = await loadCatalogue(dir)
  const file = join(dir.packageDir, 'profiles/mine/profile.json')
  expect(catalogue).toMatchObject({ ok: false, failure: { reason: 'bad-profile', file, ...facts } })
})

test.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
  ['that has nothing but an unknown parent', { 'mine/profile.json': '{"parent":"bose"}' }, ['parent', '']],
  [
    'with slips in all its fields',
    {
      'mine/profile.json': JSON.stringify({
        ...{ parent: 'bose', pakages: [], packages: ['-x', 'jq', 'A B'], env: { 'A B': '', C: 'a\nb' } },
        ...{ fetch: { go: {}, gi: { npm: 'gi', put: { a: 'b', c: 'd' } } }, budget: 'small', detect: {} },
        ...{ promises: { sh: 'a b', nothing: 'pinned' } },
      }),
    },
    [
      ...['parent', 'pakages', 'packages[0]', 'packages[2]', 'fetch.go', 'fetch.gi.put.a', 'fetch.gi.put.c'],
      ...['env.A B', 'env.C', 'detect.files', 'promises.sh', 'budget'],
    ],
  ],
  [
    'whose tools and promises are not pinned',
    {
      'mine/profile.json':
        '{"from":"a","fetch":{"gp":{"npm":"a"},"x":{"npm":"x"}},"promises":{"y":"pinned"}}',
    },
    ['promises.y', 'fetch.gp', 'fetch.x'],
  ],
  [
    'whose Dockerfile is missing, too',
    { 'mine/profile.json': '{"parent":"bose","dockerfile":"other","budget":"x"}' },
    ['parent', 'budget', 'dockerfile'],
  ],
  [
    'whose Dockerfile is none, too',
    { 'mine/profile.json': '{"parent":"bose"}', 'mine/Dockerfile': 'RUN x' },
    ['parent', 'dockerfile'],
  ],
])('of a declaration %s all is said at once', async (_, files, paths) => {
  await using dir = await profilesDir({ ...base, ...files }, { go: { version: '1' } })
  const catalogue = await loadCatalogue(dir)
  if (catalogue.ok || catalogue.failure.reason !== 'bad-profile') throw new Error('it is taken for one')
  const { others = [], ...first } = catalogue.failure
  expect(first.file).toBe(join(dir.packageDir, 'profiles/mine/profile.json'))
  expect([first, ...others].map(({ path }) => path)).toEqual(paths)
})

test('text that is no JSON is refused with its file', async () => {
  await using dir = await profilesDir({ 'mine/profile.json': '{ parent', 'mine/Dockerfile': '' })
  expect(await loadCatalogue(dir)).toMatchObject({
    ok: false,
    failure: { reason: 'bad-profile', path: '', expected: 'JSON' },
  })
})

test('a circle of parents is refused and shown', async () => {
  await using dir = await profilesDir({
    ...profileFiles('a', { parent: 'b' }),
    ...profileFiles('b', { parent: 'c' }),
    ...profileFiles('c', { parent: 'b' }),
  })
  expect(await loadCatalogue(dir)).toMatchObject({
    ok: false,
    failure: { reason: 'profile-cycle', profiles: ['b', 'c', 'b'] },
  })
})

test('a Dockerfile that begins no image is refused before an engine sees it', async () => {
  await using dir = await profilesDir(profileFiles('mine', { from: 'a' }, 'ARG PARENT\nARG FROM=x\n'))
  expect(await loadCatalogue(dir)).toMatchObject({
    failure: { reason: 'bad-profile', file: join(dir.packageDir, 'profiles/mine/Dockerfile'), got: 'none' },
  })
})

test('a declaration that says nothing to do, and one whose Dockerfile is missing, are refused', async () => {
  await using idle = await profilesDir({ 'mine/profile.json': '{"from":"a"}' })
  expect(await loadCatalogue(idle)).toMatchObject({
    failure: {
      reason: 'bad-profile',
      file: join(idle.packageDir, 'profiles/mine/profile.json'),
      got: 'none of them',
    },
  })
  await using dir = await profilesDir({ 'mine/profile.json': '{"from":"a","dockerfile":"other"}' })
  const file = join(dir.packageDir, 'profiles/mine/other')
  expect(await loadCatalogue(dir)).toEqual({
    ok: false,
    failure: { reason: 'missing-file', file, neededBy: 'mine' },
  })
})
