import { expect, test } from 'vitest'
import { lastWork } from './last-work.ts'
import { recordedScreen } from './recorded-screens.fixture.ts'

test.each([
  ['claude', 'prompt-ready', ''],
  ['claude', 'done', '● Done: wrote hello.txt'],
  ['claude', 'working', '❯ hang now'],
  ['claude', 'working-streaming-text', '● one größer 日本語 three'],
  ['claude', 'error-400', '● API Error: 400 the request is bad'],
  ['claude', 'permission', undefined],
  ['codex', 'prompt-ready', ''],
  ['codex', 'done', '• Done: wrote hello.txt'],
  ['codex', 'half-typed-multi', '• Hello from the model.'],
  ['copilot', 'prompt-ready', ''],
  ['copilot', 'done', '● Done: wrote hello.txt'],
  ['gemini', 'prompt-ready', ''],
  ['gemini', 'done', '✦ Done: wrote hello.txt'],
  ['gemini', 'working', '> hang now'],
  ['opencode', 'prompt-ready', ''],
  ['opencode', 'done', 'Done: wrote hello.txt'],
  ['opencode', 'working-queued', '🚀 four naïve zwölf'],
  ['opencode', 'working-tool', 'timeout 40 tail -f /dev/null; echo slept'],
  ['opencode', 'permission', undefined],
])('the last work on the screen of %s in %s is %j, and never its chrome', (agent, state, line) => {
  const { lines, rules } = recordedScreen(agent, state)
  const found = lastWork(lines, rules)
  // Its beginning: what streams goes on.
  expect(line === undefined || line === '' ? found : found?.slice(0, line.length)).toBe(line)
})
