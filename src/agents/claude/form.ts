import {
  type AgentForm,
  filesFolder,
  type Launch,
  type LaunchWish,
  secretsFolder,
  workspaceFolder,
} from '../form.ts'
import { hookSettings } from '../hook-settings.ts'
import { ownPlace, rootVariable } from '../own-place.ts'
import { proxiesOf } from '../proxies.ts'
import { claudeHeadless } from './headless.ts'
import { claudeHooks } from './hooks.ts'
import { claudeRenewal } from './renewal.ts'
import { claudeReader } from './stream.ts'
import { claudeTalk } from './talk.ts'

const apiKey = 'ANTHROPIC_API_KEY'
const tokens = ['ANTHROPIC_AUTH_TOKEN', 'CLAUDE_CODE_OAUTH_TOKEN']
const settingsFile = 'settings.json'

/** Claude Code: https://code.claude.com/docs/en/cli-reference, and what 2.1.330 was seen to do. */
export const claude: AgentForm = {
  name: 'claude',
  title: 'Claude Code',
  tools: 'claude',
  secrets: [apiKey, ...tokens],
  hooks: claudeHooks,
  box: { clear: ['C-u'], enterAfterMs: 0 },
  answer: { in: 'hook', key: 'last_assistant_message' },
  login: {
    argv: ['claude', 'auth', 'login'],
    files: ['.claude/.credentials.json'],
    goesOn: false,
    renewal: claudeRenewal,
  },
  endsBy: 'interrupt',
  launch,
  headless: {
    launch: claudeHeadless(launch),
    reader: claudeReader,
    talk: claudeTalk(launch),
    edits: new Set(['Edit', 'MultiEdit', 'NotebookEdit', 'Write']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: [
      'claude',
      ...['--settings', `${filesFolder}/${settingsFile}`],
      // Its own default is a mode in which it judges itself what it need not ask.
      ...(wish.isUnattended ? ['--dangerously-skip-permissions'] : ['--permission-mode', 'default']),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    env: {
      ...(wish.isUnattended && wish.isRoot ? { IS_SANDBOX: '1' } : {}),
      DISABLE_AUTOUPDATER: '1',
    },
    secretVariables: [...wish.secrets].filter((name) => name !== apiKey),
    seeds: { '.claude.json': JSON.stringify(state) },
    files: { [settingsFile]: JSON.stringify(settingsOf(wish)) },
  }
}

/** What it would ask before the first prompt. A worker is made for this one folder. */
const state = {
  hasCompletedOnboarding: true,
  theme: 'dark',
  projects: { [workspaceFolder]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
}

/** By these it would go elsewhere, and the key with it. */
const ways: readonly string[] = [
  'NODE_TLS_REJECT_UNAUTHORIZED',
  ...['CLAUDE_CODE_USE_BEDROCK', 'CLAUDE_CODE_USE_VERTEX', 'CLAUDE_CODE_USE_FOUNDRY'],
]

const settingsOf = ({ secrets, env, baseUrl = 'https://api.anthropic.com' }: LaunchWish): object => ({
  // Said here, where the workspace's own settings can't say otherwise: nobody else is to get the key.
  env: {
    ANTHROPIC_BASE_URL: baseUrl,
    ...proxiesOf(env),
    ...Object.fromEntries(ways.map((name) => [name, env[name] ?? ''])),
    // By this it would take another's key, and another's word for what it does.
    ...(env[rootVariable] === undefined ? {} : { [rootVariable]: env[rootVariable] }),
    // Nor is it to work in somebody else's name.
    ...Object.fromEntries(tokens.filter((name) => !secrets.has(name)).map((name) => [name, env[name] ?? ''])),
  },
  skipDangerousModePermissionPrompt: true,
  // A key in its environment would have to be approved, and a part of it would be kept in HOME.
  ...(secrets.has(apiKey) ? { apiKeyHelper: `cat ${ownPlace(secretsFolder)}/${apiKey}` } : {}),
  hooks: hookSettings('claude', claudeHooks),
})
