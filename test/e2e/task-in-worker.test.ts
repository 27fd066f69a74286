import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createClient } from '../../src/client/client.ts'
import { docker, list } from '../rigs/hal.ts'
import { served } from '../rigs/served.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The real Claude Code, without a terminal in a worker in whose terminal it is, too, against a model that follows a script.

let ada: string
let count = 0
const stage = stageTasks()
const { goOn, atWork } = stage
beforeEach(async () => {
  ada = await stage.person.start(`ada-${++count}`, '--agent', 'claude', '--workspace', stage.workspace)
})
// It is as it was, and nothing else was started.
afterEach(async () => {
  await expect.poll(guests).toEqual([])
  await expect.poll(() => list(stage.person)).toMatchObject([{ name: ada }])
  await stage.person.ok('rm', '--force', ada)
})

/** What runs in the worker. */
const processes = async () => (await docker('top', `hal-${ada}`, '-o', 'pid,args')).split('\n')
/** Of these, what is of tasks: keepers of their agents, and their agents. */
const guests = async () => (await processes()).filter((line) => /hal-run|--print|cat pipe/.test(line))
const run = (prompt: string, ...more: readonly string[]) =>
  stage.person.hal(['run', prompt, '--worker', ada, ...more])
const refused = async (...more: readonly string[]) => {
  const { exitCode, stdout, stderr } = await run('fix the login', ...more)
  expect({ exitCode, stdout }).toMatchObject({ exitCode: expect.any(Number), stdout: '' })
  expect(exitCode).not.toBe(0)
  return stderr
}
const tasks = async () => (await stage.person.json<{ tasks: readonly object[] }>('tasks', 'list')).tasks
const shown = async (id: string) =>
  (await stage.person.json<{ task: { status: string; worker: string } }>('tasks', 'show', id)).task

test('an agent works in a worker that runs already, and the worker goes on', async () => {
  const ran = await run('fix the login')
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
  expect(ran.stderr).toContain(`hal: its work is in ${ada}, which goes on.`)
  expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
  const left = await docker('exec', `hal-${ada}`, 'sh', '-c', 'ls /run/hal/guests/*')
  expect(left).toBe('keeper')
  const again = await run('wait for me', '--detach')
  await atWork()
  const id = again.stdout.trim()
  expect(await shown(id)).toMatchObject({ status: 'running', worker: ada })
  expect(await stage.person.ok('tasks', 'show', id)).toContain(`${ada}, which was there before, and stays`)
  expect(await refused()).toContain(`${ada} has a task already: ${id}, which has not ended.`)
  goOn()
  expect(await stage.person.hal(['tasks', 'logs', id, '-f'])).toMatchObject({ stdout: 'It is over.\n' })
})

test('one that is cancelled leaves no process, and the agent in the terminal stays', async () => {
  const id = (await run('wait for me', '--detach')).stdout.trim()
  await atWork()
  expect(await guests()).not.toEqual([])
  expect(await stage.person.ok('tasks', 'cancel', id)).toBe(`${id}  cancelled\n`)
  await expect.poll(guests).toEqual([])
  expect((await processes()).filter((line) => line.includes('claude'))).not.toEqual([])
  expect(await run('fix the login')).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
})

test('one that asks is answered there as anywhere', async () => {
  const id = (await run('fix the login', '--ask', '--detach')).stdout.trim()
  await expect.poll(async () => (await shown(id)).status, { timeout: 60_000 }).toBe('waiting_input')
  expect(existsSync(join(stage.workspace, 'login.txt'))).toBe(false)
  await stage.person.ok('tasks', 'answer', id, 'allow')
  expect(await stage.person.hal(['tasks', 'logs', id, '-f'])).toMatchObject({ stdout: 'Done: fixed.\n' })
})

test('a worker that can’t have it is said to be one, and there is no task', async () => {
  const before = await tasks()
  expect(await refused('--agent', 'codex')).toContain(
    `codex can't work on a task in ${ada}, which was started with claude.`,
  )
  expect(await refused('--branch', 'fix')).toContain('--worker and --branch: expected one of them')
  await stage.person.ok('freeze', ada)
  expect(await refused()).toContain(`${ada} is frozen`)
  await stage.person.ok('stop', ada)
  expect(await refused()).toContain(`${ada} does not run`)
  expect(await tasks()).toEqual(before)
  await stage.person.ok('start', ada)
})

test('programs say so, too', async () => {
  await using server = await served(stage.person, { env: { WORKSPACE_DIR: stage.workspace } })
  const { tasks } = createClient({ url: server.address })
  const { id, worker } = await tasks.create({ prompt: 'fix the login', worker: ada })
  expect(worker).toBe(ada)
  for await (const _ of tasks.events(id));
  expect(await tasks.show(id)).toMatchObject({ status: 'completed', agent: 'claude', answer: 'Done: fixed.' })
  await expect(tasks.create({ prompt: 'fix it', worker: 'nobody' })).rejects.toMatchObject({ status: 404 })
  await expect(tasks.create({ prompt: 'fix it' })).rejects.toMatchObject({ status: 400 })
  const through = await stage.person.hal(['--url', server.address, 'run', 'fix the login', '--worker', ada])
  expect(through).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
})
