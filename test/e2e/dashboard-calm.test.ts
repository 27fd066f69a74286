import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { startAgent } from '../rigs/scripted-agent.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

test('a worker that prints as fast as it can, on the screen one looks at, keeps nothing else from its place', async () => {
  const loud = await person.start('a-loud')
  const asking = await startAgent(person, 'b-asking')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`▌ ○ ${loud}`))
  // From here on the selection stays where the person put it.
  terminal.type('g')
  await person.ok('send', loud, 'yes printed-without-an-end')
  await terminal.waitFor(/^ │ printed-without-an-end +│$/m)
  await person.ok('send', asking, 'be waiting Push?')
  await terminal.waitFor(new RegExp(`● ${asking} +waiting .*Push\\?`))
  terminal.type('?')
  // What is drawn last.
  await terminal.waitFor('esc close')
  terminal.type('\x1b')
  // Half of the help may be drawn over by now: a key too early would be an Alt with it.
  await terminal.waitFor(
    (screen) => !screen.includes('esc close') && /^ │ printed-without-an-end +│$/m.test(screen),
  )
  terminal.type('g')
  await terminal.waitFor(new RegExp(`▌ ● ${asking}`))
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ . ${loud}`))
  // To the worker itself, through all that it prints.
  terminal.type('\r')
  await terminal.waitFor('ctrl-] back')
  terminal.type('\x03')
  await terminal.waitFor(/\^C +┃$/m)
  terminal.type('\x1d')
  await terminal.waitFor('? help')
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('a worker whose tmux hangs slows nothing else, and is stopped as any other', async () => {
  const [stuck, well] = [await person.start('a-stuck'), await person.start('b-well')]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  terminal.type('g')
  await terminal.waitFor(new RegExp(`▌ ○ ${stuck}`))
  const hang = 'kill -STOP $(grep -l ^tmux /proc/[0-9]*/comm | cut -d/ -f3)'
  await docker('exec', `hal-${stuck}`, 'sh', '-c', hang)
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${well}`))
  expect(await person.ok('send', well, 'echo as-$((1+1))-ever', '--capture')).toBe('as-2-ever\n')
  await terminal.waitFor(/^ │ as-2-ever +│$/m)
  terminal.type('k')
  await terminal.waitFor(new RegExp(`▌ . ${stuck}`))
  terminal.type('x')
  await terminal.waitFor(`stop ${stuck}?`)
  terminal.type('y')
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${well}`))
  await person.ok('send', well, 'echo still-$((1+1))', '--capture')
  await terminal.waitFor(/^ │ still-2 +│$/m)
  // Nothing in it could hear that it is asked to end.
  await terminal.waitFor(new RegExp(`${stuck} +failed 137`))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('a pager that is killed leaves nothing of its own in the terminal', async () => {
  const name = await person.start('read')
  await person.ok('send', name, 'echo printed', '--capture')
  // Application keys, a page of its own, and no word of an end.
  const PAGER = `sh -c 'printf "\\033[?1h\\033[?1049h"; kill -9 $$'`
  await using terminal = person.terminal(['dashboard'], { env: { PAGER } })
  await terminal.waitFor('1 ready')
  terminal.type('L')
  await terminal.waitFor(`back from what ${name} printed`)
  expect(terminal.state()).toMatchObject({ isAlternateScreen: true, areKeysOfPrograms: false })
  terminal.type('?')
  await terminal.waitFor('type to search')
  terminal.type('\x1b')
  await terminal.waitFor(new RegExp(`▌ ○ ${name}`))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.state()).toMatchObject({ isAlternateScreen: false, areKeysOfPrograms: false })
})
