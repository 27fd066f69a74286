import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { tracesInMounts } from '../rigs/planted.ts'

// A scripted stand-in for an agent's program: real logins need their makers. The real ones are run up to where they need them.

/** Longer than any terminal is wide, as the real ones are. */
const page = `https://login.example.com/oauth/authorize?code=true&scope=${'org%3Acreate+'.repeat(40)}&state=end`
const token = 'planted-login-6d1f0be2a97c'

const login = `
printf 'Opening the browser to sign in ...\\nIf it does not open: %s\\n\\n' '${page}'
printf 'Paste the code here if prompted > '
read -r code
[ "$code" = "right-code" ] || { echo 'Invalid code'; exit 3; }
mkdir -p ~/.mine && umask 077 && printf '{"refresh":"%s"}' ${token} > ~/.mine/login.json
echo 'Logged in.'`

let person: Person
beforeAll(() => {
  person = new Person()
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  mkdirSync(join(person.home, 'seen'))
  writeFileSync(
    join(config, 'config.json'),
    JSON.stringify({
      mounts: [{ source: join(person.home, 'seen'), target: '/seen' }],
      agents: {
        mine: {
          command: ['sh', '-c', 'cat ~/.mine/login.json | sha256sum; exec sleep infinity'],
          login: { command: ['sh', '-c', login], files: ['.mine/login.json'] },
        },
      },
    }),
  )
})
afterAll(() => person[Symbol.asyncDispose]())

const store = () => join(person.env['HOME'] ?? '', '.local/share/hal/logins')
const keptFiles = () =>
  readdirSync(store(), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
const containers = () => docker('ps', '-aq', '--filter', `label=dev.hal.owner=${person.owner}`)

test('without a terminal there is no login, and no question', async () => {
  expect(await person.hal(['login', 'mine'])).toMatchObject({ exitCode: 2 })
  expect(await person.ok('login')).toContain('no login is kept')
})

test('of an agent that has none hal says so', async () => {
  await using terminal = person.terminal(['login', 'cursor'])
  expect(await terminal.exit).toMatchObject({ exitCode: 4 })
  expect(terminal.screen()).toContain("doesn't know how to log in to cursor")
})

test('a login that fails keeps nothing and leaves nothing behind', async () => {
  await using terminal = person.terminal(['login', 'mine'], { columns: 60 })
  await terminal.waitFor('mine waits')
  await terminal.waitFor('&state=end')
  terminal.type('wrong-code\r')
  expect(await terminal.exit).toMatchObject({ exitCode: 4 })
  expect(terminal.screen()).toMatch(/its\s+program\s+ended\s+with\s+status\s+3:\s+Invalid\s+code/)
  expect(await containers()).toBe('')
  expect(await person.ok('login')).toContain('no login is kept')
})

test('one that is interrupted leaves nothing behind', async () => {
  await using terminal = person.terminal(['login', 'mine'])
  await terminal.waitFor('&state=end')
  terminal.type('\x03')
  expect((await terminal.exit).exitCode).toBe(130)
  expect(await containers()).toBe('')
})

const expectNoTrace = async () => {
  expect(await containers()).toBe('')
  expect(keptFiles()).toEqual([])
  expect(await person.ok('login')).toContain('no login is kept')
}

test('the real Claude Code names its page, whole and clickable, and is left without a trace', async () => {
  await using terminal = person.terminal(['login', 'claude'], { columns: 40 })
  await terminal.waitFor('Open this page:', { timeoutMs: 120_000 })
  await terminal.waitFor(/authorize\S+/)
  const [, page = '', shown] =
    /\u001b\]8;;(https:\/\/\S+?)\u001b\\(\S+?)\u001b\]8;;\u001b\\/.exec(terminal.rawOutput()) ?? []
  expect(new URL(page)).toMatchObject({ protocol: 'https:', pathname: '/oauth/authorize' })
  expect(page.length).toBeGreaterThan(60)
  expect(shown).toBe(page)
  terminal.type('\x03')
  expect((await terminal.exit).exitCode).toBe(130)
  await expectNoTrace()
})

