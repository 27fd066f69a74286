import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { containerBudgets } from '../../scripts/lib/container-budgets.ts'
import { buildContainerImages } from '../../scripts/lib/container-images.ts'
import { docker, dockerTry, list, Person } from '../rigs/hal.ts'
import { servedContainer } from '../rigs/served-container.ts'
import { Terminal } from '../rigs/terminal.ts'
import { ensureTestTools } from '../rigs/test-tools.ts'

// hal in a container, on the engine outside: its workers are containers beside it.

const image = `hal-test-parent:${randomBytes(4).toString('hex')}`
const socket = '/var/run/docker.sock'
let person: Person
let sizeBytes: number | undefined

beforeAll(async () => {
  await ensureTestTools()
  ;[sizeBytes] = await buildContainerImages([{ kind: 'parent', tag: image }])
  person = new Person()
}, 900_000)
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await docker('image', 'rm', '--force', image)
})

/** As the docs say, in the person's folder. */
const flags = () => [
  ...['--user', '12345:12345', '--group-add', String(statSync(socket).gid)],
  ...['--volume', `${socket}:${socket}`, '--volume', `${person.home}:${person.home}`],
  ...['--workdir', person.home, '--env', `HAL_OWNER=${person.owner}`],
]
const hal = (...args: readonly string[]) => dockerTry('run', '--rm', ...flags(), image, ...args)

test('a worker that it starts is beside it, on the person’s folder, and seen from within and from outside', async () => {
  expect(await hal('list')).toMatchObject({ exitCode: 0, stderr: '' })
  const name = person.name('ada')
  expect(await hal('start', name, '--image', 'debian:bookworm-slim')).toMatchObject({ exitCode: 0 })
  expect(await hal('send', name, 'id -u | tee made', '--capture')).toMatchObject({
    ...{ exitCode: 0, stdout: '12345' },
  })
  expect(readFileSync(join(person.home, 'made'), 'utf8')).toBe('12345\n')
  expect((await list(person)).map((worker) => [worker.name, worker.workspace])).toEqual([[name, person.home]])

  // Its own command, in a terminal, is the dashboard.
  const args = ['run', '--rm', '--interactive', '--tty', ...flags(), image]
  await using dashboard = new Terminal({ command: 'docker', args })
  await dashboard.waitFor(new RegExp(`${name} +ready`))
  dashboard.type('q')
  expect(await dashboard.exit).toMatchObject({ exitCode: 0 })

  await using server = await servedContainer(image, {
    flags: flags(),
    command: ['serve', '--host', '0.0.0.0'],
  })
  expect(await server.ask('GET', '/ready')).toEqual({ status: 200, body: { status: 'ready' } })
  expect((await server.ask('GET', `/workers/${name}`)).body).toMatchObject({
    worker: { name, phase: 'ready' },
  })
  // What is left there by what has ended is reaped.
  const orphan = (
    await docker('exec', server.name, 'sh', '-c', 'sleep 0.2 > /dev/null 2>&1 & echo $!')
  ).trim()
  await expect
    .poll(async () => (await dockerTry('exec', server.name, 'test', '-e', `/proc/${orphan}`)).exitCode)
    .toBe(1)
  expect(await hal('remove', name, '--force')).toMatchObject({ exitCode: 0 })
  expect(await list(person)).toEqual([])
})

test('is no larger than it may be', () => expect(sizeBytes).toBeLessThanOrEqual(containerBudgets.parent))

test('without the engine’s socket it says what it needs', async () => {
  const ran = await dockerTry('run', '--rm', image, 'list')
  expect(ran).toMatchObject({ exitCode: 3, stdout: '' })
  expect(ran.stderr).toContain('no container engine answers.')
})
