import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { away } from '../rigs/away.ts'
import { bin, list, Person, type Ran, type WorkerJson } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'
import { startAgent } from '../rigs/scripted-agent.ts'
import { type Served, served } from '../rigs/served.ts'

// Two machines: the one of `person` has the engine and a server, `far` has nothing but that server's address.

let person: Person
let server: Served
let far: Person
let name: string

beforeAll(async () => {
  person = new Person()
  name = await person.start('ada', '--workspace', 'empty')
  server = await served(person)
  far = away(server)
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await far[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

/** The same words here and there, and the same exit code. */
const sameOnBoth = async (...args: readonly string[]): Promise<Ran> => {
  const there = await person.hal(args)
  expect(await far.hal(args)).toEqual(there)
  return there
}

test('lists and inspects the fleet of another machine, in the words of that machine', async () => {
  expect(await list(far)).toEqual(await list(person))
  expect((await list(far)).map((worker) => worker.name)).toEqual([name])
  const inspect = (who: Person) => who.json<{ worker: WorkerJson }>('inspect', name.slice(0, -1))
  expect(await inspect(far)).toEqual(await inspect(person))
  await sameOnBoth('list', '--filter', 'state=frozen')
  expect(await sameOnBoth('list', '--filter', 'stat=frozen')).toMatchObject({ exitCode: 2 })
  await sameOnBoth('windows', name, '--json')
})

test.each([
  [['inspect', 'nobody'], 5],
  [['send', 'nobody', 'ls'], 5],
  [['send', 'nobody', 'ls', '--capture'], 125],
  [['capture', 'nobody'], 5],
  [['capture', 'ada', '--window', 'none'], 5],
  [['stop', 'nobody'], 5],
  [['freeze', 'nobody', '--json'], 5],
  [['explain', 'nobody'], 5],
  [['inspect', '..'], 2],
  [['send', '..', 'ls'], 2],
  [['capture', ''], 2],
  [['stop', '..'], 2],
  [['wait', 'nobody'], 5],
  [['rm', 'ada'], 1],
  [['send', 'ada', '--keys', 'Entr'], 2],
  [['send', 'ada', 'echo "', '--capture'], 125],
] as const)('refuses %j as it is refused there', async (args, exitCode) => {
  expect(await sameOnBoth(...args)).toMatchObject({ exitCode })
})

test('runs a command there: its very bytes, and its exit code', async () => {
  const bytes = await execa(
    process.execPath,
    [bin, 'send', name, "printf 'a\\377\\000b\\n'; exit_with() { return 7; }; exit_with", '--capture'],
    { cwd: far.home, env: far.env, extendEnv: false, reject: false, encoding: 'buffer' },
  )
  expect(bytes.exitCode).toBe(7)
  expect(Buffer.from(bytes.stdout)).toEqual(Buffer.from([97, 255, 0, 98, 10].slice(0, 4)))
  await sameOnBoth('send', name, 'echo żółw; ls /nowhere', '--capture')
})

test('tells what a command has printed that is not done in time, and interrupts it', async () => {
  const late = await far.hal(['send', name, 'echo begun; sleep 1000', '--capture', '--timeout', '1s'])
  expect(late).toMatchObject({ exitCode: 124, stdout: 'begun\n' })
  expect(late.stderr).toMatch(/^hal: still running after /)
  expect((await far.hal(['send', name, 'ls', '--capture'])).stderr).toContain('sleep')
  await far.ok('send', name, '--keys', 'C-c')
  await expect.poll(() => far.ok('capture', name, '--lines', '50')).toContain('^C')
  expect(await far.ok('send', name, 'echo free', '--capture')).toBe('free\n')
})

test('ctrl-c lets a command run on there, and says so', async () => {
  const sending = execa(process.execPath, [bin, 'send', name, 'sleep 1000', '--capture'], {
    ...{ cwd: far.home, env: far.env, extendEnv: false, reject: false },
  })
  await expect.poll(() => far.ok('windows', name)).toContain('sleep')
  sending.kill('SIGINT')
  expect(await sending).toMatchObject({
    exitCode: 130,
    stderr: expect.stringContaining('no longer waiting. The command runs on.'),
  })
  expect(await far.ok('windows', name)).toContain('sleep')
  await far.ok('send', name, '--keys', 'C-c')
  expect(await far.ok('send', name, 'echo free', '--capture')).toBe('free\n')
})

test('types, and shows what came of it', async () => {
  await far.ok('send', name, 'clear; printf "\\033[31mred\\033[m words\\n"')
  await expect.poll(() => far.ok('capture', name)).toContain('red words')
  expect(await far.ok('capture', name, '--ansi')).toContain('\x1b[31mred')
  await sameOnBoth('capture', name, '--ansi')
})

test('starts, freezes, stops, starts again and removes a worker there', async () => {
  const lin = person.name('lin')
  const started = await far.ok('start', lin, '--image', 'debian:bookworm-slim', '--workspace', 'empty')
  expect(started).toMatch(new RegExp(`^✓ ${lin}   ready in `))
  expect(await far.ok('start', lin)).toMatch(new RegExp(`^✓ ${lin}   ran already `))
  expect(await far.ok('freeze', lin)).toMatch(new RegExp(`^✓ ${lin}   frozen in `))
  expect(await far.ok('freeze', lin)).toBe(`· ${lin}   nothing to do: frozen already\n`)
  await sameOnBoth('send', lin, 'ls')
  expect(await far.ok('thaw', lin)).toMatch(/thawed in/)
  expect(await far.ok('stop', lin, '--grace', '1s')).toMatch(/stopped in/)
  expect((await list(far)).find((worker) => worker.name === lin)).toMatchObject({ phase: 'exited' })
  expect(await far.ok('restart', lin)).toMatch(/back in/)
  expect(await far.hal(['rm', lin])).toMatchObject({ exitCode: 1 })
  expect(await far.ok('rm', lin, '--force')).toMatch(/removed in/)
  expect((await list(person)).map((worker) => worker.name)).toEqual([name])
})

test('keeps work that is nowhere else, unless it may be lost', async () => {
  const repository = await Repository.make(person, 'kept')
  const kit = await repository.start('kit', '--branch', 'kit')
  await far.ok('send', kit, 'echo new > new.txt', '--capture')
  const kept = await sameOnBoth('rm', kit)
  expect(kept).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('not committed: new.txt') })
  const removed = await far.hal(['rm', kit, '--force'])
  expect(removed).toMatchObject({ exitCode: 0, stderr: expect.stringContaining('not committed: new.txt') })
})

test('reads what a worker printed, all of it or its end, and what it goes on to print', async () => {
  const lou = await person.start('lou', '--workspace', 'empty')
  await far.ok('send', lou, 'for n in 1 2 3; do echo "line $n"; done', '--capture')
  expect((await sameOnBoth('logs', lou)).stdout).toContain('line 1\nline 2\nline 3\n')
  await sameOnBoth('logs', lou, '--raw')
  expect((await sameOnBoth('logs', lou, '-n', '2')).stdout).toMatch(/^line 3\n.*\$ *\n?$/)
  expect(await sameOnBoth('logs', lou, '--window', 'none')).toMatchObject({ exitCode: 5 })
  await using terminal = far.terminal(['logs', lou, '--follow'])
  await terminal.waitFor('line 3')
  await far.ok('send', lou, 'echo the last', '--capture')
  await terminal.waitFor(/^the last$/m)
  await far.ok('stop', lou)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  await sameOnBoth('logs', lou)
  await far.ok('rm', lou)
})

test('shows what a worker changed, and whether its tmux answers', async () => {
  const repository = await Repository.make(person, 'changed')
  const dot = await repository.start('dot', '--branch', 'dot')
  await far.ok('send', dot, 'echo "new żółw" > new.txt; printf "\\377" > bytes', '--capture')
  expect((await sameOnBoth('diff', dot)).stdout).toContain('+new żółw')
  expect((await sameOnBoth('diff', dot, '--stat')).stdout).toContain('2 files changed')
  await sameOnBoth('diff', dot, '--json')
  await sameOnBoth('diff', name)
  interface Healths {
    readonly workers: readonly { readonly name: string; readonly tmux: string }[]
  }
  const health = await far.json<Healths>('health', dot, name.slice(0, -1), dot)
  expect(health).toMatchObject({ workers: [{ name }, { name: dot }] })
  expect((await far.hal(['health', dot])).stdout).toMatch(new RegExp(`^${dot} +ready +answers`, 'm'))
  expect(await sameOnBoth('health', 'nobody')).toMatchObject({ exitCode: 5 })
  await far.ok('rm', dot, '--force')
})

test('gives an agent a prompt, explains its state, waits for it, and brings its answer', async () => {
  const kay = await startAgent(person, 'kay')
  const { worker } = await far.json<{ worker: WorkerJson }>('explain', kay)
  expect(worker).toMatchObject({ name: kay, activity: 'idle' })
  await far.ok('send', kay, 'fix the login test')
  expect(await far.ok('wait', kay, '--until', 'waiting')).toMatch(new RegExp(`^${kay}  waiting  after `))
  expect(await far.ok('list')).toMatch(new RegExp(`${kay} +waiting .*Do you want to run pytest\\?`))
  const text = (who: Person) => who.ok('explain', kay)
  expect((await text(far)).replaceAll(/\d+s/g, 'N')).toBe((await text(person)).replaceAll(/\d+s/g, 'N'))
  const late = await far.hal(['wait', kay, '--until', 'limited', '--timeout', '1s'])
  expect(late).toMatchObject({ exitCode: 124 })
  await far.ok('rm', kay, '--force')
})

test('images are those of the server, and are looked at from anywhere', async () => {
  await sameOnBoth('images', 'list')
  await sameOnBoth('images', 'graph')
  await sameOnBoth('profiles', 'show', 'base')
  expect(await sameOnBoth('profiles', 'show', 'pyhton')).toMatchObject({ exitCode: 5 })
  const images = (who: Person) => who.json<{ images: readonly object[] }>('images', 'list')
  expect(await images(far)).toEqual(await images(person))
})

test.each([
  [['build-profiles', 'base'], 'what needs the engine itself'],
  [['prune', '--force'], 'pruning workers'],
  [['login', 'claude'], 'logging in to an agent’s maker'],
  [['start', '--root'], 'starting a worker as root'],
] as const)('%j can only be done there, and says so', async (args, what) => {
  const refused = await far.hal(args)
  expect(refused).toMatchObject({ exitCode: 2 })
  expect(refused.stderr).toBe(
    `hal: ${what} can’t be done from here: it needs the machine of the server at ${server.address}.\n     Run the command there, without --url.\n`,
  )
})

test('the address may be typed; an engine that is typed is one of this machine', async () => {
  const nobody = new Person({ DOCKER_HOST: far.env['DOCKER_HOST'] ?? '' })
  expect(await nobody.hal(['list'])).toMatchObject({ exitCode: 3 })
  expect(await nobody.ok('--url', server.address, 'list')).toContain(name)
  expect(await far.hal(['--engine', 'unix:///nowhere', 'list'])).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('no container engine answers'),
  })
  const wrong = await nobody.hal(['--url', 'fleet.example.com', 'list'])
  expect(wrong).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('the address of a server') })
  await nobody[Symbol.asyncDispose]()
})

