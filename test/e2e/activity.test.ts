import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { startAgent } from '../rigs/scripted-agent.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

interface Listed {
  readonly name: string
  readonly activity: string
  readonly activitySince: string | null
  readonly activityBy: string | null
  readonly question: string | null
}

const inspect = async (name: string): Promise<Listed> =>
  (await person.json<{ worker: Listed }>('inspect', name)).worker

test('an agent works, asks, is answered and is done, and every face of hal says so', async () => {
  const name = await startAgent(person, 'ada')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`${name} +idle`))
  await person.ok('send', name, 'fix the login test')
  await terminal.waitFor(new RegExp(`● ${name} +waiting +\\ds .*Do you want to run pytest\\?`))
  await terminal.waitFor('1 waiting')
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +waiting .*Do you want to run pytest\\?`))
  expect(await person.ok('list', '--filter', 'activity=waiting')).toContain(name)
  expect(await person.ok('list', '--filter', 'activity=idle')).not.toContain(name)
  expect(await person.ok('inspect', name)).toMatch(/^asks +Do you want to run pytest\?\nsaid by +hook$/m)
  expect(await inspect(name)).toMatchObject({
    ...{ activity: 'waiting', activityBy: 'hook', question: 'Do you want to run pytest?' },
    activitySince: expect.stringMatching(/^\d{4}-.*Z$/),
  })
  expect(await person.ok('health', name)).toMatch(new RegExp(`${name} +waiting`))
  await person.ok('send', name, 'y')
  await terminal.waitFor(new RegExp(`${name} +done`))
  await terminal.waitFor('1 done')
  expect(await inspect(name)).toMatchObject({ activity: 'done', question: null })
})

test('what a worker does is in the worker: a dashboard that is opened later shows it at once', async () => {
  const name = await startAgent(person, 'late')
  await person.ok('send', name, 'be login-needed Open the browser')
  await person.ok('send', name, 'be login-needed Open the browser')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`● ${name} +login needed .*Open the browser`))
})

test('whoever waits for a plain shell is told at once that nothing may ever come of it', async () => {
  const name = await person.start('plain')
  expect(await person.hal(['wait', name, '--any', '--all'])).toMatchObject({ exitCode: 2, stdout: '' })
  const { stderr, exitCode } = await person.hal(['wait', name, '--all', '--timeout', '1s'])
  expect(exitCode).toBe(124)
  expect(stderr).toMatch(new RegExp(`^hal: ${name} has no agent: it is waited for until`))
})

test('any of several is enough for whoever waits so, and all are waited for else', async () => {
  const [ada, bob] = [await startAgent(person, 'ada'), await startAgent(person, 'bob')]
  for (const name of [ada, bob]) await person.ok('send', name, 'be working')
  const waitFor = (...how: readonly string[]) => person.hal(['wait', ada, bob, '--until', 'done', ...how])
  const [any, all] = [waitFor('--any'), waitFor()]
  await person.ok('send', bob, 'be idle')
  const first = await any
  expect(first).toMatchObject({ exitCode: 0 })
  expect(first.stdout).toMatch(new RegExp(`^${bob}  done  after [^\n]+\n$`))
  await person.ok('send', ada, 'be idle')
  const both = await all
  expect(both).toMatchObject({ exitCode: 0 })
  expect(both.stdout.split('\n')).toEqual([
    expect.stringMatching(`^${ada}  done`),
    expect.stringMatching(`^${bob}  done`),
    '',
  ])
})

test('done is done until somebody has looked at it in a dashboard, for all of their hals', async () => {
  const [ada, bob] = [await startAgent(person, 'ada'), await startAgent(person, 'bob')]
  await using other = person.terminal(['dashboard'])
  await using terminal = person.terminal(['dashboard'])
  for (const name of [ada, bob]) {
    await person.ok('send', name, 'be working')
    await terminal.waitFor(new RegExp(`${name} +working`))
    await person.ok('send', name, 'be idle')
  }
  await terminal.waitFor('2 done')
  await other.waitFor('2 done')
  await terminal.waitFor(new RegExp(`▌ . ${ada} +done`))
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ . ${bob} +idle`))
  await other.waitFor('1 done')
  expect(other.screen()).toMatch(new RegExp(`${ada} +done`))
  expect(await inspect(bob)).toMatchObject({ activity: 'idle' })
  expect(await inspect(ada)).toMatchObject({ activity: 'done' })
})

