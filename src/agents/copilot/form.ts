import { type AgentForm, hookCommand, type Launch, type LaunchWish, workspaceFolder } from '../form.ts'
import { eventsOf } from '../hook-rules.ts'
import { lineByLine } from '../prompt-box.ts'
import { copilotHeadless, copilotTalk } from './headless.ts'
import { copilotHooks } from './hooks.ts'
import { lastAnswer } from './last-answer.ts'
import { copilotReader } from './stream.ts'

const apiKey = 'COPILOT_PROVIDER_API_KEY'
const token = 'COPILOT_GITHUB_TOKEN'

/** GitHub Copilot CLI: https://docs.github.com/copilot/concepts/agents/about-copilot-cli, and what 1.0.102 was seen to do. */
export const copilot: AgentForm = {
  name: 'copilot',
  title: 'GitHub Copilot CLI',
  tools: 'copilot',
  secrets: [apiKey, token],
  makersKey: token,
  hooks: copilotHooks,
  box: { clear: lineByLine, enterAfterMs: 0 },
  answer: { in: 'transcript', pathKey: 'transcriptPath', read: lastAnswer },
  // It keeps that in the file with its settings: a token does instead (COPILOT_GITHUB_TOKEN).
  login: undefined,
  endsBy: 'interrupt',
  launch,
  headless: {
    ...{ launch: copilotHeadless(launch), reader: copilotReader, talk: copilotTalk(launch) },
    edits: new Set(['apply_patch', 'create', 'edit']),
  },
}

function launch(wish: LaunchWish): Launch {
  return {
    argv: ['copilot', ...(wish.isUnattended ? ['--allow-all-tools'] : [])],
    env: {
      // With models of one's own it needs no login at GitHub.
      ...(wish.baseUrl === undefined
        ? {}
        : { COPILOT_PROVIDER_BASE_URL: wish.baseUrl, COPILOT_OFFLINE: 'true' }),
      ...(wish.model === undefined ? {} : { COPILOT_MODEL: wish.model }),
    },
    secretVariables: [...wish.secrets],
    seeds: {
      '.copilot/config.json': JSON.stringify({ trustedFolders: [workspaceFolder] }),
      '.copilot/hooks/hal.json': JSON.stringify({ version: 1, hooks }),
    },
    files: {},
  }
}

const hooks = Object.fromEntries(
  eventsOf(copilotHooks).map((event) => [event, [{ type: 'command', bash: hookCommand('copilot', event) }]]),
)
