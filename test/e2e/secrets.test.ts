import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { tracesBelow, tracesInEngine, tracesInMounts, watchProcesses } from '../rigs/planted.ts'

// Secrets that no other text in the world has are given to a worker, and looked for wherever they must not be.

const planted = {
  MINE_API_KEY: 'planted-key-c1d0a0b7e54f4c22',
  FROM_VARIABLE: 'planted-variable-87aa3e5d0b1c',
  FROM_FILE: "planted-file-it's `odd` $HOME 5e77",
  FROM_PROGRAM: 'planted-program-0f8d2ab96c41',
}
const secrets = Object.values(planted)

let person: Person
let bob: string
let outputs: string
const begun = new Date()

/** What hal has said all along. */
const hal = async (...args: readonly string[]) => {
  const ran = await person.hal(args)
  outputs += ran.stdout + ran.stderr
  return ran
}
const okay = async (...args: readonly string[]) => {
  const ran = await hal(...args)
  if (ran.exitCode !== 0) throw new Error(`hal ${args.join(' ')} ended with ${ran.exitCode}:\n${ran.stderr}`)
  return ran.stdout
}
const at = (name: string) => join(person.home, 'vault', name)
const keep = (name: string, text: string) => writeFileSync(at(name), `${text}\n`, { mode: 0o600 })

beforeAll(() => {
  outputs = ''
  person = new Person({ FROM_VARIABLE: planted.FROM_VARIABLE })
  person.env['TMPDIR'] = join(person.home, 'tmp')
  bob = person.name('bob')
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  for (const folder of [config, at(''), join(person.home, 'project'), person.env['TMPDIR']])
    mkdirSync(folder, { recursive: true })
  chmodSync(join(person.home, 'project'), 0o777)
  keep('key', planted.MINE_API_KEY)
  keep('file', planted.FROM_FILE)
  keep('program', planted.FROM_PROGRAM)
  const used = '"$FROM_VARIABLE$FROM_FILE$FROM_PROGRAM$MINE_API_KEY"'
  writeFileSync(
    join(config, 'config.json'),
    JSON.stringify({
      agents: {
        // It uses what it was given, and then lives on as programs do: with it in its memory and environment.
        mine: {
          command: ['sh', '-c', `printf 'used %s' ${used} | sha256sum; exec sleep infinity`],
          apiKey: { file: at('key') },
        },
      },
      secrets: {
        FROM_VARIABLE: { env: 'FROM_VARIABLE' },
        FROM_FILE: { file: at('file') },
        FROM_PROGRAM: { exec: ['cat', at('program')] },
      },
      workspace: join(person.home, 'project'),
    }),
  )
})
afterAll(() => person[Symbol.asyncDispose]())

const usedDigest = () =>
  createHash('sha256')
    .update(`used ${planted.FROM_VARIABLE}${planted.FROM_FILE}${planted.FROM_PROGRAM}${planted.MINE_API_KEY}`)
    .digest('hex')

/** On its screen, once it has. */
async function showsThatItUsedThem(): Promise<void> {
  while (!(await okay('capture', bob, '--window', 'agent')).includes(usedDigest()));
}

test('a worker gets its secrets, and no process on the way shows them', async () => {
  // The person's own variable is in the environment of what the person runs.
  const strangers = secrets.filter((secret) => secret !== planted.FROM_VARIABLE)
  const watch = watchProcesses(strangers)
  await using _ = watch
  await okay('start', bob, '--agent', 'mine', '--image', 'debian:bookworm-slim')
  expect([...watch.found]).toEqual([])
  expect([...watch.seen].some((program) => program.includes(`start ${bob}`))).toBe(true)
  await showsThatItUsedThem()
})

test('they are the worker’s alone, and in memory', async () => {
  const said = await docker(
    ...[
      'exec',
      `hal-${bob}`,
      'sh',
      '-c',
      'stat -c "%a %n" /run/secrets/* | sort; stat -f -c %T /run/secrets',
    ],
  )
  expect(said.trim().split('\n')).toEqual([
    ...Object.keys(planted)
      .toSorted((a, b) => (a < b ? -1 : 1))
      .map((name) => `600 /run/secrets/${name}`),
    'tmpfs',
  ])
})

