import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { tracesBelow, tracesInEngine, tracesInMounts, watchProcesses } from '../rigs/planted.ts'
import { startTokenEndpoint, type TokenEndpoint } from '../rigs/token-endpoint.ts'

// A maker whose refresh tokens are good for one use, and eight workers that share a login of it. claude's own program is not in play.

let person: Person
let maker: TokenEndpoint
let outputs = ''
const begun = new Date()
let workers: readonly string[]

const hal = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const ran = await person.hal(args, { env })
  outputs += ran.stdout + ran.stderr
  return ran
}
const okay = async (...args: readonly string[]) => {
  const ran = await hal(args)
  if (ran.exitCode !== 0) throw new Error(`hal ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.stderr}`)
  return ran.stdout
}

const kept = () => join(person.env['HOME'] ?? '', '.local/share/hal/logins/claude/.claude/.credentials.json')
const inStore = () => JSON.parse(readFileSync(kept(), 'utf8')).claudeAiOauth
const keep = (expiresInMs: number) => {
  mkdirSync(dirname(kept()), { recursive: true, mode: 0o700 })
  const { access: accessToken, refresh: refreshToken } = maker.newest
  const expiresAt = Date.now() + expiresInMs
  const claudeAiOauth = {
    accessToken,
    refreshToken,
    expiresAt,
    scopes: ['user:inference'],
    accountUuid: 'me',
  }
  writeFileSync(kept(), JSON.stringify({ claudeAiOauth }), { mode: 0o600 })
}
const inWorker = (name: string, script: string) => docker('exec', `hal-${name}`, 'sh', '-c', script)
const fileOf = async (name: string) => JSON.parse(await inWorker(name, 'cat ~/.claude/.credentials.json'))
const accessOf = async (name: string) => (await fileOf(name)).claudeAiOauth.accessToken
const accessOfAll = async () => [...new Set(await Promise.all(workers.map(accessOf)))]
const nearItsEnd = 60_000
const farFromIt = 8 * 3_600_000

beforeAll(async () => {
  person = new Person()
  maker = await startTokenEndpoint(person.tag)
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  const claude = { command: ['sh', '-c', 'exec sleep infinity'], tokenUrl: maker.address }
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents: { claude } }))
  keep(farFromIt)
  const first = person.name('eve')
  workers = [first, ...Array.from({ length: 7 }, (_, index) => `${first}-${index + 2}`)]
  const started = await person.json<{ readonly workers?: unknown }>(
    ...['start', first, '--count', '8', '--agent', 'claude', '--image', 'debian:bookworm-slim'],
    ...['--workspace', 'empty'],
  )
  outputs += JSON.stringify(started)
  workers = (await docker('ps', '--filter', `label=dev.hal.owner=${person.owner}`, '--format', '{{.Names}}'))
    .trim()
    .split('\n')
    .map((name) => name.replace(/^hal-/, ''))
    .toSorted()
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await maker[Symbol.asyncDispose]()
})

test('eight workers share a login, and none of them could renew it', async () => {
  expect(workers).toHaveLength(8)
  for (const name of workers)
    expect((await fileOf(name)).claudeAiOauth).toEqual({ ...inStore(), refreshToken: null })
  expect(maker.brought).toEqual([])
  expect(await okay('login')).toMatch(/claude +a login, good for 7h, then renewed/)
  expect(await okay('agents', 'list')).toContain('a login, good for 7h, then renewed')
})

test('a renewal reaches all of them, and no process on the way shows it', async () => {
  const watch = watchProcesses([maker.newest.refresh, maker.newest.access, 'planted-'])
  await using _ = watch
  const said = await okay('login', 'claude', '--renew')
  expect([...watch.found]).toEqual([])
  expect(said).toContain('claude, renewed: a login, good for 7h, then renewed')
  for (const name of workers) expect(said).toContain(name)
  expect(await accessOfAll()).toEqual([maker.newest.access])
  expect(inStore()).toMatchObject({
    refreshToken: maker.newest.refresh,
    scopes: ['user:inference', 'user:profile'],
  })
  expect(await inWorker(workers[0] ?? '', 'readlink ~/.claude/.credentials.json; ls -A /run/secrets')).toBe(
    '/run/secrets/login-0\n.all\nlogin-0',
  )
  expect(await inWorker(workers[0] ?? '', 'stat -c %a /run/secrets/login-0')).toBe('600')
})

test('near its end it is renewed once, however many hals see to it', async () => {
  keep(nearItsEnd)
  const before = maker.brought.length
  const [one = '', other = ''] = workers
  await Promise.all([
    ...[okay('login', '--renew'), okay('login', '--renew'), okay('restart', one), okay('restart', other)],
    okay(
      'start',
      person.name('late'),
      '--agent',
      'claude',
      '--image',
      'debian:bookworm-slim',
      '--workspace',
      'empty',
    ),
  ])
  workers = [...workers, person.name('late')]
  expect(maker.brought.length - before).toBe(1)
  expect(await accessOfAll()).toEqual([maker.newest.access])
})

test('hals that are told to renew it at once take turns, and no token is spent twice', async () => {
  const before = maker.brought.length
  await Promise.all([1, 2, 3].map(() => okay('login', 'claude', '--renew')))
  expect(maker.brought.length - before).toBe(3)
  expect(new Set(maker.brought).size).toBe(maker.brought.length)
  expect(maker.isRevoked).toBe(false)
  expect(await accessOfAll()).toEqual([maker.newest.access])
})

