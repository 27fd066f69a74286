import { expect, test } from 'vitest'
import { type Outcome, outcomeOf } from './outcome-of.ts'
import { readAll, recordedStreams } from './recorded-streams.fixture.ts'

const said = (outcome: Outcome): string => {
  if (outcome.kind === 'completed') return `completed: ${outcome.answer}`
  if (outcome.kind === 'interrupted') return 'interrupted'
  const resets = outcome.resetsAt === undefined ? '' : ` | resets: ${outcome.resetsAt}`
  return `failed (${outcome.reason}): ${outcome.message}${resets}`
}

/** How each recorded run ended: its exit status, and what of it. One that is missing here fails, as does one that is here and not recorded. */
const expected: Readonly<Record<string, readonly [number | undefined, string]>> = {
  'claude/2.1.330/answer': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'claude/2.1.330/change': [0, 'completed: Done: wrote hello.txt'],
  'claude/2.1.330/edit': [0, 'completed: Made.'],
  'claude/2.1.330/error-400': [1, 'failed (refused): API Error: 400 the request is bad'],
  'claude/2.1.330/error-500': [
    1,
    'failed (other): API Error: 500 trouble in the server. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (models.test).',
  ],
  'claude/2.1.330/interrupted': [0, 'interrupted'],
  'claude/2.1.330/interrupted-early': [0, 'interrupted'],
  'claude/2.1.330/limit-429': [1, 'failed (limit): API Error: Request rejected (429) · the limit is reached'],
  'claude/2.1.330/limit-plan': [
    1,
    "failed (limit): You've hit your 5-hour limit · resets 1:53am (UTC) | resets: 2026-11-22T01:53:14.000Z",
  ],
  'claude/2.1.330/login-401': [1, 'failed (login): Invalid API key · Fix external API key'],
  'claude/2.1.330/no-login': [1, 'failed (login): Not logged in · Please run /login'],
  'claude/2.1.330/question': [
    0,
    'completed: No tool for the step ask among: Agent Bash Edit ListAgents Read ReportFindings ScheduleWakeup Skill ToolSearch Workflow DeferredToolPlaceholder Write',
  ],
  'claude/2.1.330/resumed': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'claude/2.1.330/terminated': [143, 'interrupted'],
  'claude/2.1.330/tool-failure': [0, 'completed: It did not work.'],
  'codex/0.169.0/answer': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'codex/0.169.0/change': [0, 'completed: Done: wrote hello.txt'],
  'codex/0.169.0/edit': [0, 'completed: Made.'],
  'codex/0.169.0/error-400': [1, 'failed (refused): the request is bad'],
  'codex/0.169.0/error-500': [
    1,
    'failed (other): We’re currently experiencing high demand, which may cause temporary errors.',
  ],
  'codex/0.169.0/interrupted': [1, 'failed (no-end): ended with 1 and without an answer'],
  'codex/0.169.0/limit-429': [
    1,
    'failed (limit): You’ve hit your usage limit. Upgrade to Pro (https://chatgpt.com/explore/pro), visit https://chatgpt.com/settings/usage to purchase more credits or try again at Nov 22nd, 2026 1:53 AM.',
  ],
  'codex/0.169.0/login-401': [
    1,
    'failed (login): unexpected status 401 Unauthorized: invalid x-api-key, url: http://models.test/v1/responses',
  ],
  'codex/0.169.0/question': [0, 'completed: Nobody chose a colour.'],
  'codex/0.169.0/resumed': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'codex/0.169.0/terminated': [143, 'interrupted'],
  'codex/0.169.0/tool-failure': [0, 'completed: It did not work.'],
  'copilot/1.0.102/answer': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'copilot/1.0.102/change': [0, 'completed: Done: wrote hello.txt'],
  'copilot/1.0.102/edit': [0, 'completed: Made.'],
  'copilot/1.0.102/error-400': [1, 'failed (refused): 400 the request is bad'],
  'copilot/1.0.102/error-500': [
    1,
    'failed (other): Failed to get response from the AI model; retried 5 times (total retry wait time: 16.12 seconds) Last error: 500 trouble in the server',
  ],
  'copilot/1.0.102/interrupted': [0, 'interrupted'],
  'copilot/1.0.102/limit-429': [
    1,
    'failed (limit): 429 the limit is reached | resets: 2026-11-22T01:56:06.000Z',
  ],
  'copilot/1.0.102/login-401': [
    1,
    'failed (login): Authentication failed with provider at http://models.test/v1 (HTTP 401).\n  Check your COPILOT_PROVIDER_API_KEY, COPILOT_PROVIDER_API_KEY_COMMAND, or COPILOT_PROVIDER_BEARER_TOKEN.',
  ],
  'copilot/1.0.102/no-roots': [
    1,
    'failed (other): Execution failed: Invalid native model HTTP root certificate: no trust roots available for proxy TLS',
  ],
  'copilot/1.0.102/question': [
    0,
    'completed: No tool for the step ask among: bash read_bash stop_bash list_bash view create edit fetch_copilot_cli_documentation skill sql session_store_sql read_agent list_agents write_agent grep glob task',
  ],
  'copilot/1.0.102/resumed': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'copilot/1.0.102/terminated': [0, 'interrupted'],
  'copilot/1.0.102/tool-failure': [0, 'completed: It did not work.'],
  'gemini/0.61.0/answer': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'gemini/0.61.0/change': [0, 'completed: Done: wrote hello.txt'],
  'gemini/0.61.0/edit': [0, 'completed: Made.'],
  'gemini/0.61.0/error-400': [144, 'failed (refused): the request is bad'],
  'gemini/0.61.0/error-500': [244, 'failed (other): trouble in the server'],
  'gemini/0.61.0/interrupted': [undefined, 'interrupted'],
  'gemini/0.61.0/limit-429': [
    173,
    'failed (limit): [API Error: the limit is reached\nSuggested retry after 7182s.]\nPlease wait and try again later. To increase your limits, request a quota increase through AI Studio, or switch to another /auth method | resets: 2026-11-22T01:55:42.342Z',
  ],
  'gemini/0.61.0/login-401': [145, 'failed (login): invalid x-api-key'],
  'gemini/0.61.0/question': [
    0,
    'completed: No tool for the step ask among: update_topic list_directory read_file grep_search glob replace write_file web_fetch run_shell_command list_background_processes read_background_output google_web_search enter_plan_mode invoke_agent activate_skill',
  ],
  'gemini/0.61.0/resumed': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'gemini/0.61.0/tool-failure': [0, 'completed: It did not work.'],
  'opencode/1.18.18/answer': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'opencode/1.18.18/change': [0, 'completed: Done: wrote hello.txt'],
  'opencode/1.18.18/edit': [0, 'completed: Made.'],
  'opencode/1.18.18/error-400': [1, 'failed (refused): the request is bad'],
  'opencode/1.18.18/error-500': [undefined, 'interrupted'],
  'opencode/1.18.18/interrupted': [130, 'interrupted'],
  'opencode/1.18.18/limit-429': [undefined, 'interrupted'],
  'opencode/1.18.18/login-401': [1, 'failed (login): invalid x-api-key'],
  'opencode/1.18.18/question': [
    0,
    'completed: No tool for the step ask among: bash edit glob grep read skill task todowrite webfetch write',
  ],
  'opencode/1.18.18/resumed': [0, 'completed: Hello from the model.\n\nIt is well.'],
  'opencode/1.18.18/terminated': [143, 'interrupted'],
  'opencode/1.18.18/tool-failure': [0, 'completed: It did not work.'],
}

const recorded = new Map(recordedStreams.map((stream) => [stream.name, stream]))

test('each recorded stream has an expectation, and each expectation a stream', () => {
  expect(new Set(recorded.keys())).toEqual(new Set(Object.keys(expected)))
})

test.each([...recorded])('%s is read to its end', async (name, { path, bytes, exitCode, headless }) => {
  const events = readAll(headless.reader(), [bytes])
  await expect(events.map((event) => `${JSON.stringify(event)}\n`).join('')).toMatchFileSnapshot(
    `${path}.events`,
  )
  expect([exitCode, said(outcomeOf(events, exitCode))]).toEqual(expected[name])
})
