import { expect, test } from 'vitest'
import { screenRulesOf } from '../screen-rules-of.ts'
import { pickRules } from './pick-rules.ts'
import { recordedScreen } from './recorded-screens.fixture.ts'
import type { ScreenRules } from './screen-rules.ts'

const { rules } = recordedScreen('claude', 'done')
const of = (version: string): ScreenRules => ({ ...rules, version })
const all = [of('2.10.0'), of('2.1.330'), of('2.1.99')] as const

test.each([
  ['2.1.330', '2.1.330'],
  ['2.1.331', '2.1.330'],
  ['2.1.100', '2.1.99'],
  ['2.2.0', '2.1.330'],
  ['3.0.0', '2.10.0'],
  ['1.9.0', '2.1.99'],
  [undefined, '2.10.0'],
  ['nightly', '2.10.0'],
])('the screens of version %s are read by the rules for %s', (version, expected) => {
  expect(pickRules(all, version).version).toBe(expected)
})

test('an agent whose screens nobody recorded has no rules', () => {
  expect(screenRulesOf('cursor', '1.0.0')).toBeUndefined()
  expect(screenRulesOf('constructor', undefined)).toBeUndefined()
})
