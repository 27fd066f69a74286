import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allScreenRules } from '../screen-rules-of.ts'
import { readScreen } from './read-screen.ts'
import { agentsWithScreens, recordedScreen, recordedScreens } from './recorded-screens.fixture.ts'
import { mostLines } from './screen-lines.ts'
import { kindsInOrder, type ScreenRules } from './screen-rules.ts'

const everyAgent = agentsWithScreens.map((agent) => {
  const done = recordedScreen(agent, 'done')
  return { agent, done: done.lines, rules: done.rules }
})

const dialogs = recordedScreens.filter(({ lines, rules }) =>
  ['waiting', 'onboarding'].includes(readScreen(lines, rules).kind),
)

const isEmpty = (line: string): boolean => line.replace(/\x1b\[[\d;:]*m/g, '').trim() === ''
const plain = (line: string): string => line.replace(/\x1b\[[\d;:]*m/g, '')
const filled = (lines: readonly string[]): readonly string[] => lines.filter((line) => !isEmpty(line))

/** The recorded end of a turn, with an answer that the model might have printed instead of its own. */
const withAnswer = (done: readonly string[], answer: readonly string[]): readonly string[] => {
  const at = done.findLastIndex((line) => line.includes('Done: wrote hello.txt'))
  expect(at).toBeGreaterThan(0)
  return [...done.slice(0, at + 1), ...answer, ...done.slice(at + 1)]
}

test.each(everyAgent)('a dialog that $agent prints as its answer is none', ({ done, rules }) => {
  for (const dialog of dialogs)
    for (const indent of ['', '  '])
      for (const lines of [dialog.lines, dialog.lines.map(plain)]) {
        const answer = lines.map((line) => `${indent}${line}`)
        expect(readScreen(withAnswer(done, answer), rules)).toEqual({ kind: 'ready', rule: 'empty-box' })
      }
})

test.each(everyAgent)(
  'a dialog in the answer of $agent is none while the box below it is not drawn yet',
  ({ done, rules }) => {
    for (const dialog of dialogs) {
      const answer = dialog.lines.map((line) => `  ${plain(line)}`)
      const screen = withAnswer(done, answer)
      const end = screen.findLastIndex((line) => answer.includes(line)) + 1
      expect(readScreen(screen.slice(0, end), rules).kind).toBe('unknown')
    }
  },
)

test('an option that codex prints without its cursor is none', () => {
  const { lines, rules } = recordedScreen('codex', 'permission')
  const end = lines.findLastIndex((line) => !isEmpty(line)) + 1
  const printed = lines.slice(0, end).map((line) => plain(line).replace(/^›/, ' '))
  expect(readScreen(printed, rules).kind).toBe('unknown')
})

test.each([
  ['claude', '● API Error: 400 the request is bad'],
  ['claude', '  ⎿  Not logged in · Please run /login'],
  ['claude', '  ⚠ Usage limit reached · limit resets 10:05pm'],
  ['claude', '✻ Swirling… (3s · ↓ 14 tokens)'],
  ['claude', ' Unable to connect to Anthropic services'],
  ['codex', 'Error: this CLI has no complete local package; install one'],
  ['codex', '  ■ You’ve hit your usage limit. try again at 10:05 PM.'],
  ['codex', '• Working (2s • esc to interrupt)'],
  ['gemini', '  ✕ [API Error: {"error":{"code":401,"message":"invalid x-api-key"}}]'],
  ['gemini', ' ⠧ Thinking... (esc to cancel, 2s)'],
  ['copilot', '   ✗ 429 the limit is reached'],
  ['copilot', '   Please use /login to sign in to use Copilot'],
  ['copilot', ' ○ Working esc esc interrupt'],
  ['opencode', '     ■■■■■■⬝⬝ the limit is reached [retrying in 1h 43m attempt #1]  esc interrupt'],
])('%s that says %s in its answer is ready', (agent, line) => {
  const { lines, rules } = recordedScreen(agent, 'done')
  expect(readScreen(withAnswer(lines, ['', line]), rules).kind).toBe('ready')
})

/** What a program that ended at once left behind has no chrome, and needs none. */
const ofLiving = recordedScreens.filter(({ state }) => !['cold-offline', 'no-package'].includes(state))

test.each(ofLiving)('half of $agent/$version/$state says nothing', ({ lines, rules }) => {
  const half = filled(lines).length / 2
  const from = lines.findIndex((line) => !isEmpty(line))
  const cut = lines.findIndex((_, at) => filled(lines.slice(from, at)).length > half)
  expect(readScreen(lines.slice(0, cut), rules).kind).toBe('unknown')
})

test.each(dialogs)('a part of $agent/$version/$state is no dialog', ({ lines, rules }) => {
  const end = lines.findLastIndex((line) => !isEmpty(line))
  for (let at = 0; at <= end; at += 1)
    expect(readScreen(lines.slice(0, at), rules)).toEqual({
      kind: 'unknown',
      rule: lines.slice(0, at).every(isEmpty) ? 'blank' : 'none',
    })
})

test.each(everyAgent)('an empty screen of $agent says nothing, and that it does', ({ rules }) => {
  for (const lines of [[], [''], Array.from({ length: 30 }, () => '   ')])
    expect(readScreen(lines, rules)).toEqual({ kind: 'unknown', rule: 'blank' })
})

test('text in the look of a placeholder was not typed, and the same text in another look was', () => {
  const { lines, rules } = recordedScreen('claude', 'error-500')
  const typed = lines.map((line) => line.replace('\x1b[0;2m', '\x1b[0m').replace('\x1b[7mR', 'R'))
  expect(readScreen(lines, rules).typed).toBeUndefined()
  expect(readScreen(typed, rules).typed).toBe('Resend your message to try again')
})

test('what stands unsent in the box is told while the agent works, too', () => {
  const { lines, rules } = recordedScreen('claude', 'half-typed')
  const at = lines.findIndex((line) => line.includes('────'))
  const working = [...lines.slice(0, at - 1), '✢ Thinking… ', '', ...lines.slice(at)]
  expect(readScreen(working, rules)).toEqual({
    kind: 'working',
    rule: 'working-line',
    typed: 'fix the login',
  })
})

test('a long draft is told line by line to its end: whoever clears it presses keys for each', () => {
  const { lines, rules } = recordedScreen('claude', 'half-typed')
  const at = lines.findIndex((line) => line.includes('fix the login'))
  const more = Array.from({ length: 20 }, (_, number) => `line ${number} ${'of a thought '.repeat(4)}end`)
  const long = [...lines.slice(0, at + 1), ...more.map((line) => `  ${line}`), ...lines.slice(at + 1)]
  expect(readScreen(long, rules).typed?.split('\n')).toEqual(['fix the login', ...more])
})

test('a long question is cut, and no character of it in two', () => {
  const { lines, rules } = recordedScreen('claude', 'permission')
  const long = lines.map((line) => line.replace('echo hello > hello.txt && cat hello.txt', 'ü🚀'.repeat(200)))
  const { text = '' } = readScreen(long, rules)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(500)
  expect(text).toMatch(/^Do you want to proceed\? (?:ü🚀)+ü?…$/u)
})

/** Pieces of which the rules' patterns are made, and what makes a pattern try again and again. */
const pieces = fc.oneof(
  fc.constantFrom(...recordedScreens.flatMap(({ lines }) => lines)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .tuple(
      fc.constantFrom('─', '▄', '╭', '│ ', '┃ ', ' ', '❯ ', '\x1b[2m', '\x1b]8;;', 'esc ', '"message":"'),
      fc.nat(3_000),
    )
    .map(([piece, times]) => piece.repeat(times)),
)
const anyScreen = fc.array(
  fc.array(pieces, { maxLength: 4 }).map((row) => row.join('')),
  { maxLength: 60 },
)

const all: readonly ScreenRules[] = Object.values(allScreenRules).flat()

test('any text is read', () => {
  fc.assert(
    fc.property(anyScreen, fc.constantFrom(...all), (lines, rules) => {
      const { text = '', rule } = readScreen(lines, rules)
      expect(rule).not.toBe('')
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(500)
    }),
    { numRuns: 150 },
  )
})

test('no screen takes more steps than one of the most lines that are read', () => {
  // The end of a dialog, whose beginning is looked for as far up as it goes.
  for (const { lines, rules } of dialogs) {
    const end = lines.slice(0, lines.findLastIndex((line) => !isEmpty(line)) + 1).slice(-1)
    const rows = (count: number): readonly string[] => [...Array.from({ length: count }, () => 'x'), ...end]
    expect(stepsOf(rows(10 * mostLines), rules)).toBe(stepsOf(rows(mostLines), rules))
    expect(stepsOf(rows(mostLines), rules)).toBeGreaterThan(mostLines)
  }
})

const stepsOf = (lines: readonly string[], rules: ScreenRules): number => {
  const counter = { matches: 0 }
  readScreen(lines, counted(rules, counter))
  return counter.matches
}

/** The same rules, and how often their patterns are asked. */
const counted = <Value>(value: Value, counter: { matches: number }): Value => {
  if (value instanceof RegExp) {
    const pattern = new RegExp(value)
    pattern.test = (text) => {
      counter.matches += 1
      return value.test(text)
    }
    return pattern as Value
  }
  if (Array.isArray(value)) return value.map((each: unknown) => counted(each, counter)) as Value
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, each]: [string, unknown]) => [
    name,
    counted(each, counter),
  ])
  return Object.fromEntries(entries) as Value
}

const patternsOf = (value: unknown): readonly RegExp[] =>
  value instanceof RegExp
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(patternsOf)
      : []

test.each(everyAgent)('no pattern of $agent repeats a repetition, or remembers where it was', ({ rules }) => {
  for (const pattern of patternsOf(rules)) {
    expect(pattern.source).not.toMatch(/\)(?:[*+]|\{\d*,)/)
    expect(pattern.flags).not.toMatch(/[gy]/)
  }
})

test.each(everyAgent)('the rules of $agent stand in order, each with a name of its own', ({ rules }) => {
  const inOrder = rules.rules.filter(({ id }) => id !== 'key-refused')
  const places = inOrder.map(({ says }) => kindsInOrder.indexOf(says))
  expect(places).toEqual(places.toSorted((one, other) => one - other))
  expect(new Set(rules.rules.map(({ id }) => id)).size).toBe(rules.rules.length)
})
