import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'

// Agents of a person's own, whose screens hal doesn't know: what a send to them proves, and by what.

/** What each does, in sh. */
const programs: Readonly<Record<string, string>> = {
  // A terminal that shows what is typed, and nobody who says what becomes of it.
  plain: 'while read -r line; do echo "answer to $line"; done',
  // Shows nothing, takes nothing.
  deaf: 'stty -echo; exec sleep infinity',
  // A prompt box of its own, whose first Enter is lost: what came before it stays there.
  lossy:
    'stty raw -echo; exec perl -e \'$|=1; my $lost; while (sysread(STDIN, my $b, 1)) { if ($b =~ /[\\r\\n]/) { if ($lost++) { print "\\r\\ntaken\\r\\n" } } else { print $b } }\'',
}

let person: Person
beforeAll(() => {
  person = new Person()
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  copyFileSync(fileURLToPath(new URL('../rigs/agent.sh', import.meta.url)), join(person.home, 'agent.sh'))
  const agents = Object.fromEntries(
    Object.entries(programs).map(([name, script]) => [name, { command: ['sh', '-c', script] }]),
  )
  const marked = { command: ['env', 'PACE=1', 'sh', '/workspace/agent.sh'] }
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents: { ...agents, marked } }))
})
afterAll(() => person[Symbol.asyncDispose]())

interface Sent {
  readonly outcome: string
  readonly proof: object
}

test('one that says by marks what it does has taken a prompt by its own word, answers, and is given nothing while it asks', async () => {
  const name = await person.start('marked', '--agent', 'marked')
  await person.ok('wait', name, '--until', 'idle,done', '--timeout', '60s')
  expect(await person.json<Sent>('send', name, 'fix the login')).toMatchObject({
    outcome: 'submitted',
    proof: { by: 'hook' },
  })
  await person.ok('wait', name, '--until', 'waiting', '--timeout', '60s')
  const refused = await person.hal(['send', name, 'and another thing'])
  expect(refused).toMatchObject({ exitCode: 22, stdout: '' })
  expect(refused.stderr).toContain('Do you want to run pytest?')
  expect(refused.stderr).toContain(`hal send ${name} --keys`)
  expect(await person.hal(['send', name, 'and another thing', '--capture'])).toMatchObject({ exitCode: 22 })
  await person.ok('send', name, '--keys', 'y,Enter')
  await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
  const asked = await person.hal(['send', name, 'once more', '--capture', '--timeout', '60s'])
  expect(asked).toMatchObject({ exitCode: 22 })
  expect(asked.stderr).toContain('Do you want to run pytest?')
})

test('of one without marks its terminal has the word, and hal says that it is no more than that', async () => {
  const name = await person.start('plain', '--agent', 'plain')
  const nothing = await person.hal(['send', name, ' '])
  expect(nothing).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('--keys Enter') })
  const sent = await person.hal(['send', name, 'say hello'])
  expect(sent).toMatchObject({ exitCode: 0, stdout: '' })
  expect(sent.stderr).toContain('what its agent made of them, hal can’t know')
  await expect.poll(() => person.ok('capture', name)).toContain('answer to say hello')
  expect(await person.json<Sent>('send', name, 'again')).toMatchObject({
    outcome: 'submitted',
    proof: { by: 'echo' },
  })
  const asked = await person.hal(['send', name, 'and now', '--capture'])
  expect(asked).toMatchObject({ exitCode: 125, stdout: '' })
  expect(asked.stderr).toContain('docs/marks.md')
  expect(await person.ok('capture', name)).not.toContain('and now')
})

test('one that shows nothing of what it gets has not taken it, as far as anybody knows', async () => {
  const name = await person.start('deaf', '--agent', 'deaf')
  const sent = await person.hal(['send', name, 'hello', '--json'])
  expect(sent).toMatchObject({ exitCode: 20 })
  expect(JSON.parse(sent.stdout)).toMatchObject({ failure: { reason: 'prompt-stalled', why: 'not-taken' } })
})

test('an Enter that is lost on the way is pressed once more', async () => {
  const name = await person.start('lossy', '--agent', 'lossy')
  expect(await person.json<Sent>('send', name, 'do it')).toMatchObject({
    outcome: 'submitted',
    proof: { by: 'echo' },
  })
  const screen = await person.ok('capture', name)
  expect(screen.match(/taken/g)).toEqual(['taken'])
  expect(screen).toContain('do it')
})

test('a shell in an agent’s place runs commands, as hal’s own does', async () => {
  const name = await person.start('shell', '--agent', 'shell')
  expect(await person.hal(['send', name, 'echo "$HAL_WORKER"; (exit 3)', '--capture'])).toMatchObject({
    ...{ stdout: `${name}\n`, exitCode: 3 },
  })
  expect(await person.json('inspect', name)).toMatchObject({ worker: { agent: 'shell' } })
  expect(await person.ok('windows', name)).toMatch(/agent[\s\S]*shell/)
})

test('a start with a prompt for one that shows no box is refused before anything starts', async () => {
  const refused = await person.hal([
    ...['start', person.name('none'), '--agent', 'plain', '--image', 'debian:bookworm-slim'],
    ...['--prompt', 'words'],
  ])
  expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
  expect(refused.stderr).toContain('how plain takes a prompt')
})
