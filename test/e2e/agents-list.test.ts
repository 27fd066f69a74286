import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson, plantedKey } from '../rigs/agent-person.ts'
import { nowhere, Person } from '../rigs/hal.ts'
import { say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'

let models: ModelServer
let person: Person
beforeAll(async () => {
  models = await startModelServer(script([{ do: [say('Hello.')] }]), { on: 'bridge' })
  ;({ person } = await agentPerson(models))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

test('agents are listed with where their keys are, and no key', async () => {
  const text = await person.ok('agents', 'list')
  expect(text).toMatch(
    /^claude +2\.\d+\.\d+(?:, not fetched yet)? +\/.*\/key +hooks · screens of 2\.\S+ +--dangerously-skip-permissions +http/m,
  )
  expect(text).toMatch(/^opencode .* by its settings +/m)
  expect(text).toMatch(/^shell +of the image .* – +a shell$/m)
  const json = await person.ok('agents', 'list', '--json')
  expect(JSON.parse(json).agents).toContainEqual(
    expect.objectContaining({ name: 'claude', baseUrl: models.address, hasHooks: true }),
  )
  expect(text + json).not.toContain(plantedKey)
})

test('without an engine they are listed, too, with what nobody could be asked', async () => {
  const listed = await person.hal(['agents', 'list'], { env: nowhere })
  expect(listed).toMatchObject({ exitCode: 0 })
  expect(listed.stdout).toMatch(/^claude +– +\/.*\/key +hooks · screens of 2\.\S+ /m)
  expect(listed.stderr).toContain('no container engine answers')
  expect(listed.stderr).toMatch(
    /^hal: so nobody could be asked which tools are there: the versions of agents are left out\.$/m,
  )
  const json = JSON.parse((await person.hal(['agents', 'list', '--json'], { env: nowhere })).stdout)
  expect(json).toMatchObject({ version: 1, failure: { reason: 'no-engine' } })
  expect(json.agents).toContainEqual(
    expect.objectContaining({ name: 'claude', version: null, isReady: null }),
  )
  expect(json.agents).toContainEqual(expect.objectContaining({ name: 'shell', isReady: true }))
})

test('an agent that would start is said to be well: its program, its key, its models', async () => {
  await person.ok('tools', 'build', 'claude')
  const text = await person.ok('agents', 'doctor', 'claude')
  expect(text.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^✓ claude +2\.\d+\.\d+ starts$/),
    expect.stringMatching(/^✓ claude +ANTHROPIC_API_KEY from \/.*\/key$/),
    expect.stringMatching(/^✓ claude +http:.* answers \(\d+\)$/),
  ])
})

test('an address where nobody listens fails, and a name that is none', async () => {
  await using other = new Person()
  const folder = join(other.env['HOME'] ?? '', '.config/hal')
  mkdirSync(folder, { recursive: true })
  const agents = { mine: { command: ['mine'], baseUrl: 'http://127.0.0.1:9' } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ agents }))
  const silent = await other.hal(['agents', 'doctor', 'mine'])
  expect(silent).toMatchObject({ exitCode: 1 })
  expect(silent.stdout).toMatch(/^✗ mine +http:\/\/127\.0\.0\.1:9 doesn't answer: /m)
  const unheard = { cursor: { baseUrl: 'http://127.0.0.1:9', apiKey: { env: 'HOME' } } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ agents: unheard }))
  const start = [
    'start',
    'kim',
    '--agent',
    'cursor',
    '--image',
    'debian:bookworm-slim',
    '--workspace',
    'empty',
  ]
  const refused = await other.hal(start)
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toContain("hal doesn't know how cursor is told of other models than its maker's")
  expect((await other.hal(['agents', 'doctor', 'cluade'])).stderr).toContain('Did you mean claude?')
})
