import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { containerBudgets } from '../../scripts/lib/container-budgets.ts'
import { buildContainerImages } from '../../scripts/lib/container-images.ts'
import { onBareMachine } from '../rigs/bare-machine.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
import { logOf } from '../rigs/served.ts'
import { type Sidecar, sidecar } from '../rigs/served-container.ts'

// hal's server in a container of its own, whose workers are processes of it.

const image = `hal-test-server:${randomBytes(4).toString('hex')}`
let server: Sidecar
let sizeBytes: number | undefined

beforeAll(async () => {
  ;[sizeBytes] = await buildContainerImages([{ kind: 'server', tag: image }])
  server = await sidecar(image, {})
}, 900_000)
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await docker('image', 'rm', '--force', image)
})

/** Its init and the server: what is there when nobody works. */
const atRest = async () => expect.poll(server.processes).toHaveLength(2)

describe('the server’s image', () => {
  test('is healthy and ready, as any user, with nothing to write but its volumes', async () => {
    expect(await server.ask('GET', '/ready')).toEqual({ status: 200, body: { status: 'ready' } })
    const health = () => docker('inspect', '--format', '{{.State.Health.Status}}', server.name)
    await expect.poll(health).toBe('healthy')
  })

  test('is no larger than it may be', () => expect(sizeBytes).toBeLessThanOrEqual(containerBudgets.server))

  test('says at its start that nothing keeps its agents apart', async () => {
    const { stderr } = await dockerTry('logs', server.name)
    expect(logOf(stderr)).toContainEqual(
      expect.objectContaining({
        ...{ level: 'warn', message: 'engine' },
        warning: expect.stringContaining('nothing keeps them apart'),
      }),
    )
  })

  test('is not ready where it can’t write the workspace', async () => {
    await using closed = await sidecar(image, { mode: 0o555 })
    expect(await closed.ask('GET', '/ready')).toMatchObject({
      status: 503,
      body: { status: 'not ready', error: 'workspace not accessible' },
    })
  })
})

test('workers with terminals are there as well, and come back', async () => {
  const hal = (...args: readonly string[]) => dockerTry('exec', server.name, 'hal', ...args)
  expect(await hal('start', 'ada')).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await hal('start', 'lin', '--workspace', 'empty')).toMatchObject({ exitCode: 0, stderr: '' })
  const capture = (name: string, text: string) => hal('send', name, text, '--capture')
  expect(await capture('ada', 'for one in 1 2; do\n  echo $one\ndone; (exit 3)')).toMatchObject({
    ...{ exitCode: 3, stdout: '1\n2' },
  })
  expect((await capture('ada', 'pwd')).stdout).toBe('/workspace')
  expect((await capture('lin', 'pwd; echo $HOME')).stdout).not.toMatch(/^\/workspace/)
  expect(await hal('freeze', 'ada')).toMatchObject({ exitCode: 0 })
  expect(await hal('thaw', 'ada')).toMatchObject({ exitCode: 0 })
  for (const verb of ['stop', 'start']) expect(await hal(verb, 'ada')).toMatchObject({ exitCode: 0 })
  expect((await capture('ada', 'echo again')).stdout).toBe('again')
  expect((await server.ask('GET', '/workers')).body.workers).toHaveLength(2)
  const doctor = await hal('doctor')
  expect(doctor).toMatchObject({ exitCode: 0 })
  expect(doctor.stdout).toMatch(/✓ tools +those that came with this machine/)
  expect(await hal('remove', '--all', '--force')).toMatchObject({ exitCode: 0 })
  await atRest()
})

test('workers are no processes of a machine that is no container, unless somebody wants it', async () => {
  await using person = new Person()
  for (const command of ['list', 'serve']) {
    const ran = await person.hal(['--engine', 'process', command], { within: onBareMachine })
    expect(ran).toMatchObject({ exitCode: 3, stdout: '' })
    expect(ran.stderr).toContain('this machine is no container')
  }
  const wanted = (command: string) =>
    person.hal(['--engine', 'process', '--unsafe-no-isolation', command], { within: onBareMachine })
  expect(await wanted('list')).toMatchObject({ exitCode: 0 })
  const doctor = await wanted('doctor')
  expect(doctor).toMatchObject({ exitCode: 1 })
  expect(doctor.stdout).toMatch(/✗ tools +hal’s tools are not at \/tools/)
})
