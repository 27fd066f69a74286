import { expect, test } from 'vitest'
import { newSession } from '../schemas/session.ts'
import { ignoredOf } from './ignored.ts'

const session = {
  ...{ session_id: '2f1c9f0e-6f0b-4a58-9d0e-0a6f3c1e7b52', prompt: 'fix it', agent: 'claude' },
  ...{ system_prompt: 'Be brief.', workspace: 'empty' },
  model_config: {
    ...{ provider: 'local', model: 'm', api_key: 'k', api_endpoint: 'http://127.0.0.1:1' },
  },
}

test('names nothing of a session of which all is heeded', () => {
  expect(ignoredOf(newSession.parse(session))).toEqual([])
})

test('names what no agent can be told, and what sessions do not know', () => {
  const more = { temperature: 1, temprature: 1, max_tokens: 5, enabled_tools: ['x'], model_version: '1' }
  const asked = { ...session, branch: 'zz', foo: null, model_config: { ...session.model_config, ...more } }
  expect(ignoredOf(newSession.parse(asked)).toSorted()).toEqual([
    ...['branch', 'foo', 'model_config.enabled_tools', 'model_config.max_tokens'],
    ...['model_config.model_version', 'model_config.temperature', 'model_config.temprature'],
  ])
})
