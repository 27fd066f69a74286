import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { withFleet } from '../list/selection.ts'
import { initialModel } from '../model.ts'
import { commands } from './commands.ts'
import { completionOf, ghostOf } from './complete.ts'
import { understand } from './understand.ts'

const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
const labels = {
  team: 'web',
  'dev.hal.role': 'worker',
  said: 'two words',
  steers: '\u001b[2J',
  ['wor\u001bse']: 'x',
}
const workers = [
  aRow({ name: 'ada' }),
  aRow({ name: 'adele' }),
  aRow({ name: 'kim', profile: 'python', labels }),
]
const model = withFleet({ workers, engine })(
  initialModel({
    snapshot: { workers: [], engine },
    now: new Date(),
    size: { columns: 100, rows: 24 },
    profiles: ['base', 'python'],
  }),
)
const offered = (line: string) => completionOf(commands, line, model).candidates.map(({ text }) => text)
const ghost = (line: string, history: readonly string[] = []) =>
  ghostOf(line, completionOf(commands, line, model), history)

describe('what a line could become', () => {
  test.each([
    ['st', ['start', 'stop', 'restart']],
    ['q', ['quit']],
    ['stop ', ['ada', 'adele', 'kim']],
    ['stop k', ['kim']],
    ['rm a', ['ada', 'adele']],
    ['start ', ['base', 'python']],
    [
      'start python ',
      ['--agent', '--prompt', '--branch', '--name', '--count', '--image', '--memory', '--cpus', '--pids'],
    ],
    ['start --co', ['--count']],
    ['start --count 2 ', ['base', 'python']],
    ['start --count ', []],
    ['theme ', ['dark', 'light', 'contrast', 'colorblind']],
    ['filter re', ['ready']],
    ['send ada ', []],
    ['nonsense ', []],
  ])('after %j: %j', (line, expected) => {
    expect(offered(line)).toEqual(expected)
  })

  test.each([
    ['', ''],
    ['sto', 'p'],
    ['stop a', 'da'],
    ['stop AD', 'a'],
    ['stop ', ''],
    ['sart', ''],
  ])('%j is followed by a dim %j', (line, rest) => {
    expect(ghost(line)).toBe(rest)
  })

  test('what nothing completes goes on as the latest line did that began so', () => {
    const history = ['send ada make', 'send ada make test', 'quit']
    expect(ghost('send ada m', history)).toBe('ake test')
    expect(ghost('send ada x', history)).toBe('')
    expect(ghost('', history)).toBe('')
  })
})

describe('what a line means', () => {
  const meaning = (line: string) => {
    const understood = understand(commands, line)
    return understood.ok
      ? { name: understood.value.command.name, ...understood.value.said }
      : understood.failure
  }

  test.each([
    ['stop ada', { name: 'stop', words: ['ada'], flags: {} }],
    ['rm', { name: 'remove', words: [], flags: {} }],
    ['eng podman', { name: 'engine', words: ['podman'], flags: {} }],
    ['st ada', 'several commands begin with "st": start, stop'],
    [
      'start python --count 2 --name=zoe',
      { name: 'start', words: ['python'], flags: { '--count': '2', '--name': 'zoe' } },
    ],
    ['send ada  echo "a  b" --x ', { name: 'send', words: ['ada', 'echo "a  b" --x'], flags: {} }],
    ['stop "ada"', { name: 'stop', words: ['ada'], flags: {} }],
    ['stpo ada', 'no command is called "stpo": did you mean stop?'],
    ['flurb', 'no command is called "flurb": an empty line shows which there are'],
    ['stop ada kim', '"kim" is too much: stop [WORKER]'],
    ['send ada', 'TEXT is missing: send WORKER TEXT…'],
    ['start --cuont 2', 'start has no --cuont: did you mean --count?'],
    ['start --count', '--count needs its N'],
  ])('%j', (line, expected) => {
    expect(meaning(line)).toEqual(expected)
  })
})

test('no two commands have a name in common', () => {
  const names = commands.flatMap(({ name, aliases = [] }) => [name, ...aliases])
  expect(new Set(names).size).toBe(names.length)
})

test('offers labels to filter by that are one word and steer nothing', () => {
  expect(offered('filter lab')).toEqual(['label:team=web'])
  expect(ghost('filter label:te')).toBe('am=web')
})
