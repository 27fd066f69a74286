import { expect, test } from 'vitest'
import { defaultConfig } from '../config/defaults.ts'
import type { OwnModel } from '../server/own-model.ts'
import { withOwnModel } from './own-model.ts'

const persons = {
  env: { PATH: '/bin', ANTHROPIC_API_KEY: 'persons', OPENAI_API_KEY: 'persons' },
  config: {
    ...defaultConfig('me'),
    agents: {
      opencode: { apiKey: { file: '/persons' }, silentAfter: '5m' },
      claude: { apiKey: { file: '/persons' }, baseUrl: 'https://persons' },
    },
    secrets: { OPENAI_API_KEY: { file: '/persons' }, GITHUB_TOKEN: { file: '/token' } },
  },
}
const seenBy = (agent: string, own: Partial<OwnModel>) => {
  const model: OwnModel = {
    provider: 'anthropic',
    model: 'm',
    apiKey: undefined,
    endpoint: undefined,
    ...own,
  }
  const { env, config } = withOwnModel(persons, agent, model)
  return { env, agent: config.agents[agent], secrets: config.secrets }
}
const theirs = { PATH: '/bin' }
const token = { GITHUB_TOKEN: { file: '/token' } }

test('a key of its own goes to the maker that it is for, and none of the person’s is there', () => {
  expect(seenBy('opencode', { apiKey: 'own' })).toEqual({
    env: { ...theirs, ANTHROPIC_API_KEY: 'own' },
    agent: { model: 'anthropic/m', silentAfter: '5m' },
    secrets: token,
  })
  expect(seenBy('opencode', { provider: 'openai', apiKey: 'own' }).env).toEqual({
    ...theirs,
    OPENAI_API_KEY: 'own',
  })
  expect(seenBy('claude', { apiKey: 'own' })).toMatchObject({
    env: { PATH: '/bin', OPENAI_API_KEY: 'persons', ANTHROPIC_API_KEY: 'own' },
    agent: { model: 'm' },
  })
  expect(seenBy('claude', { apiKey: 'own' }).agent).not.toHaveProperty('baseUrl')
})

test('an address of its own gets none of the person’s keys', () => {
  expect(seenBy('opencode', { provider: 'local', endpoint: 'http://there/v1' })).toEqual({
    env: theirs,
    agent: { model: 'm', baseUrl: 'http://there/v1', silentAfter: '5m' },
    secrets: token,
  })
  expect(seenBy('opencode', { provider: 'local', endpoint: 'http://there/v1', apiKey: 'own' }).env).toEqual({
    ...theirs,
    OPENCODE_API_KEY: 'own',
  })
})

test('without either, the person’s are used, with its model', () => {
  expect(seenBy('opencode', {})).toMatchObject({
    env: persons.env,
    agent: { model: 'anthropic/m', apiKey: {} },
  })
  expect(seenBy('claude', {})).toMatchObject({
    agent: { model: 'm', baseUrl: 'https://persons', apiKey: {} },
  })
})
