import { describe, expect, test } from 'vitest'
import { parseArgv } from './program.ts'

const read = (line: string) => parseArgv(line === '' ? [] : line.split(' '), '1.2.3')

describe('words that mean nothing are answered with the command’s own help', () => {
  const startUsage =
    'Usage: hal workers start [options] [name] [-- command...]\n`hal workers start --help` says what it takes.'
  test.each([
    ['start a b', '`hal workers start` takes one name, and got a, b', startUsage],
    [
      'ls extra',
      '`hal workers list` takes no arguments, and got extra',
      'Usage: hal workers list [options]\n`hal workers list --help` says what it takes.',
    ],
    [
      'send ada one two',
      '`hal send` takes a name and a text, and got ada, one, two',
      'Usage: hal send [options] <name> [text]\n`hal send --help` says what it takes.',
    ],
    [
      'inspect',
      "missing required argument 'name'",
      'Usage: hal workers inspect [options] <name>\n`hal workers inspect --help` says what it takes.',
    ],
    ['workers start --zzzzzz', "unknown option '--zzzzzz'", '`hal workers start --help` says what it takes.'],
    [
      'start --count many',
      "option '--count <n>' argument 'many' is invalid. A whole number is expected.",
      '`hal workers start --help` says what it takes.',
    ],
    [
      'build --push --registry http://nas:5000/team',
      "option '--registry <host[/org]>' argument 'http://nas:5000/team' is invalid. The name of an image begins with its registry, without http://: write nas:5000/team. Whether that speaks TLS, the engine knows (insecure-registries in its daemon.json).",
      '`hal build-profiles --help` says what it takes.',
    ],
    ['workers --zzzzzz', "unknown option '--zzzzzz'", '`hal workers --help` says what it takes.'],
    ['--zzzzzz', "unknown option '--zzzzzz'", '`hal --help` says what it takes.'],
    ['ls --jsn', "unknown option '--jsn'", 'Did you mean --json?'],
    ['start --foo', "unknown option '--foo'", '`hal workers start --help` says what it takes.'],
    ['start --engin x', "unknown option '--engin'", 'Did you mean --engine?'],
    ['workers lst', "unknown command 'lst'", 'Did you mean list?'],
    ['strat', "unknown command 'strat'", 'Did you mean start?'],
    ['confg show', "unknown command 'confg'", 'Did you mean config?'],
    ['config shwo', "unknown command 'shwo'", 'Did you mean show?'],
    ['abc', "unknown command 'abc'", '`hal --help` says what it takes.'],
  ])('hal %s', (line, message, hint) => {
    expect(read(line)).toEqual({ kind: 'usage', message, hint })
  })
})

describe('what follows -- goes to a command that takes it, and nowhere else', () => {
  test.each([
    ['-- x', 'hal'],
    ['--', 'hal'],
    ['workers -- x', 'hal workers'],
    ['ls -- x', 'hal workers list'],
  ])('hal %s is wrong usage', (line, at) => {
    expect(read(line)).toEqual({
      kind: 'usage',
      message: `\`${at}\` takes nothing after --`,
      hint: `\`${at} --help\` says what it takes.`,
    })
  })

  test('hal start web -- npm run dev', () => {
    expect(read('start web -- npm run dev')).toMatchObject({
      kind: 'run',
      input: { args: ['web'], rest: ['npm', 'run', 'dev'] },
    })
  })
})

describe('a text that begins with a dash goes behind --', () => {
  test.each([
    ['send ada -- -x', { args: ['ada', '-x'], rest: undefined }],
    ['workers send ada --capture -- --json', { args: ['ada', '--json'], options: { capture: true } }],
    ['--engine podman send ada -- ls -l', { args: ['ada', 'ls -l'] }],
    ['broadcast -- -x', { args: ['-x'] }],
    ['broadcast -c -- -x y', { args: ['-x y'], options: { capture: true } }],
  ])('hal %s', (line, input) => {
    expect(read(line)).toMatchObject({ kind: 'run', input })
  })

  test.each([
    ['send ada one -- two', '`hal send` takes a name and a text, and got ada, one, two', 'Usage: hal send'],
    ['send ada -x', "unknown option '-x'", 'goes behind --: `hal send NAME -- TEXT`.'],
    ['broadcast -x', "unknown option '-x'", 'goes behind --: `hal broadcast -- TEXT`.'],
    ['send ada --captur', "unknown option '--captur'", 'Did you mean --capture?\nA text that'],
  ])('and hal %s is wrong usage', (line, message, hint) => {
    expect(read(line)).toEqual({ kind: 'usage', message, hint: expect.stringContaining(hint) })
  })
})

describe('help before a command is that command’s own help', () => {
  test.each([
    ['help start', 'start --help'],
    ['help workers start', 'workers start --help'],
    ['workers help start', 'workers start --help'],
    ['help rm', 'rm --help'],
    ['help workers', 'workers --help'],
    ['workers help', 'workers --help'],
    ['--engine podman help send', 'send --help'],
    ['help --help', '--help'],
    ['help', '--help'],
  ])('hal %s', (asked, option) => {
    const help = read(option)
    expect(help.kind).toBe('help')
    expect(read(asked)).toEqual(help)
  })

  test.each([
    ['help nosuch', "unknown command 'nosuch'", '`hal --help` says what it takes.'],
    ['help workers strat', "unknown command 'strat'", 'Did you mean start?'],
    ['help sned', "unknown command 'sned'", 'Did you mean send?'],
  ])('hal %s is wrong usage', (line, message, hint) => {
    expect(read(line)).toMatchObject({ kind: 'usage', message, hint: expect.stringContaining(hint) })
  })
})

test('help tells that a command may follow --', () => {
  expect(read('start --help')).toMatchObject({
    kind: 'help',
    text: expect.stringContaining('Usage: hal start [options] [name] [-- command...]\n'),
  })
})

test('a task may come after others, and takes one turn at least', () => {
  expect(read('run hello --agent codex --priority -1 --max-turns 1')).toMatchObject({
    kind: 'run',
    input: { args: ['hello'], options: { priority: -1, maxTurns: 1 } },
  })
  expect(read('run hello --max-turns 0')).toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('A whole number above 0 is expected.'),
  })
})

test('the help of hal itself ends with how to begin, each step a command that there is', () => {
  const help = parseArgv(['--help'], '0.0.0')
  if (help.kind !== 'help') throw new Error('no help')
  const steps = help.text.split('First steps:\n')[1]?.trimEnd().split('\n') ?? []
  expect(steps).toHaveLength(4)
  for (const step of steps) {
    const [, ...words] = step.trim().split('  ')[0]?.split(' ') ?? []
    expect(parseArgv(words, '0.0.0').kind).toBe('run')
  }
})