test('who attaches has looked', async () => {
  const name = await startAgent(person, 'seen')
  await using dashboard = person.terminal(['dashboard'])
  await person.ok('send', name, 'be working')
  await dashboard.waitFor(new RegExp(`${name} +working`))
  await person.ok('send', name, 'be idle')
  await dashboard.waitFor(new RegExp(`${name} +done`))
  await using terminal = person.terminal(['attach', name])
  await terminal.waitFor('scripted agent')
  await dashboard.waitFor(new RegExp(`${name} +idle`))
})

test('an agent that ends is over, whatever it had said', async () => {
  const name = await startAgent(person, 'over')
  await using terminal = person.terminal(['dashboard'])
  await person.ok('send', name, 'be waiting for you')
  await terminal.waitFor(new RegExp(`${name} +waiting .*for you`))
  await person.ok('send', name, 'exit 3')
  await terminal.waitFor(new RegExp(`${name} +failed 3 .*its command ended with 3`))
  expect(await inspect(name)).toMatchObject({ activity: 'done', activityBy: 'tmux', question: null })
})

test('what a command in the shell says is over when the shell prompts again', async () => {
  const name = await person.start('shell')
  await using terminal = person.terminal(['dashboard'])
  await person.ok('send', name, `printf '\\033]7425;waiting;by=deploy;text=Push?\\007'; read -r answer`)
  await terminal.waitFor(new RegExp(`${name} +waiting .*Push\\?`))
  await person.ok('send', name, 'y')
  await terminal.waitFor(new RegExp(`${name} +ready`))
  expect(await inspect(name)).toMatchObject({ activity: 'shell', activitySince: null, activityBy: null })
})

test('a filter on what workers do is followed, too', async () => {
  const name = await startAgent(person, 'watch')
  await using terminal = person.terminal(['list', '--watch', '--filter', 'activity=waiting'])
  await terminal.waitFor('no workers yet')
  await person.ok('send', name, 'be waiting here')
  await terminal.waitFor(new RegExp(`${name} +waiting .*here`))
  await person.ok('send', name, 'be idle')
  await terminal.waitFor((screen) => !screen.includes(name))
})

test('a hook without a terminal of its own reaches its pane', async () => {
  const name = await startAgent(person, 'hook')
  const pane = `$(/tools/bin/tmux -S /run/hal/tmux.sock display-message -p -t hal:agent '#{pane_tty}')`
  const uid = String(process.getuid?.() || 1000)
  await docker(
    'exec',
    '-u',
    uid,
    `hal-${name}`,
    'sh',
    '-c',
    `printf '\\033]7425;limited;by=hook\\007' > "${pane}"`,
  )
  expect(await inspect(name)).toMatchObject({ activity: 'limited', activityBy: 'hook' })
})

test('a key that is sent as soon as an agent asks is no key too early for it', async () => {
  const name = await person.start('keen', '--', 'bash', '-c', deafAtFirst)
  const asked = person.ok('wait', name, '--until', 'waiting')
  await person.ok('send', name, 'go')
  await asked
  await person.ok('send', name, '--keys', 'y')
  await expect.poll(() => person.ok('capture', name)).toContain('took y')
})

/** As claude does: what is typed before anybody can have read the question is dropped. */
const deafAtFirst = String.raw`
  read -r _
  printf '\033]7425;waiting;by=hook;text=Shall I?\007'
  until=$(($(date +%s%3N) + 450))
  while [ "$(date +%s%3N)" -lt $until ]; do read -rsn1 -t 0.02 _; done
  read -rsn1 key
  echo "took $key"
  read -r _
`