test('a project’s config can send nobody to another server', async () => {
  const project = join(far.home, 'project')
  mkdirSync(project)
  writeFileSync(join(project, '.halrc.json'), JSON.stringify({ url: 'https://elsewhere.example.com' }))
  const refused = await far.hal(['list'], { cwd: project })
  expect(refused).toMatchObject({ exitCode: 4, stderr: expect.stringContaining('url') })
})

const secretWords = 'a-secret-of-many-characters'
const secretFile = (name: string, text = secretWords, mode = 0o600): string => {
  const file = join(far.home, name)
  writeFileSync(file, text, { mode })
  return file
}

test('a server that wants a secret lets in who has it in a file', async () => {
  const right = secretFile('right')
  await using guarded = await served(person, { args: ['--shared-secret-file', right] })
  const ask = (...args: readonly string[]) => far.hal(['--url', guarded.address, ...args, 'list'])
  expect(await ask('--secret-file', right)).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining(name),
  })
  const refused = async (sentence: string, ...args: readonly string[]) =>
    expect(await ask(...args)).toMatchObject({
      ...{ exitCode: 4, stdout: '', stderr: expect.stringContaining(sentence) },
    })
  await refused('none is set')
  await refused(
    'doesn’t take this secret',
    '--secret-file',
    secretFile('wrong', 'another-of-many-characters'),
  )
  await refused('there is no such file', '--secret-file', join(far.home, 'none'))
  const open = secretFile('open', secretWords, 0o644)
  await refused(`others on this machine can open ${open}`, '--secret-file', open)
  const served_ = await person.hal(['serve', '--port', '0', '--shared-secret-file', open])
  expect(served_).toMatchObject({ exitCode: 4, stdout: '', stderr: expect.stringContaining('chmod 600') })
})

