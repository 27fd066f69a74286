import { type AgentForm, filesFolder, type Launch, type LaunchWish } from '../form.ts'
import { hookSettings } from '../hook-settings.ts'
import { lineByLine } from '../prompt-box.ts'
import { proxiesOf } from '../proxies.ts'
import { geminiHeadless, geminiTalk } from './headless.ts'
import { geminiHooks } from './hooks.ts'
import { lastAnswer } from './last-answer.ts'
import { geminiReader } from './stream.ts'

const apiKey = 'GEMINI_API_KEY'
const systemFile = 'system.json'

/** Gemini CLI: https://geminicli.com/docs, and what 0.61.0 was seen to do. */
export const gemini: AgentForm = {
  name: 'gemini',
  title: 'Gemini CLI',
  tools: 'gemini',
  secrets: [apiKey],
  hooks: geminiHooks,
  box: { clear: lineByLine, enterAfterMs: 200 },
  answer: { in: 'transcript', pathKey: 'transcript_path', read: lastAnswer },
  login: {
    argv: ['gemini'],
    files: ['.gemini/oauth_creds.json', '.gemini/google_accounts.json'],
    goesOn: true,
    // Google's refresh tokens are good for more than one use: each worker renews its own access, and nobody loses theirs.
  },
  endsBy: 'container',
  launch,
  headless: {
    ...{ launch: geminiHeadless(launch), reader: geminiReader, talk: geminiTalk(launch) },
    // The first is both others, in a talk.
    edits: new Set(['edit', 'replace', 'write_file']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: [
      'gemini',
      // Said always: settings in the workspace may say otherwise.
      ...(wish.isUnattended ? ['--yolo'] : ['--approval-mode', 'default']),
      ...(wish.model === undefined ? [] : ['--model', wish.model]),
    ],
    // Said always: a file `.env` in the workspace can't say otherwise then, and get the key.
    env: {
      ...proxiesOf(wish.env),
      GOOGLE_GEMINI_BASE_URL: wish.baseUrl ?? 'https://generativelanguage.googleapis.com',
      GEMINI_CLI_SYSTEM_SETTINGS_PATH: `${filesFolder}/${systemFile}`,
    },
    secretVariables: [...wish.secrets],
    seeds: { '.gemini/settings.json': JSON.stringify(settingsOf(wish)) },
    // By what it is let in, no settings in the workspace can say otherwise.
    files: { [systemFile]: JSON.stringify({ security: authOf(wish) }) },
  }
}

const authOf = ({ secrets, hasLogin }: LaunchWish): object => ({
  ...(hasLogin ? { auth: { selectedType: 'oauth-personal' } } : {}),
  ...(secrets.has(apiKey) ? { auth: { selectedType: 'gemini-api-key' } } : {}),
})

const settingsOf = (wish: LaunchWish): object => ({
  security: {
    ...authOf(wish),
    // A worker is made for this one folder.
    folderTrust: { enabled: false },
  },
  general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
  hooks: hookSettings('gemini', geminiHooks),
})
