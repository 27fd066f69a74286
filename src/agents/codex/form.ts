import { type AgentForm, type Launch, type LaunchWish, workspaceFolder } from '../form.ts'
import { hookSettings } from '../hook-settings.ts'
import { lineByLine } from '../prompt-box.ts'
import { codexHeadless } from './headless.ts'
import { codexHooks } from './hooks.ts'
import { codexRenewal } from './renewal.ts'
import { codexReader } from './stream.ts'
import { codexTalk } from './talk.ts'

const apiKey = 'OPENAI_API_KEY'

/** Codex: https://developers.openai.com/codex/cli, and what 0.169.0 was seen to do. */
export const codex: AgentForm = {
  name: 'codex',
  title: 'Codex',
  tools: 'codex',
  secrets: [apiKey],
  hooks: codexHooks,
  box: { clear: lineByLine, enterAfterMs: 0 },
  answer: { in: 'hook', key: 'last_assistant_message' },
  login: {
    argv: ['codex', 'login', '--device-auth'],
    files: ['.codex/auth.json'],
    goesOn: false,
    renewal: codexRenewal,
  },
  endsBy: 'interrupt',
  launch,
  headless: {
    ...{ launch: codexHeadless(launch), reader: codexReader, talk: codexTalk(launch) },
    edits: new Set(['file_change']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: [
      'codex',
      // Without it, a program that stands alone looks for its package and gives up.
      '--no-daemon',
      // They are hal's: nobody else can put any there before the first start.
      '--dangerously-bypass-hook-trust',
      // Its own sandbox can't be made in a container, which is one.
      ...(wish.isUnattended
        ? ['--dangerously-bypass-approvals-and-sandbox']
        : ['--sandbox', 'danger-full-access', '--ask-for-approval', 'on-request']),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    env: {},
    secretVariables: [...wish.secrets],
    seeds: {
      '.codex/config.toml': configOf(wish),
      '.codex/hooks.json': JSON.stringify({ hooks: hookSettings('codex', codexHooks) }),
    },
    files: {},
  }
}

/** TOML takes JSON's strings as they are. */
const configOf = ({ baseUrl, secrets }: LaunchWish): string =>
  [
    ...(baseUrl === undefined && !secrets.has(apiKey) ? [] : ['model_provider = "hal"']),
    'check_for_update_on_startup = false',
    '[features]',
    // It would write all of its environment, the key among it, into a file in HOME.
    'shell_snapshot = false',
    `[projects.${JSON.stringify(workspaceFolder)}]`,
    'trust_level = "trusted"',
    '[model_providers.hal]',
    `name = "OpenAI"`,
    `base_url = ${JSON.stringify(baseUrl ?? 'https://api.openai.com/v1')}`,
    ...(secrets.has(apiKey) ? [`env_key = "${apiKey}"`] : []),
    'wire_api = "responses"',
    '',
  ].join('\n')
