import { expect, test } from 'vitest'
import { loadCatalogue } from '../declare/catalogue.ts'
import { profileFiles, profilesDir } from '../declare/profiles.fixture.ts'
import { outsideByName } from '../plan/bake-platforms.ts'
import { planLayers } from '../plan/plan.ts'
import { type BakeFile, type BakeOptions, bakeFile, bakeText, targetIds } from './bake-file.ts'
import { stepIn } from './bake-layers.ts'

const declared = (name: string, fields: object) => ({ [`${name}/profile.json`]: JSON.stringify(fields) })

async function bakeOf(
  files: Readonly<Record<string, string>>,
  options: Partial<BakeOptions> = {},
): Promise<{ readonly file: BakeFile; readonly packageDir: string }> {
  await using dir = await profilesDir(files)
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(catalogue.failure.reason)
  const profiles = [...catalogue.value.values()]
  const layers = await planLayers(profiles, outsideByName(profiles, ['linux/amd64']))
  const file = bakeFile(layers, {
    built: new Set(profiles.map(({ name }) => name)),
    platforms: [],
    origins: new Map(),
    tagsOf: ({ names }) => [names.latest],
    cacheFrom: () => [],
    cacheTo: () => [],
    output: undefined,
    ambientArgs: {},
    packageDir: dir.packageDir,
    secrets: [],
    isPullForced: false,
    isCacheDisabled: false,
    ...options,
  })
  return { file, packageDir: dir.packageDir }
}

test('a declared layer brings those that it stands on as stages, and runs the scripts of the package', async () => {
  const { file, packageDir } = await bakeOf({
    ...declared('low', { from: 'debian', packages: ['jq'] }),
    ...declared('high', { parent: 'low', env: { A: '1' } }),
  })
  expect(file.group.default.targets).toEqual(['low', 'high'])
  const { high } = file.target
  expect(high).toMatchObject({ context: `${packageDir}/docker/build`, args: { PARENT: 'debian' } })
  expect(high?.contexts).toBeUndefined()
  const lines = high?.['dockerfile-inline']?.split('\n') ?? []
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
  expect(lines.slice(0, 2)).toEqual(['ARG PARENT', 'FROM ${PARENT} AS hal-low'])
  expect(lines[2]).toMatch(/^RUN .*--mount=type=bind,target=\/hal .*\/hal\/apt jq$/)
  expect(lines.slice(-3)).toEqual(['FROM hal-low AS hal-high', 'ENV A="1"', ''])
})

test('a Dockerfile by hand, and what stands on it, is tied to the target of its parent', async () => {
  const { file } = await bakeOf({
    ...declared('low', { from: 'debian', packages: ['jq'] }),
    ...profileFiles('hand', { parent: 'low', target: 'final', args: { A: '1' } }),
    ...declared('high', { parent: 'hand', env: { A: '1' } }),
  })
  expect(file.target['hand']).toMatchObject({
    context: expect.stringMatching(/\/profiles\/hand$/),
    contexts: { 'hal-parent': 'target:low' },
    dockerfile: 'Dockerfile',
    target: 'final',
    args: { A: '1', PARENT: 'hal-parent' },
  })
  expect(file.target['hand']?.['dockerfile-inline']).toBeUndefined()
  expect(file.target['high']).toMatchObject({
    contexts: { 'hal-parent': 'target:hand' },
    args: { PARENT: 'hal-parent' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'dockerfile-inline': 'ARG PARENT\nFROM ${PARENT} AS hal-high\nENV A="1"\n',
  })
})

test('what is asked for stands in every target, and nothing else does', async () => {
  const files = declared('low', { from: 'debian', packages: ['jq'] })
  const plain = (await bakeOf(files)).file.target['low']
  expect(new Set(Object.keys(plain ?? {}))).toEqual(
    new Set(['args', 'context', 'dockerfile-inline', 'labels', 'tags']),
  )
  const { file } = await bakeOf(files, {
    built: new Set(),
    platforms: ['linux/amd64', 'linux/arm64'],
    cacheFrom: (layer) => [`r.io/${layer}:cache`],
    cacheTo: (layer) => [`type=registry,ref=r.io/${layer}:cache,mode=max`],
    output: 'type=registry',
    ambientArgs: { HTTPS_PROXY: 'http://proxy' },
    secrets: ['id=ca,src=/etc/ca.pem'],
    isPullForced: true,
    isCacheDisabled: true,
  })
  expect(file.group.default.targets).toEqual([])
  expect(file.target['low']).toMatchObject({
    platforms: ['linux/amd64', 'linux/arm64'],
    'cache-from': ['r.io/low:cache'],
    'cache-to': ['type=registry,ref=r.io/low:cache,mode=max'],
    output: ['type=registry'],
    args: { HTTPS_PROXY: 'http://proxy', PARENT: 'debian' },
    secret: ['id=ca,src=/etc/ca.pem'],
    pull: true,
    'no-cache': true,
  })
})

test('no two targets share a name, whatever the layers are called', () => {
  const ids = targetIds(['a.b', 'a_b', 'a.b_2', 'a'])
  expect(Object.fromEntries(ids)).toEqual({ 'a.b': 'a_b_2', a_b: 'a_b', 'a.b_2': 'a_b_2_2', a: 'a' })
})

test('nothing in a text is a template of buildx', async () => {
  const { file } = await bakeOf(declared('low', { from: 'debian', env: { A: '%{x} $HOME' } }))
  expect(bakeText(file)).toContain('FROM $${PARENT}')
  expect(bakeText(file)).toContain('%%{x} $HOME')
})

test.each([
  ['#7 [low linux/amd64 hal-low 2/5] RUN --mount=type=bind,target=/hal /hal/apt jq', 'low', '2/5 apt jq'],
  ['#7 [low 1/2] FROM docker.io/library/debian', 'low', '1/2 FROM docker.io/library/debian'],
  ['#7 [2/2] RUN true', '', '2/2 RUN true'],
  ['#7 [internal] load .dockerignore', undefined, undefined],
  ['#7 0.2 [2/2] printed', undefined, undefined],
])('%s is read as a step of its target', (line, target, step) => {
  const read = stepIn(line)
  expect(read?.target).toBe(target)
  expect(read && `${read.step.number}/${read.step.of} ${read.step.name}`).toBe(step)
})
