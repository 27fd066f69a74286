import { expect, test } from 'vitest'
import type { ToolsState } from '../images/tools/tools-states.ts'
import type { AgentFacts } from '../workers/verbs.ts'
import { agentRows } from './agents.ts'

const cursor: AgentFacts = {
  ...{ name: 'cursor', title: 'Cursor', tools: 'cursor', program: 'cursor-agent', flags: [] },
  ...{ secrets: [], login: undefined, hasHooks: false, screens: [], baseUrl: undefined, model: undefined },
  ...{ isUnattended: false, unattendedBy: [], isUnattendedBySettings: false },
}
const pinned: ToolsState = {
  ...{ agent: 'cursor', description: '', version: '2025.11', fingerprint: 'f', isCurrent: true },
  ...{ isBuilt: false, volume: undefined, sizeBytes: undefined },
}

test.each<[string, ToolsState | undefined, string]>([
  ['nothing of it is here', pinned, '2025.11, not fetched yet'],
  ['its image is here', { ...pinned, isBuilt: true }, '2025.11'],
  ['its volume is here', { ...pinned, volume: 'v' }, '2025.11'],
  ['no engine said', undefined, '–'],
])('where %s, its version says so', (_, state, words) => {
  const rows = agentRows([cursor], state === undefined ? [] : [state], new Date())
  expect(rows.map(([name, version]) => `${name?.text}: ${version?.text}`)).toEqual([
    'AGENT: VERSION',
    `cursor: ${words}`,
  ])
})
