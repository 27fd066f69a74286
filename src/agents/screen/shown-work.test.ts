import { expect, test } from 'vitest'
import { recordedScreen } from './recorded-screens.fixture.ts'
import { shownWork } from './shown-work.ts'

const claude = recordedScreen('claude', 'working')
const codex = recordedScreen('codex', 'working')

/** The same screen with its clock and spinner moved on. */
const later = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace('Thinking…', 'Wondering… (7m 2s · ↓ 9 tokens)').replace('(2s', '(7m 2s'))

test.each([claude, codex])('what only waits has shown nothing new: $agent', ({ lines, rules }) => {
  expect(later(lines)).not.toEqual(lines)
  expect(shownWork(later(lines), rules)).toBe(shownWork(lines, rules))
})

test('what a model says is new, and a tool’s output is', () => {
  const shown = shownWork(claude.lines, claude.rules)
  expect(shown).toContain('You chose a colour.')
  expect(shown).toContain('❯ hang now')
  expect(shown).not.toContain('Thinking')
  const more = claude.lines.map((line) => line.replace('You chose a colour', 'You chose blue'))
  expect(shownWork(more, claude.rules)).not.toBe(shown)
})

test('what is typed meanwhile is not the agent’s', () => {
  const half = recordedScreen('claude', 'working-half-typed')
  expect(shownWork(half.lines, half.rules)).not.toContain('draft')
})

test('of a program whose screens nobody knows all counts', () => {
  expect(shownWork(['one', '', 'two', ''], undefined)).toBe('one\n\ntwo')
})
