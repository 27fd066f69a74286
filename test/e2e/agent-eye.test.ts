import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Person } from '../rigs/hal.ts'
import { bringScreenedAgent } from '../rigs/screened-agent.ts'

// What hal reads from an agent's screen, and when: an agent that shows what Claude Code was recorded to.

const soonSilent = { silentAfter: '2s', lateAfter: 'never' }
let person: Person
beforeAll(() => {
  person = new Person()
  bringScreenedAgent(person, soonSilent)
})
afterAll(() => person[Symbol.asyncDispose]())

const start = async (short: string, prompt: string): Promise<string> => {
  const name = await person.start(short, '--agent', 'claude')
  await person.ok('send', name, prompt)
  return name
}

test('a question is told once its dialog stands there, and not when its hook says so', async () => {
  const name = await start('late', 'remove the build')
  expect(await person.ok('wait', name, '--until', 'waiting', '--timeout', '60s')).toContain('waiting')
  expect(await person.ok('capture', name)).toContain('Do you want to proceed?')
  await person.ok('send', name, '--keys', 'Enter')
  await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
})

test('one that has just taken its prompt is not idle, nor has anybody typed, while the words still stand in its box', async () => {
  bringScreenedAgent(person, { silentAfter: 'never', lateAfter: 'never' })
  const name = await start('slow', 'slow, please')
  expect(await person.ok('wait', name)).toMatch(/idle|done/)
  expect(await person.ok('capture', name)).toContain('Worked for')
  await person.ok('send', name, 'slow again, please')
  expect(await person.hal(['send', name, 'remove the build'])).toMatchObject({ exitCode: 0 })
  await person.ok('wait', name, '--until', 'waiting', '--timeout', '60s')
  bringScreenedAgent(person, soonSilent)
})

test('that it was idle before the prompt is no end of it, however slow its hooks are', async () => {
  bringScreenedAgent(person, { silentAfter: 'never', lateAfter: 'never' })
  const name = await person.start('lazy', '--agent', 'claude')
  for (const answer of ['answer 1', 'answer 2']) {
    const asked = await person.hal(['send', name, 'lazy, please', '--capture', '--timeout', '60s'])
    expect(asked).toMatchObject({ exitCode: 0, stdout: `${answer}\n`, stderr: '' })
  }
  // The list shows what was said, and what is done, in place of what stands below the prompt box.
  await using terminal = person.terminal(['dashboard'], { columns: 160 })
  await terminal.waitFor(new RegExp(`${name} +(done|idle) .*answer 2`))
  await person.ok('send', name, 'lazy, and nobody waits')
  expect(await person.json('inspect', name)).toMatchObject({ worker: { activity: 'working' } })
  await terminal.waitFor(new RegExp(`${name} +working .*❯ hang now`))
  bringScreenedAgent(person, soonSilent)
})

test('an answer that nobody kept is what stands on its screen, and what has left that meanwhile', async () => {
  const name = await start('aloud', 'aloud, and nobody waits')
  await person.ok('wait', name, '--until', 'done', '--timeout', '60s')
  const asked = await person.hal(['send', name, 'aloud, please', '--capture', '--timeout', '60s'])
  expect(asked).toMatchObject({ exitCode: 0 })
  expect(asked.stderr).toContain(`${name} has said no answer of its own`)
  const lines = asked.stdout.split('\n').filter((line) => /^line \d+$/.test(line))
  expect(lines).toEqual(Array.from({ length: 120 }, (_, index) => `line ${index + 1}`))
})

test('an answer is waited for through a question by who says so, and not by anybody else', async () => {
  const name = await person.start('through', '--agent', 'claude')
  const words = ['send', name, 'remove the build', '--capture', '--timeout', '90s']
  await using patient = person.terminal([...words, '--until', 'done'])
  await patient.waitFor(`${name} waits for you: `)
  await person.ok('send', name, '--keys', 'Enter')
  expect(await patient.exit).toMatchObject({ exitCode: 0 })
  const asked = await person.hal(words)
  expect(asked).toMatchObject({ exitCode: 22, stdout: '' })
  expect(asked.stderr).toContain(`${name} waits for you: `)
})

