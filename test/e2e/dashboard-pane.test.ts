import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import type { Terminal } from '../rigs/terminal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const leave = '\x1d'

/** A worker with a plain prompt, and the dashboard with its screen. */
const open = async (short: string, size: { readonly columns?: number; readonly rows?: number } = {}) => {
  const name = await person.start(short)
  await person.ok('send', name, "PS1='$ '; clear", '--capture')
  const terminal = person.terminal(['dashboard'], size)
  await terminal.waitFor('1 ready')
  return { name, terminal }
}

const focus = async (terminal: Terminal) => {
  terminal.type('\r')
  await terminal.waitFor('ctrl-] back')
}

const quit = async (terminal: Terminal) => {
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
}

test('types straight into a worker: text of any script, control keys, arrows, and back', async () => {
  const { terminal } = await open('typed')
  await using _ = terminal
  await focus(terminal)
  terminal.type('echo żółw-日本-$((40+2))\r')
  await terminal.waitFor('żółw-日本-42')
  // It says itself that it runs: a shell that has only read the line takes ctrl-c for its own.
  terminal.type("sh -c 'echo asleep $((40+1)); exec sleep 1000'\r")
  await terminal.waitFor('asleep 41')
  terminal.type('\x03')
  await terminal.waitFor('^C')
  terminal.type('\x1b[A\x1b[A')
  await terminal.waitFor((screen) => screen.match(/\$ echo żółw-日本-\$\(\(40\+2\)\) +┃/g)?.length === 2)
  terminal.type('\x15echo q-x-D-y\r')
  await terminal.waitFor(/┃ q-x-D-y/)
  expect(terminal.screen()).toContain('200x50')
  terminal.type(leave)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('loses no key, however fast they come', async () => {
  const { terminal } = await open('fast')
  await using _ = terminal
  await focus(terminal)
  const words = Array.from({ length: 400 }, (_, index) => `w${index}`).join(' ')
  for (const character of `set -- ${words}; clear; echo $# $(echo "$*" | cksum)\r`) terminal.type(character)
  const sum = await docker('exec', `hal-${person.name('fast')}`, 'sh', '-c', `echo "${words}" | cksum`)
  await terminal.waitFor(`400 ${sum.trim()}`)
  terminal.type(leave)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('loses no key that comes right behind the one that gives the keys away, over many such turns', async () => {
  const { name, terminal } = await open('turns')
  await using _ = terminal
  const words = Array.from({ length: 30 }, (_, index) => `w${index}`)
  terminal.type('\r')
  terminal.type('set --')
  for (const word of words) {
    terminal.type(leave)
    terminal.type('\r')
    for (const character of ` ${word}`) terminal.type(character)
  }
  terminal.type('; clear; echo $# $(echo "$*" | cksum)\r')
  const sum = await docker('exec', `hal-${name}`, 'sh', '-c', `echo "${words.join(' ')}" | cksum`)
  await terminal.waitFor(`30 ${sum.trim()}`)
  terminal.type(leave)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('puts what was typed in one turn before what is typed in the next, however long it is', async () => {
  const { terminal } = await open('long')
  await using _ = terminal
  await focus(terminal)
  terminal.type(
    'stty -echo; echo reads-$((1+1)); cat > /tmp/typed; tail -c 12 /tmp/typed; wc -c /tmp/typed\r',
  )
  await terminal.waitFor('reads-2')
  terminal.type(`\x1b[200~${'line\n'.repeat(60_000)}\x1b[201~`)
  terminal.type(leave)
  terminal.type('\r')
  terminal.type('behind\r\x04')
  await terminal.waitFor(`${60_000 * 5 + 7} /tmp/typed`)
  await terminal.waitFor(/┃ behind/)
  terminal.type(leave)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('types also where somebody has left the worker scrolled back', async () => {
  const { name, terminal } = await open('scrolled')
  await using _ = terminal
  await person.ok('send', name, 'seq 500', '--capture')
  await using attached = person.terminal(['attach', name])
  await attached.waitFor('500')
  attached.type('\x02[\x1b[5~')
  await attached.waitFor(/\[\d+\/\d+\]/)
  attached.type('\x02d')
  await attached.exit
  await focus(terminal)
  terminal.type('echo arrived-$((1+1))\r')
  await terminal.waitFor('arrived-2')
  terminal.type(leave)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('spells keys and pastes as the program in the worker asks for them', async () => {
  const { terminal } = await open('spelled')
  await using _ = terminal
  await focus(terminal)
  terminal.type("printf '\\033[?1h\\033[?2004h'; cat -v\r")
  await terminal.waitFor('cat -v')
  terminal.type('\x1b[A')
  await terminal.waitFor('^[OA')
  terminal.type('\x1b[200~two\nwords\x1b[201~')
  await terminal.waitFor('^[[200~two')
  await terminal.waitFor('words^[[201~')
  terminal.type(`\x03${leave}`)
  await terminal.waitFor('? help')
  await quit(terminal)
})

test('gives a program the mouse as long as it asks for it and has the keys', async () => {
  const { terminal } = await open('mouse')
  await using _ = terminal
  await focus(terminal)
  expect(terminal.state().isMouseOn).toBe(false)
  terminal.type("clear; printf '\\033[?1000h\\033[?1006h'; cat -v\r")
  await terminal.waitFor(() => terminal.state().isMouseOn)
  const top = terminal.rows().findIndex((row) => row.includes('┏')) + 2
  terminal.type(`\x1b[<0;9;${top + 4}M`)
  await terminal.waitFor('^[[<0;6;5M')
  terminal.type(leave)
  await terminal.waitFor('? help')
  // hal's own again.
  await terminal.waitFor(() => terminal.state().isMouseOn)
  await quit(terminal)
  expect(terminal.state().isMouseOn).toBe(false)
})

test('gives the keys back, and lets what is typed on mean nothing, when the worker is taken away', async () => {
  const { name, terminal } = await open('taken')
  await using _ = terminal
  await focus(terminal)
  await docker('pause', `hal-${name}`)
  await terminal.waitFor(`${name} is frozen: f thaws it`)
  terminal.type('Dy')
  await terminal.waitFor('goes nowhere')
  terminal.type('\x1b')
  await terminal.waitFor('f thaw')
  await docker('unpause', `hal-${name}`)
  await terminal.waitFor('1 ready')
  await quit(terminal)
})

test('reads back through the history, finds a line in it, and copies it', async () => {
  const { name, terminal } = await open('history')
  await using _ = terminal
  await person.ok('send', name, 'seq -f "number %g" 1 500', '--capture')
  await terminal.waitFor('number 500')
  terminal.type('\x1b[5~')
  await terminal.waitFor(/▌ number 4\d\d/)
  terminal.type('/number 42\r')
  await terminal.waitFor(/▌ number 429/)
  terminal.type('vj')
  await terminal.waitFor('2 selected')
  terminal.type('y')
  await terminal.waitFor(`copied 2 lines, 21B of ${name}`)
  const copied = Buffer.from('number 429\nnumber 430').toString('base64')
  expect(terminal.rawOutput()).toContain(`\x1b]52;c;${copied}\x07`)
  await terminal.waitFor('number 500')
  await quit(terminal)
})

test('shows the screen of a worker in a narrow terminal, then gives it the keys, and goes back the same way', async () => {
  const { name, terminal } = await open('narrow', { columns: 80, rows: 24 })
  await using _ = terminal
  terminal.type('\r')
  await terminal.waitFor(/^ ⏎ focus .*esc back/m)
  await focus(terminal)
  terminal.type('echo in-a-narrow-$((1+1))\r')
  await terminal.waitFor('in-a-narrow-2')
  terminal.type(leave)
  await terminal.waitFor(/^ ⏎ focus .*esc back/m)
  terminal.type('\x1b')
  await terminal.waitFor((screen) => screen.includes('WORKER') && screen.includes(name))
  await quit(terminal)
})

test('shows what a worker printed, what happened to it, what it uses and what it is', async () => {
  const { name, terminal } = await open('tabs')
  await using _ = terminal
  await person.ok('send', name, 'printf "\\033[31mred-$((1+1))\\033[0m\\n"', '--capture')
  terminal.type('2')
  await terminal.waitFor(/│ red-2/)
  const row = terminal.rows().findIndex((line) => line.includes('│ red-2'))
  expect(terminal.cell(4, row)).toMatchObject({ text: 'e', foreground: 1 })
  await person.ok('send', name, 'echo live-$((2+2))', '--capture')
  await terminal.waitFor(/│ live-4/)
  terminal.type('3')
  await terminal.waitFor('created')
  await docker('pause', `hal-${name}`)
  await terminal.waitFor(/◌ frozen/)
  await docker('unpause', `hal-${name}`)
  await terminal.waitFor('1 ready')
  terminal.type('4')
  await terminal.waitFor(/processes +\d+ {2}of 1024/)
  terminal.type('5')
  await terminal.waitFor('its workspace is no git repository')
  terminal.type('7')
  await terminal.waitFor(new RegExp(`HAL_WORKER +${name}`))
  terminal.type('8')
  await terminal.waitFor(new RegExp(`container +hal-${name}`))
  await quit(terminal)
})