test('a secret goes to another machine in the clear only where the person’s own config lets it', async () => {
  const args = ['--url', 'http://no-such-host.invalid', '--secret-file', secretFile('own'), 'list']
  expect(await far.hal(args)).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('the secret would go to http://no-such-host.invalid in the clear'),
  })
  const allowed = await far.hal(args, { env: { HAL_ALLOW_PLAIN_HTTP: 'yes' } })
  expect(allowed).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('its name is not known here'),
  })
})

test('a secret that can’t be read stops neither doctor nor completion', async () => {
  const env = { HAL_SECRET_FILE: join(far.home, 'none') }
  const doctor = await far.hal(['doctor'], { env })
  expect(doctor.exitCode).toBe(1)
  expect(doctor.stdout).toMatch(/server .*the shared secret in .* is of no use: there is no such file/)
  expect(doctor.stdout).toContain('uid ')
  expect(await far.hal(['__complete', 'workers'], { env })).toEqual({ stdout: '', stderr: '', exitCode: 0 })
})

test('the worker that was attached to last is another one on each server', async () => {
  const seat = await person.start('seat')
  const attach = async (...args: readonly string[]) => {
    await using terminal = far.terminal([...args])
    await terminal.waitFor(/\$ $/m)
    terminal.type('\x02d')
    await terminal.exit
    return terminal.screen()
  }
  await using other = await served(person)
  expect(await attach('attach', seat)).toContain(`detached from ${seat}`)
  await using nothing = far.terminal(['--url', other.address, 'attach', '-'])
  await nothing.waitFor('no worker was attached to yet')
  expect(await attach('--url', other.address, 'attach', name)).toContain(`detached from ${name}`)
  expect(await attach('attach', '-')).toContain(`detached from ${seat}`)
  expect(await attach('--url', other.address, 'attach', '-')).toContain(`detached from ${name}`)
  await far.ok('rm', seat, '--force')
})
