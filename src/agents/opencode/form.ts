import { type AgentForm, type Launch, type LaunchWish, secretsFolder } from '../form.ts'
import { lineByLine } from '../prompt-box.ts'
import { opencodeHeadless, opencodeTalk } from './headless.ts'
import { opencodeHooks } from './hooks.ts'
import { plugin } from './plugin.ts'
import { opencodeRenewal } from './renewal.ts'
import { opencodeReader } from './stream.ts'

const apiKey = 'OPENCODE_API_KEY'
const folder = '.config/opencode'

/** OpenCode: https://opencode.ai/docs, and what 1.18.18 was seen to do. */
export const opencode: AgentForm = {
  name: 'opencode',
  title: 'OpenCode',
  tools: 'opencode',
  // It knows all makers' models, by the names of their own keys.
  secrets: [apiKey, 'ANTHROPIC_API_KEY', 'OPENAI_API_KEY', 'GEMINI_API_KEY', 'OPENROUTER_API_KEY'],
  hooks: opencodeHooks,
  box: { clear: lineByLine, enterAfterMs: 0 },
  answer: { in: 'hook', key: 'last_assistant_message' },
  login: {
    argv: ['opencode', 'auth', 'login'],
    files: ['.local/share/opencode/auth.json'],
    goesOn: false,
    renewal: opencodeRenewal,
  },
  endsBy: 'interrupt',
  launch,
  headless: {
    ...{ launch: opencodeHeadless(launch), reader: opencodeReader, talk: opencodeTalk(launch) },
    edits: new Set(['apply_patch', 'edit', 'multiedit', 'patch', 'write']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: ['opencode'],
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(configOf(wish)),
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      ...(wish.baseUrl === undefined ? {} : { OPENCODE_DISABLE_MODELS_FETCH: '1' }),
    },
    secretVariables: [...wish.secrets],
    seeds: {
      [`${folder}/plugin/hal.js`]: plugin,
      // Where a plugin is, it fetches its own package from npm first, and waits long where it can't. These say that it is there.
      [`${folder}/package.json`]: JSON.stringify({ dependencies }),
      [`${folder}/package-lock.json`]: JSON.stringify({
        lockfileVersion: 3,
        packages: { '': { dependencies } },
      }),
      [`${folder}/node_modules/.hal`]: '',
    },
    files: {},
  }
}

const dependencies = { '@opencode-ai/plugin': '1.18.18' }

const configOf = ({ isUnattended, baseUrl, model, secrets }: LaunchWish): object => ({
  autoupdate: false,
  // By itself it would ask for nothing in the workspace.
  permission: isUnattended ? 'allow' : { bash: 'ask', edit: 'ask', webfetch: 'ask' },
  share: 'disabled',
  ...(baseUrl === undefined ? modelOf(model) : ownModels(baseUrl, model, secrets)),
})

const modelOf = (model: string | undefined): object =>
  model === undefined ? {} : { model, small_model: model }

const ownModels = (baseURL: string, model = 'default', secrets: ReadonlySet<string>): object => ({
  ...modelOf(`hal/${model}`),
  enabled_providers: ['hal'],
  provider: {
    hal: {
      npm: '@ai-sdk/openai-compatible',
      name: 'hal',
      options: { baseURL, ...(secrets.has(apiKey) ? { apiKey: `{file:${secretsFolder}/${apiKey}}` } : {}) },
      models: { [model]: { name: model } },
    },
  },
})
