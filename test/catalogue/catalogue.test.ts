import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { startOwnEngine } from '../rigs/own-engine.ts'
import { type Registry, startRegistry } from '../rigs/registry.ts'
import { ensureTestTools } from '../rigs/test-tools.ts'

/** What the makers alone have, and no registry of packages: where the network doesn't reach them, these can't be built. */
const fromMakers = ['agent-cursor-task', 'code-server']

interface Layer {
  readonly layer: string
  readonly kind: 'done' | 'unchanged' | 'failed' | 'skipped'
  readonly failure?: {
    readonly reason: string
    readonly exitCode?: number
    readonly tail?: readonly string[]
  }
}

interface Push {
  readonly layer: string
  readonly reference: string
  readonly kind: string
  readonly digest?: string
}

interface Report {
  readonly layers: readonly Layer[]
  readonly pushes: readonly Push[]
}

let person: Person
let registry: Registry
let layers: readonly Layer[]
let pushes: readonly Push[]
const there = () =>
  layers.filter(({ kind }) => kind === 'done' || kind === 'unchanged').map(({ layer }) => layer)

beforeAll(async () => {
  registry = await startRegistry()
  person = new Person({ IMG_REGISTRY: registry.host, IMG_ORG: 'acme' })
  ;({ layers, pushes } = await person.lastJson<Report>('build-profiles', '--push', '--allow-missing'))
})
afterAll(async () => {
  const names = (await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')).split('\n')
  const mine = names.filter((name) => name.startsWith(registry.host))
  if (mine.length > 0) await docker('image', 'rm', ...mine)
  await registry[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

test('one command builds all of it that can be reached, and says of the rest which address it is', () => {
  expect(layers.length).toBeGreaterThanOrEqual(14)
  for (const { layer, failure } of layers.filter(({ layer }) => !there().includes(layer))) {
    expect(fromMakers).toContain(layer)
    expect(failure).toMatchObject({ reason: 'build-failed', exitCode: 69 })
    expect(failure?.tail?.join(' ')).toMatch(/can't be had from https:\/\//)
  }
})

test('the registry has what was built, and nothing of the tools that this engine has', async () => {
  const { image } = await ensureTestTools()
  expect(image).toMatch(/^hal\/tools:/)
  const answer = await fetch(`http://${registry.host}/v2/_catalog?n=1000`)
  const { repositories } = (await answer.json()) as { readonly repositories: readonly string[] }
  expect(repositories.toSorted()).toEqual(
    there()
      .map((layer) => `acme/hal-${layer}`)
      .sort(),
  )
  expect(repositories.filter((name) => name.includes('tools'))).toEqual([])
})

test('built again, nothing is', async () => {
  const again = await person.lastJson<Report>('build-profiles', '--allow-missing', ...there())
  expect(again.layers.map(({ layer, kind }) => `${layer} ${kind}`)).toEqual(
    there().map((layer) => `${layer} unchanged`),
  )
})

test('each keeps what it promises, to any user', async () => {
  const { images } = await person.json<{ images: readonly { profile: string }[] }>('images', 'verify')
  expect(images.map(({ profile }) => profile)).toEqual(there())
})

test('devbox is for any user id: a shell of one’s own, and all that is kept in /tmp', async () => {
  const inside = [
    'sh',
    '-c',
    'echo "$HOME $SHELL $WORKSPACE_DIR $GOPATH $GOMODCACHE"; pwd; touch "$HOME/it" it',
  ]
  const said = await docker('run', '--rm', '--user', '12345:0', 'hal/devbox:latest', ...inside)
  expect(said.split('\n')).toEqual(['/tmp /bin/zsh /workspace /tmp/.go /tmp/.gomodcache', '/workspace'])
  const config = await docker('image', 'inspect', '--format', '{{json .Config.Cmd}}', 'hal/devbox:latest')
  expect(JSON.parse(config)).toEqual(['/bin/zsh'])
})

test('what is in them is what the page on images says, but for what the network here doesn’t reach', async () => {
  const pageFile = await readFile(join(import.meta.dirname, '../../docs/reference/images.md'), 'utf8')
  // hal's own images stand on the page for their sizes alone; the tests of each hold it to that.
  const [page = ''] = pageFile.split('## What hal itself runs in')
  const cellsOf = (text: string) =>
    text
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|').map((cell) => cell.trim()))
  const found = cellsOf(await person.ok('images', 'verify', '--matrix'))
  const differing = cellsOf(page).flatMap((row, y) =>
    row.flatMap((cell, x) => (found[y]?.[x] === cell ? [] : [found[y]?.[x] ?? 'nothing'])),
  )
  expect(new Set(['left out', 'not built', ...differing])).toEqual(new Set(['left out', 'not built']))
})

test('an engine that has nothing gets each by its digest, and a worker runs on it', async () => {
  const { image } = await ensureTestTools()
  await using engine = await startOwnEngine({ isLiveRestore: false, images: [image] })
  await registry.kill()
  await registry.start(engine.inside())
  const digests = new Map<string, string>()
  for (const { layer, reference, digest } of pushes)
    if (digest !== undefined) digests.set(layer, `${reference.replace(/:[^:/]*$/, '')}@${digest}`)
  expect([...digests.keys()]).toEqual(there())

  const far = { DOCKER_HOST: engine.address }
  await using elsewhere = new Person(far)
  const name = elsewhere.name('far')
  await elsewhere.ok('start', name, '--image', digests.get('core-nodepy') ?? '')
  expect(await elsewhere.ok('send', name, 'node --version; git --version', '--capture')).toMatch(
    /^v24\.\d+\.\d+\ngit version 2\./,
  )
  for (const reference of digests.values())
    await docker('--host', engine.address, 'pull', '--quiet', reference)
})
