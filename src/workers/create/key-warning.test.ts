import { expect, test } from 'vitest'
import { findForm } from '../../agents/forms.ts'
import { loginSecret } from '../../agents/login.ts'
import { keyWarnings } from './key-warning.ts'
import type { WorkerSpec } from './spec.ts'

const given = (name: string, over: Partial<Pick<WorkerSpec, 'secrets' | 'env'>> = {}) => {
  const form = findForm(name, {})
  if (!form.ok) throw new Error(`no agent is called ${name}`)
  const launch = { argv: [], env: {}, secretVariables: [], seeds: {}, files: {} }
  const agent = { form: form.value, isUnattended: false, isHeadless: false, launch, links: {} }
  return { agent, secrets: [], env: {}, ...over }
}

test('an agent that nothing lets in is said to be so, with what would', () => {
  expect(keyWarnings(given('claude'))).toEqual([
    'claude has no key and no login of yours, so it may ask for one: `hal login claude` makes a login for all workers; ANTHROPIC_API_KEY in your environment, or `agents.claude.apiKey` in your own config, is its key',
  ])
  expect(keyWarnings(given('copilot'))).toEqual([
    'copilot has no key and no login of yours, so it may ask for one: COPILOT_GITHUB_TOKEN in your environment is its key',
  ])
  expect(keyWarnings(given('claude', { secrets: ['GITHUB_TOKEN'] }))).toHaveLength(1)
})

test.each([
  ['a key', given('claude', { secrets: ['ANTHROPIC_API_KEY'] }), {}],
  ['another of its keys', given('claude', { secrets: ['CLAUDE_CODE_OAUTH_TOKEN'] }), {}],
  ['a login', given('claude', { secrets: [loginSecret(0)] }), {}],
  ['a variable of the worker', given('claude', { env: { ANTHROPIC_API_KEY: 'x' } }), {}],
  ['a gateway', given('claude'), { baseUrl: 'https://models.example.com' }],
  ['something of the person’s that starts it', given('claude'), { command: ['my-claude'] }],
  ['no need of any', given('shell'), {}],
])('nothing is said of one that has %s', (_, spec, settings) => {
  expect(keyWarnings(spec, settings)).toEqual([])
})
