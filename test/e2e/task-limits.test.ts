import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson } from '../rigs/agent-person.ts'
import { bin, list, type Person } from '../rigs/hal.ts'
import { bash, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'

// The real Claude Code, of which only one may be at work.

let models: ModelServer
let person: Person
beforeAll(async () => {
  const again = Array.from({ length: 9 }, () => bash('true'))
  const answers = script([
    { when: /wait for me/, do: [bash('echo $$ > pid; cat pipe'), say('It is over.')] },
    { when: /again and again/, do: [...again, say('At last.')] },
    { do: [say('Hello.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person } = await agentPerson(models))
  const file = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const config = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...config, tasks: { concurrency: 1 } }))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

/** A folder with a pipe that an agent waits at. */
async function folder(name: string): Promise<string> {
  const path = join(person.home, name)
  mkdirSync(path)
  await chmod(path, 0o777)
  execFileSync('mkfifo', ['--mode=666', join(path, 'pipe')])
  return path
}
const words = (workspace: string, ...more: readonly string[]) => [
  ...['run', 'wait for me', '--agent', 'claude', '--image', 'debian:bookworm-slim'],
  ...['--workspace', workspace, ...more],
]
const behind = async (workspace: string, ...more: readonly string[]) =>
  (await person.ok(...words(workspace, '--detach', ...more))).trim()
const atWork = (workspace: string) => expect.poll(() => existsSync(join(workspace, 'pid'))).toBe(true)
const goOn = (workspace: string) => writeFile(join(workspace, 'pipe'), 'go\n')
const states = async () => {
  const { tasks } = await person.json<{
    tasks: readonly { readonly id: string; readonly status: string; readonly position?: number }[]
  }>('tasks', 'list')
  return Object.fromEntries(tasks.map(({ id, status, position }) => [id, position ?? status]))
}

test('tasks wait for each other, and begin in their order when nobody is there who asked for them', async () => {
  const [one, two, three] = [await folder('one'), await folder('two'), await folder('three')]
  const first = await behind(one)
  await atWork(one)
  const second = await behind(two)
  const third = await behind(three, '--priority', '1')
  await expect.poll(states).toMatchObject({ [first]: 'running', [second]: 2, [third]: 1 })
  expect(await person.ok('tasks', 'list')).toContain(`${second}  pending (2nd in the queue)`)
  await goOn(one)
  await atWork(three)
  expect(await states()).toMatchObject({ [first]: 'completed', [second]: 1, [third]: 'running' })
  expect(existsSync(join(two, 'pid'))).toBe(false)
  await goOn(three)
  await atWork(two)
  await goOn(two)
  expect(await person.hal(['tasks', 'logs', second, '-f'])).toMatchObject({
    exitCode: 0,
    stdout: 'It is over.\n',
  })
})

test('one that waits says so, and is cancelled without a worker', async () => {
  const busy = await folder('busy')
  const first = await behind(busy)
  await atWork(busy)
  const waiting = execa(process.execPath, [bin, ...words(await folder('idle'))], {
    ...{ cwd: person.home, env: person.env, extendEnv: false, reject: false },
  })
  let heard = ''
  waiting.stderr.on('data', (bytes: Buffer) => {
    heard += bytes.toString()
  })
  await expect.poll(() => heard).toContain('hal: it waits, 1st in the queue: as many as')
  waiting.kill('SIGINT')
  expect(await waiting).toMatchObject({ exitCode: 130, stdout: '' })
  expect((await list(person)).map(({ name }) => name)).toEqual([`task-${first}`])
  await goOn(busy)
  await expect.poll(states).toMatchObject({ [first]: 'completed' })
})

test('one whose hal was killed doesn’t hold up the others: it is gone on with', async () => {
  const [lost, next] = [await folder('lost'), await folder('next')]
  const running = execa(process.execPath, [bin, ...words(lost)], {
    ...{ cwd: person.home, env: person.env, extendEnv: false, reject: false },
  })
  await atWork(lost)
  running.kill('SIGKILL')
  await running
  const second = await behind(next)
  await goOn(lost)
  await atWork(next)
  await goOn(next)
  expect(await person.hal(['tasks', 'logs', second, '-f'])).toMatchObject({ exitCode: 0 })
  expect(Object.values(await states())).not.toContain('running')
})

test('one that takes more turns than it may is stopped', async () => {
  const ran = await person.hal([
    ...['run', 'again and again', '--agent', 'claude', '--image', 'debian:bookworm-slim'],
    ...['--workspace', 'empty', '--max-turns', '3'],
  ])
  expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
  expect(ran.stderr).toContain('claude was not done after 3 turns, and was stopped.')
  expect(ran.stderr.match(/^→ Bash true$/gm)?.length).toBeGreaterThanOrEqual(3)
  await expect.poll(() => list(person)).toEqual([])
})

test('tasks that are kept no longer go with what else is pruned', async () => {
  const ids = Object.keys(await states())
  expect(ids).not.toEqual([])
  const pruned = await person.hal(['prune', '--force'], { env: { HAL_TASKS_KEEP_FOR: '1ms' } })
  for (const id of ids) expect(pruned.stdout).toContain(`task ${id}`)
  expect(await states()).toEqual({})
})
