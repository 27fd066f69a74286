import { expect, test } from 'vitest'
import type { ToolsState } from '../images/tools/tools-states.ts'
import { table } from './table.ts'
import { toolsRows } from './tools.ts'

const state = (over: Partial<ToolsState>): ToolsState => ({
  agent: 'codex',
  description: 'Codex',
  version: '0.169.0',
  fingerprint: '1234567890',
  isCurrent: true,
  isBuilt: true,
  volume: 'hal.tools-codex.1234567.0',
  sizeBytes: 300 * 1024 ** 2,
  ...over,
})

test('tools are listed with what is there, who has them, and the version or else the fingerprint', () => {
  const states = [
    state({ agent: undefined, version: undefined, fingerprint: 'abcdef012', description: 'all' }),
    state({}),
    state({ agent: 'claude', version: '2.1', fingerprint: '22', volume: undefined, description: 'Claude' }),
    state({
      ...{ agent: 'gemini', version: '1', fingerprint: '33', volume: undefined, isBuilt: false },
      ...{ sizeBytes: undefined, description: 'Gemini' },
    }),
    state({
      version: undefined,
      fingerprint: '7654321000',
      isCurrent: false,
      isBuilt: false,
      sizeBytes: undefined,
    }),
  ]
  const users = new Map([
    ['abcdef012', ['ada', 'bob']],
    ['7654321000', ['kim']],
  ])
  expect(table(toolsRows(states, users))).toEqual([
    'TOOLS   VERSION  STATE      SIZE  WORKERS',
    'base    abcdef0  ready      300M  ada, bob  all',
    'codex   0.169.0  ready      300M            Codex',
    'claude  2.1      built      300M            Claude',
    'gemini  1        not built                  Gemini',
    'codex   7654321  older            kim',
  ])
})
