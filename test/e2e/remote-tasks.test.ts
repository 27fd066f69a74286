import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { away } from '../rigs/away.ts'
import { bin, list, type Person } from '../rigs/hal.ts'
import { type Served, served } from '../rigs/served.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The real Claude Code on one machine, and who asks it on another.

const stage = stageTasks()
const { goOn, atWork } = stage

const serve = (args: readonly string[] = []) =>
  served(stage.person, {
    args,
    env: { WORKSPACE_DIR: stage.workspace, TASK_IMAGE_CLAUDE: 'debian:bookworm-slim' },
  })
const run = (far: Person, ...args: readonly string[]) =>
  execa(process.execPath, [bin, 'run', ...args, '--agent', 'claude'], {
    ...{ cwd: far.home, env: far.env, extendEnv: false, reject: false, stdin: 'ignore' },
  })

async function withServer(use: (server: Served, far: Person) => Promise<void>): Promise<void> {
  await using server = await serve()
  await using far = away(server)
  await use(server, far)
}

test('runs an agent there, with its answer here, and keeps the task there', () =>
  withServer(async (_, far) => {
    const { stdout, exitCode } = await run(far, 'fix the login')
    expect({ stdout, exitCode }).toEqual({ exitCode: 0, stdout: 'Done: fixed.' })
    expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
    interface Tasks {
      readonly tasks: readonly { readonly id: string; readonly status: string }[]
    }
    const tasks = await far.json<Tasks>('tasks', 'list')
    expect(tasks).toEqual(await stage.person.json<Tasks>('tasks', 'list'))
    const { id = '' } = tasks.tasks.at(-1) ?? {}
    for (const args of [
      ['tasks', 'show', id, '--json'],
      ['tasks', 'logs', id, '--json'],
      ['tasks', 'logs', id],
    ])
      expect([args, await far.hal(args)]).toEqual([args, await stage.person.hal(args)])
    expect(await far.hal(['tasks', 'show', 'nosuch'])).toEqual(
      await stage.person.hal(['tasks', 'show', 'nosuch']),
    )
    expect(await far.hal(['tasks', 'cancel', id])).toEqual(await stage.person.hal(['tasks', 'cancel', id]))
  }))

test('misses nothing, and hears nothing twice, when the server is started again in the middle', async () => {
  const first = await serve()
  await using far = away(first)
  const running = run(far, 'wait for me', '--stream')
  await atWork()
  await first.end('SIGKILL')
  await using _ = await serve(['--port', new URL(first.address).port])
  await goOn()
  const { stdout, exitCode } = await running
  expect(exitCode).toBe(0)
  const events = stdout.split('\n').map((line) => JSON.parse(line) as { number: number; type: string })
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  expect(events.at(-1)).toMatchObject({ type: 'complete', answer: 'It is over.' })
})

test('ctrl-c cancels the task there, and nothing of it is left', () =>
  withServer(async (_, far) => {
    const running = run(far, 'wait for me')
    await atWork()
    running.kill('SIGINT')
    expect((await running).exitCode).toBe(130)
    expect(await far.ok('tasks', 'list')).toContain('cancelled')
    expect(await list(stage.person)).toEqual([])
  }))

test('a task that is let go of goes on there, and can be followed, and done once more', () =>
  withServer(async (_, far) => {
    const { stdout: id, exitCode } = await run(far, 'wait for me', '--detach')
    expect(exitCode).toBe(0)
    await atWork()
    const followed = far.hal(['tasks', 'logs', id, '-f'])
    await goOn()
    expect(await followed).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('It is over.') })
    const again = far.hal(['tasks', 'retry', id, '--timeout', '10m'])
    await goOn()
    expect(await again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('It is over.') })
  }))