test('who works in silence for too long is said to, with since when, and is not waited for', async () => {
  const name = await start('silent', 'hang, please')
  const waited = await person.hal(['wait', name, '--timeout', '60s'])
  expect(waited).toMatchObject({ exitCode: 124, stdout: '' })
  expect(waited.stderr).toMatch(
    new RegExp(`^hal: ${name} works, and has shown nothing new for \\d+s\\.$`, 'm'),
  )
  expect(waited.stderr).toContain(`hal explain ${name}`)
  const { worker } = await person.json<{ worker: object }>('inspect', name)
  expect(worker).toMatchObject({ activity: 'working', activityBy: 'claude', silentSince: expect.any(String) })
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +working .* silent for \\d+s$`, 'm'))
  expect(await person.ok('explain', name)).toMatch(/^seen +nothing new on its screen since \d\d:\d\d/m)
  await using terminal = person.terminal(['dashboard'], { columns: 160 })
  await terminal.waitFor(new RegExp(`${name} +working .*silent for \\d+`))
  const late = await person.hal(['wait', name, '--json'])
  expect(JSON.parse(late.stdout)).toMatchObject({
    reached: false,
    workers: [{ failure: { reason: 'agent-overdue' } }],
  })
})

test('who asks for an answer hears of the silence, too, with what the screen says of it', async () => {
  const name = await person.start('retry', '--agent', 'claude')
  const asked = await person.hal(['send', name, 'retry, please', '--capture', '--timeout', '60s'])
  expect(asked).toMatchObject({ exitCode: 124, stdout: '' })
  expect(asked.stderr).toMatch(/has shown nothing new for \d+s: 500 trouble in the server · retrying in \d+s/)
})

test('an Enter that its box swallows is pressed once more', async () => {
  const twice = [
    ...['stty -echo; cat screens/prompt-ready.txt', 'read -r line'],
    // The words stand in the box, as if nobody had pressed anything.
    ...["printf '\\033[H\\033[2J'; cat screens/half-typed.txt", 'read -r enter'],
    'printf \'\\033]7425;working;by=claude\\007got:%s:%s\' "$line" "$enter"',
    'exec sleep infinity',
  ]
  writeFileSync(join(person.home, 'twice.sh'), `${twice.join('\n')}\n`)
  bringScreenedAgent(person, { command: ['sh', '/workspace/twice.sh'] })
  const name = await person.start('twice', '--agent', 'claude')
  expect(await person.json<object>('send', name, 'fix the login')).toMatchObject({
    outcome: 'submitted',
    proof: { by: 'hook' },
  })
  expect(await person.ok('capture', name)).toMatch(/got:.*fix the login.*:\s*$/m)
})

test('a prompt that nobody takes is said to have no proof, and stays where it was typed', async () => {
  writeFileSync(
    join(person.home, 'deaf.sh'),
    'stty -echo; cat screens/prompt-ready.txt; exec sleep infinity\n',
  )
  bringScreenedAgent(person, { command: ['sh', '/workspace/deaf.sh'] })
  const name = await person.start('deaf', '--agent', 'claude')
  const inJson = await person.hal(['send', name, 'hello', '--json'])
  expect(inJson).toMatchObject({ exitCode: 20 })
  expect(JSON.parse(inJson.stdout).failure).toMatchObject({ reason: 'prompt-stalled', why: 'not-taken' })
  const sent = await person.hal(['send', name, 'hello'])
  expect(sent).toMatchObject({ exitCode: 20, stdout: '' })
  expect(sent.stderr).toContain(`there is no proof that ${name}'s agent took the prompt`)
  expect(sent.stderr).toContain(`hal attach ${name}`)
})
