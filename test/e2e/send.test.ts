import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { watch } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'

let person: Person
let name: string
beforeAll(async () => {
  person = new Person()
  name = await person.start('send')
})
afterAll(() => person[Symbol.asyncDispose]())

const capture = (text: string, ...options: readonly string[]) =>
  person.hal(['send', name, text, '--capture', ...options])

test('a slow command’s full output and exit status come back', async () => {
  expect(await capture('echo first; sleep 3; echo last; (exit 7)')).toMatchObject({
    stdout: 'first\nlast\n',
    exitCode: 7,
    stderr: '',
  })
})

test('what a person would read page by page comes whole, and is still paged for a person', async () => {
  // Waits for a person, whatever it is given.
  await capture(
    "mkdir -p ~/bin && printf '#!/bin/sh\\necho paged; read -r key < /dev/tty\\n' > ~/bin/less && chmod +x ~/bin/less && export PATH=~/bin:$PATH",
  )
  expect(await capture('seq 3 | $PAGER')).toEqual({ stdout: '1\n2\n3\n', stderr: '', exitCode: 0 })
  await person.hal(['send', name, 'seq 3 | $PAGER'])
  await expect.poll(async () => (await person.hal(['capture', name])).stdout).toContain('paged')
  await person.hal(['send', name, '--keys', 'Enter'])
  expect(await capture('echo on')).toMatchObject({ stdout: 'on\n' })
})

test('a command that prints nothing prints nothing', async () => {
  expect(await capture('true')).toEqual({ stdout: '', stderr: '', exitCode: 0 })
  expect(await capture('false')).toEqual({ stdout: '', stderr: '', exitCode: 1 })
})

test.each([
  `echo 'single' "double" \\$HOME`,
  'printf "%s\\n" "a;b" "; kill-server" "#{pane_id}" "%begin 1 2 3" "~" "$(echo nested)"',
  'printf "héllo 世界 🤖 e\\u0301\\n"',
  "printf 'no newline at the end'",
  'printf "tab\\there\\rreturn\\n"',
  'for i in 1 2 3; do echo $i; done | tac',
])('%s gives what bash gives', async (text) => {
  const expected = await execa('bash', ['-c', text], { env: { HOME: '/home/hal' }, stripFinalNewline: false })
  expect(await capture(text)).toMatchObject({ stdout: expected.stdout, exitCode: 0 })
})

test('a text that begins with a dash goes behind --', async () => {
  const { stdout, exitCode } = await person.hal(['send', name, '--capture', '--', '-x; echo status $?'])
  expect({ exitCode, last: stdout.split('\n').at(-2) }).toEqual({ exitCode: 0, last: 'status 127' })
  expect(stdout).toContain('-x: ')
})

test('10 MB arrive whole and in order', async () => {
  const text = 'seq 1 1400000'
  const expected = await execa('bash', ['-c', text], { stripFinalNewline: false, maxBuffer: 2 ** 26 })
  expect(expected.stdout.length).toBeGreaterThan(10_000_000)
  const { stdout, exitCode } = await capture(text)
  expect(exitCode).toBe(0)
  const digest = (all: string) => createHash('sha256').update(all).digest('hex')
  expect([stdout.length, digest(stdout)]).toEqual([expected.stdout.length, digest(expected.stdout)])
})

test('several lines from stdin are one command', async () => {
  const script =
    'x=1\nwhile [ $x -le 3 ]; do\n  echo "line $x"\n  x=$((x+1))\ndone\ncat <<EOF\nhere\nEOF\n(exit 4)\n'
  expect(await person.hal(['send', name, '--stdin', '--capture'], { input: script })).toMatchObject({
    stdout: 'line 1\nline 2\nline 3\nhere\n',
    exitCode: 4,
  })
})

