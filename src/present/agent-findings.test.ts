import { expect, test } from 'vitest'
import type { AgentCheck, AgentFacts } from '../workers/verbs.ts'
import { agentFindings } from './agent-findings.ts'

const facts: AgentFacts = {
  ...{ name: 'claude', title: 'Claude Code', tools: 'claude', program: 'claude', model: undefined },
  secrets: [{ name: 'ANTHROPIC_API_KEY', from: '$ANTHROPIC_API_KEY' }],
  login: undefined,
  ...{ hasHooks: true, screens: [], isUnattended: false, unattendedBy: [], isUnattendedBySettings: false },
  ...{ baseUrl: 'https://models.example.com', flags: ['--settings'] },
}
const well: AgentCheck = {
  facts,
  waysIn: ['`hal login claude` makes a login for all workers', 'ANTHROPIC_API_KEY is its key'],
  endpoint: { kind: 'answers', status: 401 },
  cli: { exitCode: 0, version: '3.0.0', said: '', unknownFlags: [] },
}
const linesOf = (check: AgentCheck) =>
  agentFindings(check, new Date()).map(({ state, detail }) => `${state}: ${detail}`)

test('an agent that would start has nothing but good lines', () => {
  expect(linesOf(well)).toEqual([
    'ok: 3.0.0 starts',
    'ok: ANTHROPIC_API_KEY',
    'ok: https://models.example.com answers (401)',
  ])
})

test('a version that has lost an option of hal’s is told before a worker fails of it', () => {
  const cli = { exitCode: 0, version: '3.0.0', said: '', unknownFlags: ['--settings', '--model'] }
  expect(linesOf({ ...well, cli })).toContain(
    'failed: its version 3.0.0 doesn’t know --settings and --model, which hal starts it with'.replace(
      '’',
      "'",
    ),
  )
})

test('a program that doesn’t start, a key that is nowhere, an address that is silent', () => {
  const broken: AgentCheck = {
    ...well,
    facts: { ...facts, secrets: [{ name: 'ANTHROPIC_API_KEY', from: undefined }] },
    endpoint: { kind: 'silent', why: 'no answer in 3 s' },
    cli: { exitCode: 127, version: undefined, said: 'not found', unknownFlags: [] },
  }
  expect(linesOf(broken)).toEqual([
    "failed: its program doesn't start: status 127: not found",
    'warning: no key',
    "failed: https://models.example.com doesn't answer: no answer in 3 s",
  ])
})

test('what nothing lets in is told each way there is', () => {
  const secrets = [{ name: 'ANTHROPIC_API_KEY', from: undefined }]
  expect(
    agentFindings({ ...well, facts: { ...facts, secrets, baseUrl: undefined } }, new Date()),
  ).toContainEqual({
    ...{ what: 'claude', state: 'warning', detail: 'no key and no login: it will ask for one' },
    next: '`hal login claude` makes a login for all workers; ANTHROPIC_API_KEY is its key.',
  })
})

test('a login that hal keeps does in place of a key, and one that is over says what to do', () => {
  const secrets = [{ name: 'ANTHROPIC_API_KEY', from: undefined }]
  const login = { agent: 'claude', expiresAt: undefined, isRenewable: true, isRefused: false }
  const own = { ...facts, secrets, baseUrl: undefined, login }
  expect(linesOf({ ...well, facts: own })).toContain('ok: a login')
  const over = { ...well, facts: { ...own, login: { ...login, isRefused: true } } }
  expect(linesOf(over)).toContain('warning: a login that is over')
  expect(agentFindings(over, new Date()).map(({ next }) => next)).toContain(
    '`hal login claude` makes a new one.',
  )
})
