import { expect, test } from 'vitest'
import { readScreen } from './read-screen.ts'
import { recordedScreens } from './recorded-screens.fixture.ts'
import type { Verdict } from './verdict.ts'

const said = ({ kind, rule, text, typed, resetsAt }: Verdict): string =>
  [
    `${kind} (${rule})`,
    ...(text === undefined ? [] : [text]),
    ...(typed === undefined ? [] : [`typed: ${JSON.stringify(typed)}`]),
    ...(resetsAt === undefined ? [] : [`resets: ${resetsAt}`]),
  ].join(' | ')

/** What is expected of every recorded screen. One that is missing here fails, as does one that is here and not recorded. */
const expected: Readonly<Record<string, string>> = {
  'claude/2.1.330/cold-offline':
    'failed (cannot-connect) | Unable to connect to Anthropic services Failed to connect to api.anthropic.com: ENOTFOUND',
  'claude/2.1.330/denied': 'ready (empty-box)',
  'claude/2.1.330/dialog-api-key':
    'onboarding (api-key) | Detected a custom API key in your environment Do you want to use this API key?',
  'claude/2.1.330/dialog-bypass':
    'onboarding (bypass) | WARNING: Claude Code running in Bypass Permissions mode',
  'claude/2.1.330/dialog-trust':
    'onboarding (trust) | Quick safety check: Is this a project you created or one you trust? /workspace',
  'claude/2.1.330/done': 'ready (empty-box)',
  'claude/2.1.330/error-400': 'failed (api-error) | API Error: 400 the request is bad',
  'claude/2.1.330/error-500':
    'failed (api-error) | API Error: 500 trouble in the server. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (127.0.0.1:18400).',
  'claude/2.1.330/half-typed-multi': 'half-typed (typed-box) | typed: "[Pasted text #6 +4 lines]"',
  'claude/2.1.330/half-typed-pasted': 'half-typed (typed-box) | typed: "[Pasted text #5 +249 lines]"',
  'claude/2.1.330/half-typed': 'half-typed (typed-box) | typed: "fix the login"',
  'claude/2.1.330/interrupted-streaming': 'ready (empty-box)',
  'claude/2.1.330/interrupted-tool': 'ready (empty-box)',
  'claude/2.1.330/interrupted': 'half-typed (typed-box) | typed: "hang now"',
  'claude/2.1.330/limit-api-key':
    'limited (request-limit) | API Error: Request rejected (429) · the limit is reached',
  'claude/2.1.330/limit': 'limited (limit) | Usage limit reached · limit resets 10:05pm | resets: 10:05pm',
  'claude/2.1.330/login-401': 'login-needed (login-refused) | Not logged in · Please run /login',
  'claude/2.1.330/login-needed': 'login-needed (no-login) | Not logged in · run /login',
  'claude/2.1.330/permission-edit': 'waiting (permission) | Do you want to create new.txt? 1 new',
  'claude/2.1.330/permission-80x24':
    'waiting (permission) | Do you want to proceed? echo hello > hello.txt && cat hello.txt',
  'claude/2.1.330/permission':
    'waiting (permission) | Do you want to proceed? echo hello > hello.txt && cat hello.txt',
  'claude/2.1.330/prompt-ready-80x24': 'ready (empty-box)',
  'claude/2.1.330/prompt-ready-auto-mode': 'ready (empty-box)',
  'claude/2.1.330/prompt-ready-bypass': 'ready (empty-box)',
  'claude/2.1.330/prompt-ready': 'ready (empty-box)',
  'claude/2.1.330/question': 'waiting (question) | Which colour shall it be?',
  'claude/2.1.330/retrying-401': 'login-needed (key-refused) | 401 invalid x-api-key',
  'claude/2.1.330/retrying-500':
    'working (retrying) | 500 trouble in the server · retrying in 3s · attempt 4/10',
  'claude/2.1.330/working-80x24': 'working (working-footer)',
  'claude/2.1.330/working-half-typed': 'unknown (typed-over-talk) | typed: "draft"',
  'claude/2.1.330/working-queued': 'working (working-footer)',
  'claude/2.1.330/working-streaming-text': 'working (working-footer)',
  'claude/2.1.330/working-streaming': 'working (working-footer)',
  'claude/2.1.330/working-tool': 'working (working-footer)',
  'claude/2.1.330/working': 'working (working-footer)',
  'codex/0.169.0/denied': 'ready (empty-box)',
  'codex/0.169.0/dialog-hooks': 'onboarding (hooks) | Hooks need review 12 hooks are new or changed.',
  'codex/0.169.0/dialog-trust': 'onboarding (trust) | Trust this folder? /workspace/g',
  'codex/0.169.0/done': 'ready (empty-box)',
  'codex/0.169.0/error-400': 'failed (error-with-body) | the request is bad',
  'codex/0.169.0/half-typed-multi':
    'half-typed (typed-box) | typed: "line one\\nline two\\n  indented 日本語 🚀\\n tab\\nlast line"',
  'codex/0.169.0/half-typed-pasted': 'half-typed (typed-box) | typed: "[Pasted Content 3889 chars]"',
  'codex/0.169.0/half-typed': 'half-typed (typed-box) | typed: "fix the login"',
  'codex/0.169.0/interrupted': 'ready (empty-box)',
  'codex/0.169.0/limit':
    'limited (limit) | You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro), visit https:// chatgpt.com/settings/usage to purchase more credits or try again at 10:05 PM. | resets: 10:05 PM',
  'codex/0.169.0/login-401':
    'login-needed (login-refused) | unexpected status 401 Unauthorized: invalid x-api-key, url: http://127.0.0.1:18400/v1/responses',
  'codex/0.169.0/login-key-missing': 'login-needed (key-missing) | Missing environment variable: `FAKE_KEY`.',
  'codex/0.169.0/login-needed': 'login-needed (no-login) | Choose how you want to use Codex.',
  'codex/0.169.0/no-package': 'failed (no-package) | this CLI has no complete local package',
  'codex/0.169.0/permission-80x24':
    'waiting (permission) | Would you like to run the following command? $ rm -rf build',
  'codex/0.169.0/permission':
    'waiting (permission) | Would you like to run the following command? $ rm -rf build',
  'codex/0.169.0/prompt-ready-80x24': 'ready (empty-box)',
  'codex/0.169.0/prompt-ready': 'ready (empty-box)',
  'codex/0.169.0/question': 'waiting (question) | Which colour shall it be?',
  'codex/0.169.0/retrying-401':
    'login-needed (key-refused) | Unexpected status 401 Unauthorized: invalid x-api-key, url: http://127.0.0.1:18400/v1/responses',
  'codex/0.169.0/retrying-500':
    'working (retrying) | Reconnecting... 2/5 We’re currently experiencing high demand, which may cause temporary errors.',
  'codex/0.169.0/retrying-unreached':
    'working (retrying) | Reconnecting... waiting for network Connection failed: error sending request',
  'codex/0.169.0/working-80x24': 'working (working-line)',
  'codex/0.169.0/working-queued': 'ready (empty-box)',
  'codex/0.169.0/working-streaming': 'ready (empty-box)',
  'codex/0.169.0/working-tool': 'working (working-line)',
  'codex/0.169.0/working': 'working (working-line)',
  'copilot/1.0.102/denied': 'ready (empty-box)',
  'copilot/1.0.102/dialog-trust': 'onboarding (trust) | Do you trust the files in this folder? /workspace',
  'copilot/1.0.102/done': 'ready (empty-box)',
  'copilot/1.0.102/error-400': 'failed (error) | 400 the request is bad',
  'copilot/1.0.102/error-unreached':
    'failed (error) | Could not connect to local model provider at http://127.0.0.1:9/v1. Check that the service is running and the port is correct.',
  'copilot/1.0.102/half-typed-multi':
    'half-typed (typed-box) | typed: "line one\\nline two\\n  indented 日本語 🚀\\n    tab\\nlast line"',
  'copilot/1.0.102/half-typed-pasted': 'half-typed (typed-box) | typed: "[Paste #1 - 250 lines]"',
  'copilot/1.0.102/half-typed': 'half-typed (typed-box) | typed: "half typed"',
  'copilot/1.0.102/interrupted': 'half-typed (typed-box) | typed: "hang now"',
  'copilot/1.0.102/limit': 'limited (limit) | 429 the limit is reached',
  'copilot/1.0.102/login-401':
    'login-needed (login-refused) | Authentication failed with provider at http://127.0.0.1:18400/v1 (HTTP 401). Check your COPILOT_PROVIDER_API_KEY, COPILOT_PROVIDER_API_KEY_COMMAND, or COPILOT_PROVIDER_BEARER_TOKEN.',
  'copilot/1.0.102/login-needed': 'login-needed (no-login) | Please use /login to sign in to use Copilot',
  'copilot/1.0.102/permission':
    'waiting (permission) | Do you want to run this command? echo hello > hello.txt && cat hello.txt',
  'copilot/1.0.102/prompt-ready': 'ready (empty-box)',
  'copilot/1.0.102/question': 'waiting (question) | Which colour shall it be?',
  'copilot/1.0.102/retrying-500': 'working (working-footer)',
  'copilot/1.0.102/working-half-typed': 'working (working-footer) | typed: "draft"',
  'copilot/1.0.102/working-tool': 'working (working-footer)',
  'copilot/1.0.102/working': 'working (working-footer)',
  'gemini/0.61.0/denied': 'ready (empty-box)',
  'gemini/0.61.0/dialog-trust': 'onboarding (trust) | Do you trust the files in this folder?',
  'gemini/0.61.0/done': 'ready (empty-box)',
  'gemini/0.61.0/error-400': 'failed (api-error-with-body) | the request is bad',
  'gemini/0.61.0/half-typed-multi':
    'half-typed (typed-box) | typed: "line one\\nline two\\n  indented 日本語 🚀\\n    tab\\nlast line"',
  'gemini/0.61.0/half-typed-pasted': 'half-typed (typed-box) | typed: "[Pasted Text: 250 lines]"',
  'gemini/0.61.0/half-typed': 'half-typed (typed-box) | typed: "fix the login"',
  'gemini/0.61.0/interrupted': 'ready (empty-box)',
  'gemini/0.61.0/limit':
    'limited (limit) | Usage limit reached for gemini-3.8-flash. Access resets at 10:23 PM UTC. | resets: 10:23 PM UTC',
  'gemini/0.61.0/login-401': 'login-needed (login-refused) | invalid x-api-key',
  'gemini/0.61.0/login-needed':
    'login-needed (no-login) | How would you like to authenticate for this project?',
  'gemini/0.61.0/permission':
    'waiting (permission) | Allow execution of [Shell]? echo hello > hello.txt && cat hello.txt',
  'gemini/0.61.0/prompt-ready-yolo': 'ready (empty-box)',
  'gemini/0.61.0/prompt-ready': 'ready (empty-box)',
  'gemini/0.61.0/question': 'waiting (question) | Which colour shall it be?',
  'gemini/0.61.0/retrying-500': 'working (working-line)',
  'gemini/0.61.0/working-half-typed': 'working (working-line) | typed: "draft"',
  'gemini/0.61.0/working-tool': 'working (working-line)',
  'gemini/0.61.0/working': 'working (working-line)',
  'opencode/1.18.18/denied': 'ready (empty-box)',
  'opencode/1.18.18/done-200x50': 'ready (empty-box)',
  'opencode/1.18.18/done': 'ready (empty-box)',
  'opencode/1.18.18/error-400': 'ready (empty-box)',
  'opencode/1.18.18/half-typed-multi': 'half-typed (typed-box) | typed: "[Pasted ~5 lines]"',
  'opencode/1.18.18/half-typed-pasted': 'half-typed (typed-box) | typed: "[Pasted ~250 lines]"',
  'opencode/1.18.18/half-typed-200x50': 'half-typed (typed-box) | typed: "half a thought"',
  'opencode/1.18.18/half-typed': 'half-typed (typed-box) | typed: "fix the login"',
  'opencode/1.18.18/interrupted': 'ready (empty-box)',
  'opencode/1.18.18/limit':
    'limited (limit) | the limit is reached [retrying in 1h 43m attempt #1] | resets: in 1h 43m',
  'opencode/1.18.18/login-401': 'ready (empty-box)',
  'opencode/1.18.18/permission-200x50':
    'waiting (permission) | Permission required # Shell command $ rm -rf build; echo hello > hello.txt && cat hello.txt',
  'opencode/1.18.18/permission-80x24':
    'waiting (permission) | Permission required # Shell command $ echo hello > hello.txt && cat hello.txt',
  'opencode/1.18.18/permission':
    'waiting (permission) | Permission required # Shell command $ echo hello > hello.txt && cat hello.txt',
  'opencode/1.18.18/prompt-ready-80x24': 'ready (empty-box)',
  'opencode/1.18.18/prompt-ready': 'ready (empty-box)',
  'opencode/1.18.18/question-200x50': 'waiting (question) | Which colour shall it be?',
  'opencode/1.18.18/question': 'waiting (question) | Which colour shall it be?',
  'opencode/1.18.18/retrying-500': 'working (retrying) | trouble in the server [retrying in 4s attempt #2]',
  'opencode/1.18.18/working-200x50': 'working (working-footer)',
  'opencode/1.18.18/working-80x24': 'working (working-footer)',
  'opencode/1.18.18/working-queued': 'working (working-footer)',
  'opencode/1.18.18/working-streaming': 'working (working-footer)',
  'opencode/1.18.18/working-tool': 'working (working-footer)',
  'opencode/1.18.18/working': 'working (working-footer)',
}

const recorded = new Map(
  recordedScreens.map((screen) => [`${screen.agent}/${screen.version}/${screen.state}`, screen]),
)

test('each recorded screen has an expectation, and each expectation a screen', () => {
  expect(new Set(recorded.keys())).toEqual(new Set(Object.keys(expected)))
})

test.each([...recorded])('%s says what is to be seen on it', (name, screen) => {
  expect(said(readScreen(screen.lines, screen.rules))).toBe(expected[name])
})
