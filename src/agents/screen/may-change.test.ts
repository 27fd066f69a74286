import { expect, test } from 'vitest'
import type { AgentActivity, Said } from '../activity.ts'
import { screenRulesOf } from '../screen-rules-of.ts'
import { mayChange } from './may-change.ts'
import type { Settled } from './settle.ts'
import type { VerdictKind } from './verdict.ts'

const agents = ['claude', 'codex', 'opencode', 'gemini', 'copilot']
const kinds: readonly VerdictKind[] = [
  'ready',
  'half-typed',
  'working',
  'waiting',
  'limited',
  'login-needed',
  'onboarding',
  'failed',
  'unknown',
]

const seen = (kind: VerdictKind, isSettled = true, text?: string): Settled => ({
  verdict: { kind, rule: kind, ...(text !== undefined && { text }) },
  isSettled,
  forMs: 0,
})

const hook = (activity: AgentActivity, text?: string): Said => ({ activity, by: 'hook', text })

const changed = (agent: string, said: Said | undefined, look: Settled): Said | undefined => {
  const rules = screenRulesOf(agent, undefined)
  if (rules === undefined) throw new Error(`no rules for ${agent}`)
  return mayChange(said, look, rules)
}

/** For each agent what the screen makes of a hook's word; a point where it changes nothing. */
const table = (isSettled: boolean): string =>
  [undefined, 'working', 'waiting', 'idle', 'limited', 'login-needed']
    .flatMap((activity) =>
      kinds.map((kind) => {
        const said = activity === undefined ? undefined : hook(activity as AgentActivity)
        const answers = agents.map((agent) => changed(agent, said, seen(kind, isSettled))?.activity ?? '·')
        return { name: `${activity ?? 'nothing'} → ${kind}`, answers }
      }),
    )
    .filter(({ answers }) => answers.some((answer) => answer !== '·'))
    .map(
      ({ name, answers }) => `${name}: ${new Set(answers).size === 1 ? `${answers[0]}` : answers.join(' ')}`,
    )
    .join('\n')

test('what the screen may make of what the hooks said, after two looks (claude, codex, opencode, gemini, copilot)', () => {
  expect(table(true)).toMatchInlineSnapshot(`
    "nothing → ready: · idle · · idle
    nothing → half-typed: · idle · · idle
    nothing → waiting: waiting
    nothing → limited: limited
    nothing → login-needed: login-needed
    nothing → onboarding: waiting
    nothing → failed: · waiting · · waiting
    working → ready: idle · · idle idle
    working → half-typed: idle · · idle idle
    working → waiting: waiting
    working → limited: limited
    working → login-needed: login-needed
    working → onboarding: waiting
    working → failed: · waiting · waiting waiting
    waiting → ready: idle · · idle idle
    waiting → half-typed: idle · · idle idle
    waiting → working: working working · working working
    waiting → limited: limited
    waiting → login-needed: login-needed
    idle → waiting: waiting
    idle → limited: limited
    idle → login-needed: login-needed
    idle → onboarding: waiting
    idle → failed: · waiting · waiting waiting
    limited → waiting: waiting
    limited → login-needed: login-needed
    limited → onboarding: waiting
    login-needed → waiting: waiting
    login-needed → limited: limited
    login-needed → onboarding: waiting"
  `)
})

test('at the first look it may say that a dialog waits, and nothing else', () => {
  expect(table(false)).toMatchInlineSnapshot(`
    "nothing → waiting: waiting
    nothing → onboarding: waiting
    working → waiting: waiting
    working → onboarding: waiting
    idle → waiting: waiting
    idle → onboarding: waiting
    limited → waiting: waiting
    limited → onboarding: waiting
    login-needed → waiting: waiting
    login-needed → onboarding: waiting"
  `)
})

test('a question is shown with its text, by the screen', () => {
  expect(
    changed('claude', hook('working'), seen('waiting', false, 'Do you want to proceed? rm -rf build')),
  ).toEqual({
    activity: 'waiting',
    by: 'screen',
    text: 'Do you want to proceed? rm -rf build',
  })
})

test('a turn that failed waits for a person, with its reason', () => {
  const look = seen('failed', true, 'stream disconnected before completion')
  expect(changed('codex', hook('working'), look)).toEqual({
    ...{ activity: 'waiting', by: 'screen', text: 'stream disconnected before completion' },
  })
})

test('the text of a hook stands, and one that it left out is added', () => {
  const look = seen('waiting', true, 'Do you want to proceed?')
  expect(changed('claude', hook('waiting', 'Bash: rm -rf build'), look)).toBeUndefined()
  expect(changed('claude', hook('waiting'), look)?.text).toBe('Do you want to proceed?')
})

test('work stays the hook’s word, whatever the screen says of it', () => {
  for (const agent of agents)
    expect(changed(agent, hook('working'), seen('working', true, 'Reconnecting... 2/5'))).toBeUndefined()
})

test('what the screen said itself it takes back, of every agent', () => {
  const said: Said = { activity: 'waiting', by: 'screen', text: 'Trust this folder?' }
  for (const agent of agents) {
    expect(changed(agent, said, seen('ready'))?.activity).toBe('idle')
    expect(changed(agent, said, seen('working'))?.activity).toBe('working')
    expect(changed(agent, said, seen('onboarding', false, 'Hooks need review'))?.text).toBe(
      'Hooks need review',
    )
    expect(changed(agent, said, seen('onboarding', false, 'Trust this folder?'))).toBeUndefined()
  }
})
