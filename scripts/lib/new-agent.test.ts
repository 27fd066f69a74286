import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadPins } from '../../src/images/declare/pins.ts'
import { findAgent, loadAgents } from '../../src/images/tools/agents.ts'
import { newAgent } from './new-agent.ts'

const checkout = join(import.meta.dirname, '../..')
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hal-new-agent-'))
  for (const path of [
    'src/agents',
    'docker/tools/agents',
    'docker/pins.json',
    'test/catalogue',
    'test/rigs/agent-person.ts',
    'test/e2e/agents.test.ts',
  ])
    cpSync(join(checkout, path), join(root, path), { recursive: true })
  cpSync(join(checkout, 'src/lib'), join(root, 'src/lib'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const textOf = (file: string) => readFileSync(join(root, file), 'utf8')

test('a new agent is known by its name, and has its place in the tests', async () => {
  const files = newAgent(root, 'silver-goose')
  const { findForm } = await import(join(root, 'src/agents/forms.ts'))
  expect(findForm('silver-goose', {})).toMatchObject({ ok: true, value: { name: 'silver-goose' } })
  const rows = files.filter((file) => file.startsWith('test/') || file.endsWith('.test.ts'))
  expect(rows).toHaveLength(4)
  for (const file of files) expect(textOf(file)).toMatch(/silver-?goose/i)
})

test('its tools are declared, pinned, and those of the others are as they were', async () => {
  newAgent(root, 'goose')
  const pins = await loadPins(root)
  if (!pins.ok) throw new Error(JSON.stringify(pins.failure))
  const agents = await loadAgents(root, pins.value)
  if (!agents.ok) throw new Error(JSON.stringify(agents.failure))
  expect(findAgent(agents.value, 'goose')).toMatchObject({ ok: true, value: { version: '0.0.0' } })
  const { goose, ...others } = JSON.parse(textOf('docker/pins.json'))
  expect(goose).toEqual({ version: '0.0.0' })
  expect(others).toEqual(JSON.parse(readFileSync(join(checkout, 'docker/pins.json'), 'utf8')))
})

test.each(['claude', 'Goose', '../goose', 'a--b', ''])(
  '%j is no name for one, and nothing is written',
  (name) => {
    const before = textOf('src/agents/forms.ts')
    expect(() => newAgent(root, name)).toThrow()
    expect(textOf('src/agents/forms.ts')).toBe(before)
  },
)

test('where a file has no place for it, nothing is written', () => {
  const file = 'test/e2e/agents.test.ts'
  rmSync(join(root, dirname(file)), { recursive: true })
  expect(() => newAgent(root, 'goose')).toThrow()
  expect(textOf('src/agents/forms.ts')).not.toContain('goose')
})
