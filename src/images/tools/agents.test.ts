import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadPins } from '../declare/pins.ts'
import { loadAgents, parseAgent } from './agents.ts'
import { openRecipes } from './recipes.ts'

const packageDir = fileURLToPath(new URL('../../..', import.meta.url))
const pins = new Map([['ada', { version: '1.0', sums: {} }]])
const good = {
  description: 'Ada',
  fetch: { ada: { npm: 'ada', put: { 'package/ada': '/ada' } } },
  commands: { ada: ['{dir}/ada'] },
}
const parse = (over: object) =>
  parseAgent({ file: '/agents/ada.json', text: JSON.stringify({ ...good, ...over }), pins })

test('every agent that hal ships is declared, and pinned with its sums where a registry says them', async () => {
  const loaded = await loadPins(packageDir)
  if (!loaded.ok) throw new Error(loaded.failure.reason)
  const agents = await loadAgents(packageDir, loaded.value)
  if (!agents.ok) throw new Error(JSON.stringify(agents.failure))
  expect([...agents.value.keys()]).toEqual(['claude', 'codex', 'copilot', 'cursor', 'gemini', 'opencode'])
  for (const { name, version, fetch, pins: own } of agents.value.values()) {
    expect(own[name]?.version).toBe(version)
    for (const tool of fetch.filter(({ source }) => source.kind === 'npm'))
      expect(Object.keys(own[tool.name]?.sums ?? {})).not.toEqual([])
  }
})

test('an agent’s tools stand on the base, with one step for each thing that is fetched', async () => {
  const recipe = await openRecipes({ packageDir, pinFiles: [], toolsBase: 'debian:bookworm-slim' }).of(
    'gemini',
  )
  if (!recipe.ok) throw new Error(JSON.stringify(recipe.failure))
  const { build, on, image } = recipe.value
  expect(build.args).toEqual({ BASE: 'debian:bookworm-slim', TOOLS: on?.image })
  expect(image).toMatch(/^hal\/tools-gemini:[0-9a-f]{7}$/)
  const steps = build.generated?.['.hal/Dockerfile'] ?? ''
  expect(steps.match(/\/hal\/fetch \S+/g)).toEqual(['/hal/fetch gemini', '/hal/fetch node'])
  expect(steps).toMatch(/--put package\/bin\/node \/tools\/agents\/gemini\/[\d.]+\/node/)
})

test.each([
  ['an unknown field', { comands: {} }, 'comands', 'commands'],
  ['nothing of its own', { fetch: {} }, 'fetch', undefined],
  ['what isn’t pinned', { fetch: { ...good.fetch, other: { npm: 'other' } } }, 'fetch.other', undefined],
  ['no command', { commands: {} }, 'commands', undefined],
  ['a command of the image’s', { commands: { ada: ['/bin/sh'] } }, 'commands.ada', undefined],
  ['a command outside of the tools', { commands: { '../ada': ['{dir}/ada'] } }, 'commands.../ada', undefined],
])('%s is refused with its place', (_, over, path, suggestion) => {
  expect(parse(over)).toMatchObject({ failure: { reason: 'bad-profile', path, suggestion } })
})

test('a good one is read', () => {
  expect(parse({})).toMatchObject({
    ok: true,
    value: { name: 'ada', version: '1.0', commands: good.commands },
  })
})