test('no command says them', async () => {
  for (const args of [
    ['list'],
    ['list', '--json'],
    ['inspect', bob],
    ['inspect', bob, '--json'],
    ['logs', bob],
    ['capture', bob, '--window', 'agent', '--lines', '100'],
    ['health', bob],
    ['windows', bob],
    ['config', 'show', '--origin'],
    ['config', 'show', '--json'],
    ['doctor'],
  ])
    await hal(...args)
  await using dashboard = person.terminal(['workers', 'dashboard'])
  await dashboard.waitFor(bob)
  dashboard.type('7')
  await dashboard.waitFor('HAL_WORKER')
  dashboard.type('\x1bq')
  outputs += dashboard.rawOutput()
  expect(outputs).toContain('FROM_PROGRAM')
  expect(secrets.filter((secret) => outputs.includes(secret))).toEqual([])
})

test('a restart brings them again, and a mistake of hal’s own in the middle of it tells nobody', async () => {
  // Thrown at the very moment at which hal has them in its hand.
  const slip = join(person.home, 'slip.mjs')
  writeFileSync(
    slip,
    `import { Socket } from 'node:net'
     const { write } = Socket.prototype
     Socket.prototype.write = function (chunk, ...rest) {
       if (String(chunk).includes('FROM_PROGRAM') && String(chunk).includes('printf')) throw new Error('a slip')
       return write.call(this, chunk, ...rest)
     }`,
  )
  const slipped = await person.hal(['restart', bob], { env: { NODE_OPTIONS: `--import=${slip}` } })
  outputs += slipped.stdout + slipped.stderr
  expect(slipped).toMatchObject({ exitCode: 70 })
  const report = /saved to (\S+);/.exec(slipped.stderr)?.[1] ?? ''
  const text = readFileSync(report, 'utf8')
  expect(text).toContain('a slip')
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])

  await okay('restart', bob)
  await showsThatItUsedThem()
})

test('the engine doesn’t know them, nor does any file outside of the worker’s memory', async () => {
  await docker('exec', `hal-${bob}`, 'sh', '-c', 'echo it-was-here > /run/hal/probe')
  expect(await tracesInMounts(`hal-${bob}`, ['it-was-here'])).toEqual(['/mounts/run/hal/probe'])
  expect(await tracesInMounts(`hal-${bob}`, secrets)).toEqual([])
  expect(await tracesInEngine(`hal-${bob}`, secrets, begun)).toEqual([])
  expect(await tracesInEngine(`hal-${bob}`, ['HAL_AGENT=mine'], begun)).toContain('inspect')
  const inVault = tracesBelow(person.home, secrets)
  expect(inVault.filter((path) => !path.startsWith(at('')))).toEqual([])
  expect(inVault).toHaveLength(3)
  expect(secrets.filter((secret) => outputs.includes(secret))).toEqual([])
})

describe('a secret that can’t be read', () => {
  const broken: Readonly<Record<string, readonly [object, string]>> = {
    'is not set': [{ env: 'NOT_SET_ANYWHERE' }, '$NOT_SET_ANYWHERE: it is not set'],
    'is in no file': [{ file: '/none/such' }, '/none/such: there is no such file'],
    'comes from a program that fails': [
      { exec: ['sh', '-c', `echo ${planted.FROM_PROGRAM}; exit 3`] },
      'it ended with 3',
    ],
    'comes from no program': [{ exec: ['no-such-program-anywhere'] }, 'there is no such program'],
    'is empty': [{ exec: ['true'] }, 'there is nothing in it'],
  }
  test.each(Object.entries(broken))(
    'because it %s keeps a worker from starting',
    async (_, [source, words]) => {
      const own = join(person.home, 'other-home')
      rmSync(own, { recursive: true, force: true })
      mkdirSync(join(own, '.config/hal'), { recursive: true })
      writeFileSync(join(own, '.config/hal/config.json'), JSON.stringify({ secrets: { TOKEN: source } }))
      const name = person.name('never')
      const ran = await person.hal(['start', name, '--image', 'debian:bookworm-slim'], { env: { HOME: own } })
      expect(ran).toMatchObject({ exitCode: 4 })
      expect(ran.stderr).toContain(`TOKEN can't be read from `)
      expect(ran.stderr).toContain(words)
      expect(await docker('ps', '-aq', '--filter', `name=hal-${name}`)).toBe('')
    },
  )
})
