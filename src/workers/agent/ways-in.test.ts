import { expect, test } from 'vitest'
import { findForm } from '../../agents/forms.ts'
import { waysIn } from './ways-in.ts'

const of = (name: string, baseUrl?: string) => {
  const form = findForm(name, {})
  if (!form.ok) throw new Error(`no agent is called ${name}`)
  return waysIn(form.value, baseUrl)
}
const keyOf = (agent: string, key: string) =>
  `${key} in your environment, or \`agents.${agent}.apiKey\` in your own config, is its key`

test.each([
  [
    'claude',
    undefined,
    ['`hal login claude` makes a login for all workers', keyOf('claude', 'ANTHROPIC_API_KEY')],
  ],
  ['claude', 'https://models.example.com', [keyOf('claude', 'ANTHROPIC_API_KEY')]],
  ['copilot', undefined, ['COPILOT_GITHUB_TOKEN in your environment is its key']],
  ['copilot', 'https://models.example.com', [keyOf('copilot', 'COPILOT_PROVIDER_API_KEY')]],
  ['shell', undefined, []],
])('what lets in %s, its models at %s', (agent, baseUrl, ways) => {
  expect(of(agent, baseUrl)).toEqual(ways)
})