test('a timeout says still running, keeps what was printed, and the command runs on', async () => {
  const late = await capture('echo early; sleep 4; touch finished', '--timeout', '2s')
  expect(late).toMatchObject({ stdout: 'early\n', exitCode: 124 })
  expect(late.stderr).toContain('still running after 2s. The command runs on.')
  expect(late.stderr).toContain(`\`hal send ${name} --keys C-c\` interrupts it.`)
  const busy = await capture('echo me')
  expect(busy.exitCode).toBe(125)
  expect(busy.stderr).toContain('the shell is busy with sleep')
  // The one window that there is is the busy one.
  expect(busy.stderr).not.toContain('--window')
  // Whoever types to it waits for nothing: this is read by the shell once the command is done.
  await person.ok('send', name, 'ls finished > proof')
  expect(await contentOf(join(person.home, 'proof'))).toBe('finished\n')
})

test('a command that asks for input is still running, and can be answered', async () => {
  const asked = await capture('read -p "name? " who; echo "hi $who"', '--timeout', '2s')
  expect(asked).toMatchObject({ exitCode: 124, stdout: 'name? ' })
  await person.ok('send', name, 'ada')
  expect(await capture('echo done')).toMatchObject({ stdout: 'done\n', exitCode: 0 })
  expect(await person.ok('capture', name)).toContain('hi ada')
})

test('an unfinished command is cancelled and said to be', async () => {
  const open = await capture('echo "never closed')
  expect(open.exitCode).toBe(125)
  expect(open.stderr).toContain('the shell waits for the rest of the command')
  expect(await capture('echo still well')).toMatchObject({ stdout: 'still well\n', exitCode: 0 })
})

test('a command that ends its shell says so, and a fresh shell takes its place', async () => {
  const ended = await capture('echo bye; exit 3')
  // An interactive bash says `exit` when it ends.
  expect(ended).toMatchObject({ stdout: 'bye\nexit\n', exitCode: 125 })
  expect(ended.stderr).toContain('the command ended its own shell with status 3')
  expect(await capture('echo fresh')).toMatchObject({ stdout: 'fresh\n', exitCode: 0 })
})

test('two senders at once take turns, and each gets its own', async () => {
  const both = await Promise.all(
    ['one', 'two', 'three'].map((word) => capture(`echo ${word}; sleep 0.2; echo ${word} again`)),
  )
  expect(both.map(({ stdout }) => stdout)).toEqual([
    'one\none again\n',
    'two\ntwo again\n',
    'three\nthree again\n',
  ])
})

test('ctrl-c ends the waiting, keeps what was printed, and says that the command runs on', async () => {
  await using terminal = person.terminal(['send', name, 'clear; echo early; sleep 1000', '--capture'])
  await expect.poll(() => person.ok('capture', name)).toMatch(/^early$/m)
  terminal.type('\x03')
  expect(await terminal.exit).toMatchObject({ exitCode: 130 })
  expect(terminal.screen()).toMatch(/early$/m)
  expect(terminal.screen()).toContain('hal: no longer waiting. The command runs on.')
  expect((await capture('true')).stderr).toContain('the shell is busy with sleep')
  await person.ok('send', name, '--keys', 'C-c')
  expect(await capture('echo free')).toMatchObject({ stdout: 'free\n' })
})

test('the beginning of a name is enough, and a person is told whom it means', async () => {
  const short = name.slice(0, -2)
  await using terminal = person.terminal(['send', short, 'echo hi', '--capture'])
  await terminal.exit
  expect(terminal.screen()).toContain(`hal: "${short}" is ${name}.`)
  expect(await person.hal(['send', short, 'echo hi', '--capture'])).toMatchObject({
    stdout: 'hi\n',
    stderr: '',
  })
})

test('nothing is no command', async () => {
  const sentence = 'hal: there is no command in what is to be sent, so nothing was.\n'
  expect(await capture(' ')).toEqual({ exitCode: 2, stdout: '', stderr: sentence })
})