test('the real Codex that can’t reach its maker says so, in its own words', async () => {
  // Nobody is there: what hal's proxy is, is the login's, too.
  const env = { HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' }
  await using terminal = person.terminal(['login', 'codex'], { columns: 200, env })
  expect(await terminal.exit).toMatchObject({ exitCode: 4 })
  expect(terminal.screen()).toMatch(
    /codex has no new login: its program ended with status 1: .*error sending request/,
  )
  await expectNoTrace()
})

test('the real OpenCode asks for its provider on its own screen', async () => {
  await using terminal = person.terminal(['login', 'opencode'], { columns: 100 })
  await terminal.waitFor('opencode waits', { timeoutMs: 120_000 })
  terminal.type('\r')
  await terminal.waitFor('Select provider')
  terminal.type('\x02d')
  await terminal.waitFor('opencode waits')
  terminal.type('\x03')
  expect((await terminal.exit).exitCode).toBe(130)
  await expectNoTrace()
})

test('shows the page whole and clickable on a narrow terminal, takes the code, and keeps the login', async () => {
  await using terminal = person.terminal(['login', 'mine'], { columns: 60 })
  await terminal.waitFor('&state=end')
  expect(terminal.rawOutput()).toContain(`\u001b]8;;${page}\u001b\\${page}\u001b]8;;\u001b\\`)
  // The program's own screen is there for whoever wants it.
  terminal.type('\r')
  await terminal.waitFor('Paste the code here')
  terminal.type('\x02d')
  await terminal.waitFor('mine waits')
  const inspected = await docker('inspect', (await containers()).trim())
  expect(inspected).not.toContain('/seen')
  // Of the person's files it sees a workspace that is hal's own, and empty.
  const sources = JSON.parse(inspected)[0].Mounts.map(({ Source }: { Source: string }) => Source)
  expect(sources.filter((path: string) => path.startsWith(person.home))).toEqual([
    expect.stringContaining('/hal/workspaces/'),
  ])
  terminal.type('right-code\r')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(await containers()).toBe('')
  expect(await person.ok('login')).toBe('mine  a login\n')
  const file = join(store(), 'mine/.mine/login.json')
  expect(readFileSync(file, 'utf8')).toBe(`{"refresh":"${token}"}`)
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  for (const folder of ['', 'mine', 'mine/.mine'])
    expect((statSync(join(store(), folder)).mode & 0o777).toString(8)).toBe('700')
  expect(readdirSync(join(store(), 'mine/.mine'))).toEqual(['login.json'])
})

test('workers have it from then on, in memory alone, after a restart too', async () => {
  const bob = await person.start('bob', '--agent', 'mine', '--workspace', 'empty')
  const read = () =>
    docker('exec', `hal-${bob}`, 'sh', '-c', 'readlink ~/.mine/login.json; cat ~/.mine/login.json')
  const seen = async () => {
    while (!(await person.ok('capture', bob, '--window', 'agent')).includes('  -'));
  }
  await seen()
  expect(await read()).toBe(`/run/secrets/login-0\n{"refresh":"${token}"}`)
  await person.ok('restart', bob)
  await seen()
  expect(await read()).toBe(`/run/secrets/login-0\n{"refresh":"${token}"}`)
  expect(await tracesInMounts(`hal-${bob}`, [token])).toEqual([])
  expect(await docker('inspect', `hal-${bob}`)).not.toContain(token)
})

test('a worker that was started without one is named, with what helps', async () => {
  await person.ok('login', 'mine', '--forget')
  const early = await person.start('early', '--agent', 'mine', '--workspace', 'empty')
  await using terminal = person.terminal(['login', 'mine'], { columns: 200 })
  await terminal.waitFor('&state=end')
  terminal.type('right-code\r')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.screen()).toContain(`${early} was started without a login and can’t take it: `)
  expect(terminal.screen()).not.toContain(person.name('bob'))
})

test('a login is forgotten when it is told to be, and a name leads nowhere else', async () => {
  expect(await person.hal(['login', '../hal', '--forget'])).toMatchObject({ exitCode: 5 })
  await person.ok('login', 'mine', '--forget')
  expect(await person.ok('login')).toContain('no login is kept')
  expect(keptFiles()).toEqual([])
})