test('a hal that is killed before it has handed a new token over loses nothing, and stands in nobody’s way', async () => {
  const slip = join(person.home, 'slip.mjs')
  writeFileSync(
    slip,
    `import { Socket } from 'node:net'
     const { write } = Socket.prototype
     Socket.prototype.write = function (chunk, ...rest) {
       if (String(chunk).includes('mv -f')) process.kill(process.pid, 'SIGKILL')
       return write.call(this, chunk, ...rest)
     }`,
  )
  const old = maker.newest.access
  const killed = await hal(['login', 'claude', '--renew'], { NODE_OPTIONS: `--import=${slip}` })
  expect(killed.exitCode).toBeUndefined()
  expect(inStore().refreshToken).toBe(maker.newest.refresh)
  expect(await accessOfAll()).toEqual([old])
  const before = maker.brought.length
  await okay('restart', workers[0] ?? '')
  expect(await accessOfAll()).toEqual([maker.newest.access])
  expect(maker.brought.length).toBe(before)
})

test('a login of a worker’s own stays, and what its program keeps beside hal’s login, too', async () => {
  const [own = '', moved = '', frozen = ''] = workers
  await inWorker(
    own,
    `echo '{"claudeAiOauth":{"accessToken":"own","refreshToken":"own"}}' > ~/.claude/.credentials.json`,
  )
  await inWorker(
    moved,
    'cd ~/.claude && { printf "{\\"mcpOAuth\\":1,"; tail -c +2 .credentials.json; } > new && mv new .credentials.json',
  )
  await okay('freeze', frozen)
  const said = await okay('login', 'claude', '--renew')
  expect(said).toContain(`${own} keeps its own login of claude`)
  expect(said).toContain(`${frozen} could not take it`)
  expect(await accessOf(own)).toBe('own')
  expect(await fileOf(moved)).toMatchObject({
    mcpOAuth: 1,
    claudeAiOauth: { accessToken: maker.newest.access },
  })
  await okay('thaw', frozen)
  expect(await accessOf(frozen)).toBe(maker.newest.access)
  await okay('restart', own)
  expect(await accessOfAll()).toEqual([maker.newest.access])
})

test('while dashboards are open, it is renewed, once', async () => {
  keep(nearItsEnd)
  const before = maker.brought.length
  await using one = person.terminal(['workers', 'dashboard'])
  await using other = person.terminal(['workers', 'dashboard'])
  while ((await accessOfAll()).join() !== maker.newest.access || maker.brought.length === before);
  expect(maker.brought.length - before).toBe(1)
  for (const dashboard of [one, other]) {
    await dashboard.waitFor(workers[0] ?? '')
    dashboard.type('q')
    expect(await dashboard.exit).toMatchObject({ exitCode: 0 })
    outputs += dashboard.rawOutput()
  }
})

test('an answer for another account is not taken', async () => {
  maker.behave = 'for-another'
  const before = readFileSync(kept(), 'utf8')
  const ran = await hal(['login', 'claude', '--renew'])
  maker.behave = 'well'
  expect(ran).toMatchObject({ exitCode: 4 })
  expect(ran.stderr).toContain('another account answered')
  expect(readFileSync(kept(), 'utf8')).toBe(before)
  keep(farFromIt)
})

test('a maker that fails is said, and harms no login that is still good', async () => {
  maker.behave = 'fails'
  const ran = await hal(['login', 'claude', '--renew'])
  expect(ran).toMatchObject({ exitCode: 4 })
  expect(ran.stderr).toContain('could not be renewed: its maker answers 500')
  keep(nearItsEnd)
  await okay('restart', workers[0] ?? '')
  maker.behave = 'well'
  expect(inStore().refreshToken).toBe(maker.newest.refresh)
})

test('nobody and nothing else has seen a token', async () => {
  const tokens = maker.given
  expect(tokens.length).toBeGreaterThan(10)
  expect(tokens.filter((token) => outputs.includes(token))).toEqual([])
  expect(await tracesInEngine(`hal-${workers[0]}`, tokens, begun)).toEqual([])
  expect(await tracesInMounts(`hal-${workers[2]}`, tokens)).toEqual([])
  const files = tracesBelow(person.home, tokens)
  expect(files).toEqual([kept()])
})

test('a login that is over is said to be, is asked for no more, and starts nothing', async () => {
  keep(nearItsEnd)
  writeFileSync(kept(), readFileSync(kept(), 'utf8').replace(maker.newest.refresh, 'a-spent-one'))
  const before = maker.brought.length
  for (const args of [
    ['login', 'claude', '--renew'],
    ['restart', workers[0] ?? ''],
  ]) {
    const ran = await hal(args)
    expect(ran.exitCode).not.toBe(0)
    expect(ran.stderr).toContain("claude's login is over: its maker takes it no more")
    expect(ran.stderr).toContain('`hal login claude` makes a new one')
  }
  const name = person.name('never')
  const never = await hal([
    'start',
    name,
    '--agent',
    'claude',
    '--image',
    'debian:bookworm-slim',
    '--workspace',
    'empty',
  ])
  expect(never).toMatchObject({ exitCode: 4 })
  expect(await docker('ps', '-aq', '--filter', `name=hal-${name}`)).toBe('')
  expect(maker.brought.length - before).toBe(1)
  expect(await okay('login')).toMatch(/claude +a login that is over/)
  await using dashboard = person.terminal(['workers', 'dashboard'])
  await dashboard.waitFor("claude's login is over")
})