test('keys interrupt', async () => {
  await person.ok('send', name, 'sleep 1000')
  expect((await capture('true', '--timeout', '5s')).exitCode).toBe(125)
  await person.ok('send', name, '--keys', 'C-c')
  expect(await capture('echo free', '--timeout', '5s')).toMatchObject({ stdout: 'free\n' })
  const wrong = await person.hal(['send', name, '--keys', 'Entre'])
  expect(wrong.exitCode).toBe(2)
  expect(wrong.stderr).toContain('Did you mean Enter?')
})

test('--json has the output, the status and the time', async () => {
  const { stdout, exitCode } = await capture('printf ok; (exit 5)', '--json')
  expect(exitCode).toBe(5)
  expect(JSON.parse(stdout)).toEqual({
    version: 1,
    worker: name,
    window: 'shell',
    stdout: 'ok',
    exitCode: 5,
    durationMs: expect.any(Number),
    truncated: false,
  })
})

test('says what is missing or too much', async () => {
  expect(await person.hal(['send', name])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('what to send?'),
  })
  expect(await person.hal(['send', name, 'x', '--keys', 'C-c'])).toMatchObject({ exitCode: 2 })
  expect(await person.hal(['send', name, 'x', '--windoww', 'y'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--window'),
  })
  expect(await person.hal(['send', name, 'x', '--window', 'nowhere', '--capture'])).toMatchObject({
    exitCode: 125,
    stderr: expect.stringContaining('no window "nowhere"'),
  })
  expect(await person.hal(['send', name, 'x', '--until', 'done'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('--until is for --capture'),
  })
  expect(await person.hal(['send', name, 'x', '--capture', '--until', 'working'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('idle, done, waiting, limited, login-needed'),
  })
  expect(await person.hal(['send', name, 'x', '--capture', '--until', 'done'])).toMatchObject({
    exitCode: 125,
    stderr: expect.stringContaining('--until: expected an agent in the window, got "shell"'),
  })
})

test('broadcast brings back each worker’s answer', async () => {
  const other = await person.start('other')
  const out = await person.ok('broadcast', 'echo "I am $HAL_WORKER"', '--capture')
  expect(out).toContain(`I am ${name}\n`)
  expect(out).toContain(`I am ${other}\n`)
  await person.ok('rm', other, '--force')
})

test('broadcast says of each worker what happened, and a busy one doesn’t hide another’s status', async () => {
  const busy = await person.start('busy')
  await person.ok('send', busy, 'sleep 1000')
  // Its own turn at the window comes after what was typed.
  expect((await person.hal(['send', busy, 'true', '--capture', '--timeout', '5s'])).exitCode).toBe(125)
  const failed = await person.hal(['broadcast', 'echo here; (exit 3)', '--capture'])
  expect(failed.exitCode).toBe(3)
  expect(failed.stdout).toBe(`── ${busy} · busy\n── ${name} · status 3\nhere\n`)
  expect(failed.stderr).toContain(`hal: ${busy}: the shell is busy with sleep, so nothing was sent.`)
  const went = await person.hal(['broadcast', 'echo here', '--capture'])
  expect(went).toMatchObject({ exitCode: 125, stdout: `── ${busy} · busy\n── ${name}\nhere\n` })
  const { stdout, exitCode } = await person.hal(['broadcast', 'true', '--capture', '--json'])
  expect(exitCode).toBe(125)
  expect(JSON.parse(stdout)).toMatchObject({
    workers: [
      { name: busy, failure: { reason: 'shell-busy' } },
      { name, exitCode: 0 },
    ],
  })
  const late = await person.hal(['broadcast', 'echo early; sleep 4', '--capture', '--timeout', '1s'])
  expect(late.stdout).toBe(`── ${busy} · busy\n── ${name} · still running\nearly\n`)
  await person.ok('rm', busy, '--force')
})

/** What a file holds as soon as it holds anything. */
async function contentOf(file: string): Promise<string> {
  for await (const _ of watch(join(file, '..'), { signal: AbortSignal.timeout(20_000) })) {
    const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
    if (text !== '') return text
  }
  throw new Error(`${file} never appeared`)
}
