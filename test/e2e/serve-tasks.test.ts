import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { chmod, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { bin, docker, list } from '../rigs/hal.ts'
import { bash, say } from '../rigs/model-server/script.ts'
import { Repository } from '../rigs/repository.ts'
import { logOf, type Served, served } from '../rigs/served.ts'
import type { Frame } from '../rigs/sse.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The real Claude Code behind a server, against a model that follows a script.

const parts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
const stage = stageTasks([
  ...parts.map((part) => ({
    when: new RegExp(`wait with part ${part}`),
    do: [bash('echo $$ > pid; cat pipe'), say(`Part ${part} is over.`)],
  })),
  { when: /break the login/, do: [bash('echo broken > login.txt; exit 3'), say('Done: broken.')] },
])
const { goOn, atWork } = stage

const image = 'debian:bookworm-slim'
const serve = (env: Readonly<Record<string, string>> = {}) =>
  served(stage.person, { env: { WORKSPACE_DIR: stage.workspace, TASK_IMAGE_CLAUDE: image, ...env } })
const begin = async (server: Served, prompt: string): Promise<string> => {
  const { status, body } = await server.ask('POST', '/tasks', { prompt, agent: 'claude', image })
  expect({ status, body }).toMatchObject({
    status: 201,
    body: { task: { status: 'pending', workspace: stage.workspace } },
  })
  return body.task.id
}
const statusOf = async (server: Served, id: string) =>
  (await server.ask('GET', `/tasks/${id}`)).body.task.status

/** Each event once, in order, from the first one on. */
const expectWhole = (frames: readonly Frame[]) => {
  expect(frames.map(({ id }) => id)).toEqual(frames.map((_, at) => at + 1))
  expect(frames.map(({ data }) => data.number)).toEqual(frames.map(({ id }) => id))
  expect(frames.filter(({ event, data }) => event !== data.type)).toEqual([])
}
const wordsOf = (frames: readonly Frame[]) =>
  frames.map(({ event, data }) => (event === 'output' ? data.text : '')).join('')
const typesOf = (frames: readonly Frame[]) =>
  frames.map(({ event }) => event).filter((event) => !['admitted', 'output', 'usage'].includes(event))
const isEnd = ({ event }: Frame) => event === 'complete'

describe('a task', () => {
  test('is told from its beginning to its end, to whoever comes when', async () => {
    await using server = await serve()
    const id = await begin(server, 'fix the login')
    const first = await server.listen(`/tasks/${id}/events`)
    await first.ended
    expectWhole(first.frames)
    expect(typesOf(first.frames)).toEqual(['status', 'tool_call', 'tool_result', 'complete'])
    expect(wordsOf(first.frames)).toBe('I will.Done: fixed.')
    expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
    expect((await server.ask('GET', `/tasks/${id}`)).body).toMatchObject({
      task: { status: 'completed', answer: 'Done: fixed.', agent: 'claude' },
    })
    const late = await server.listen(`/tasks/${id}/events`)
    await late.ended
    expect(late.frames).toEqual(first.frames)
    const rest = await server.listen(`/tasks/${id}/events`, 2)
    await rest.ended
    expect(rest.frames).toEqual(first.frames.slice(2))
    expect((await server.listen(`/tasks/${id}/events`, first.frames.length)).status).toBe(204)
    expect((await server.listen(`/tasks/${id}/events`, first.frames.length + 1)).status).toBe(400)
    expect((await stage.person.ok('tasks', 'show', id)).split('\n')[1]).toMatch(/state +completed/)
    await expect.poll(() => list(stage.person)).toEqual([])
  })

  test('is in the numbers: how long it waited and worked, how it ended, how late its events were told', async () => {
    await using server = await serve()
    const numbers = async () => (await server.fetch('/metrics')).text()
    const id = await begin(server, 'wait for me')
    const ended = 'hal_tasks_ended_total{status="completed",agent="claude"}'
    expect(await numbers()).toContain(`${ended} 0\n`)
    const listener = await server.listen(`/tasks/${id}/events`)
    await atWork()
    await goOn()
    await listener.ended
    const said = await numbers()
    expect(said).toContain(`${ended} 1\n`)
    expect(said).toContain('hal_task_wait_seconds_count 1\n')
    expect(said).toContain('hal_task_duration_seconds_count 1\n')
    const { id: last } = listener.frames.at(-1) ?? {}
    expect(said).toContain(`hal_event_lag_seconds_count ${last}\n`)
    expect(said).toMatch(/^hal_engine_calls_total\{call="create",outcome="ok"\} [1-9]/m)
  })

  test('takes megabytes of prompt, and lets its agent judge them', async () => {
    await using server = await serve()
    const prompt = `say hello\n${'and more words, '.repeat(200_000)}`
    const id = await begin(server, prompt)
    const listener = await server.listen(`/tasks/${id}/events`)
    const { data } = await listener.heard(({ event }) => event === 'error')
    expect(data.why).toEqual({ reason: 'refused', message: 'Prompt is too long' })
    expect((await server.ask('GET', `/tasks/${id}`)).body.task.prompt).toBe(prompt)
  })

  test('outlives a server that is killed, and its client misses nothing and hears nothing twice', async () => {
    const killed = await serve()
    const id = await begin(killed, 'wait for me')
    const before = await killed.listen(`/tasks/${id}/events`)
    await before.heard(({ event }) => event === 'tool_call')
    await atWork()
    await killed.end('SIGKILL')
    await before.ended
    await using server = await serve()
    const after = await server.listen(`/tasks/${id}/events`, before.frames.at(-1)?.id)
    await goOn()
    await after.ended
    const all = [...before.frames, ...after.frames]
    expectWhole(all)
    expect(typesOf(all)).toEqual(['status', 'tool_call', 'tool_result', 'complete'])
    expect(wordsOf(all)).toBe('I begin.It is over.')
    await expect.poll(() => list(stage.person)).toEqual([])
  })

  test('is gone on with by the next server, though nobody listens', async () => {
    const killed = await serve()
    const id = await begin(killed, 'wait for me')
    await atWork()
    await killed.end('SIGKILL')
    await goOn()
    await using server = await serve()
    await expect.poll(() => statusOf(server, id)).toBe('completed')
  })

  test('lives on when its server is asked to end, which ends its streams', async () => {
    const asked = await serve()
    const id = await begin(asked, 'wait for me')
    const listener = await asked.listen(`/tasks/${id}/events`)
    await listener.heard(({ event }) => event === 'tool_call')
    await atWork()
    const { exitCode, stderr } = await asked.end()
    expect(exitCode).toBe(0)
    expect(logOf(stderr).filter(({ level }) => level === 'error')).toEqual([])
    await listener.ended
    expect(await stage.person.json('tasks', 'show', id)).toMatchObject({ task: { status: 'running' } })
    await goOn()
    await using server = await serve()
    const rest = await server.listen(`/tasks/${id}/events`, listener.frames.at(-1)?.id)
    await rest.ended
    expectWhole([...listener.frames, ...rest.frames])
    expect(rest.frames.at(-1)).toMatchObject({ event: 'complete', data: { answer: 'It is over.' } })
  })

  test('that has no worker yet when its server is asked to end gets one from the next', async () => {
    const asked = await serve()
    const id = await begin(asked, 'say hello')
    expect((await asked.end()).exitCode).toBe(0)
    await using server = await serve()
    const listener = await server.listen(`/tasks/${id}/events`)
    expect(await listener.heard(isEnd)).toMatchObject({ data: { answer: 'Hello.' } })
    expectWhole(listener.frames)
  })

  test('is cancelled, told so, and done once more', async () => {
    await using server = await serve()
    const id = await begin(server, 'wait for me')
    const listener = await server.listen(`/tasks/${id}/events`)
    await atWork()
    expect(await server.ask('POST', `/tasks/${id}/retry`)).toMatchObject({
      status: 409,
      body: { details: { reason: 'task-goes-on' } },
    })
    expect(await server.ask('POST', `/tasks/${id}/cancel`)).toMatchObject({
      status: 200,
      body: { task: { status: 'cancelled' } },
    })
    await listener.ended
    expect(listener.frames.at(-1)).toMatchObject({ event: 'status', data: { status: 'cancelled' } })
    expect(await server.ask('POST', `/tasks/${id}/cancel`)).toMatchObject({ status: 409 })
    const timeoutMs = 600_000
    const again = await server.ask('POST', `/tasks/${id}/retry?form=facts`, { timeoutMs })
    expect(again).toMatchObject({ status: 201, body: { task: { wish: { retryOf: id, timeoutMs } } } })
    await goOn()
    const second = await server.listen(`/tasks/${again.body.task.id}/events`)
    expect((await second.heard(isEnd)).data.answer).toBe('It is over.')
  })

  test('of a terminal is told, too, and goes on when that one is killed', async () => {
    await using server = await serve()
    const terminal = execa(
      process.execPath,
      [bin, 'run', 'wait for me', '--agent', 'claude', '--image', image, '-w', stage.workspace],
      { cwd: stage.person.home, env: stage.person.env, extendEnv: false, reject: false },
    )
    await atWork()
    const id = (await server.ask('GET', '/tasks')).body.tasks.at(-1).id
    const listener = await server.listen(`/tasks/${id}/events`)
    await listener.heard(({ event }) => event === 'tool_call')
    terminal.kill('SIGKILL')
    await terminal
    await goOn()
    await listener.ended
    expectWhole(listener.frames)
  })

  test('waits for its turn, and the sooner begins the one with the higher priority', async () => {
    await using server = await serve({ HAL_TASKS_CONCURRENCY: '1' })
    const first = await begin(server, 'wait for me')
    await atWork()
    const asked = { prompt: 'say hello', agent: 'claude', image }
    const later = await server.ask('POST', '/tasks', asked)
    const sooner = await server.ask('POST', '/tasks', { ...asked, priority: 1 })
    const positionOf = async ({ body }: typeof later) =>
      (await server.ask('GET', `/tasks/${body.task.id}`)).body.task.position
    expect(await positionOf(sooner)).toBe(1)
    expect(await positionOf(later)).toBe(2)
    const listener = await server.listen(`/tasks/${later.body.task.id}/events`)
    await server.ask('POST', `/tasks/${first}/cancel`)
    await listener.heard(isEnd)
    expectWhole(listener.frames)
    expect(await statusOf(server, sooner.body.task.id)).toBe('completed')
  })

  test('works in the server’s folder alone, wherever links lead', async () => {
    await using server = await serve()
    const { workspace, person } = stage
    const outside = join(person.home, `outside-of-${basename(workspace)}`)
    for (const folder of [outside, join(workspace, 'inside')]) mkdirSync(folder)
    await symlink(outside, join(workspace, 'leads-out'))
    await symlink('..', join(workspace, 'leads-up'))
    await symlink(join(workspace, 'nowhere'), join(workspace, 'leads-nowhere'))
    await symlink('inside', join(workspace, 'leads-in'))
    const ask = (folder: string) =>
      server.ask('POST', '/tasks', { prompt: 'say hello', agent: 'claude', image, workspace: folder })
    const escapes = ['..', outside, 'leads-out', 'leads-out/.', 'leads-up', 'leads-nowhere', 'inside/../..']
    for (const folder of escapes)
      expect({ folder, ...(await ask(folder)) }).toMatchObject({
        ...{ folder, status: 400 },
        body: { details: { reason: 'wrong-request', field: 'workspace' } },
      })
    const { status, body } = await ask('leads-in')
    expect({ status, body }).toMatchObject({
      status: 201,
      body: { task: { workspace: join(workspace, 'inside') } },
    })
    const listener = await server.listen(`/tasks/${body.task.id}/events`)
    expect((await listener.heard(isEnd)).data.answer).toBe('Hello.')
  })

  test('is one of eight at once, each in a container of its own, with an answer of its own', async () => {
    await using server = await serve({ HAL_TASKS_CONCURRENCY: '8' })
    const tasks = await Promise.all(
      parts.map(async (part) => {
        const folder = join(stage.workspace, part)
        mkdirSync(folder)
        await chmod(folder, 0o777)
        execFileSync('mkfifo', ['--mode=666', join(folder, 'pipe')])
        const asked = { prompt: `wait with part ${part}`, agent: 'claude', image, workspace: part }
        const { body } = await server.ask('POST', '/tasks', asked)
        return { part, folder, id: body.task.id }
      }),
    )
    const areAtWork = () => tasks.filter(({ folder }) => existsSync(join(folder, 'pid'))).length
    await expect.poll(areAtWork, { timeout: 120_000 }).toBe(8)
    const statuses = await Promise.all(tasks.map(({ id }) => statusOf(server, id)))
    expect(statuses).toEqual(tasks.map(() => 'running'))
    const workers = await list(stage.person)
    expect(workers.map(({ name }) => name).sort()).toEqual(tasks.map(({ id }) => `task-${id}`).sort())
    expect(new Set(workers.map(({ containerId }) => containerId)).size).toBe(8)
    for (const { id, part, folder } of tasks.toReversed()) {
      await writeFile(join(folder, 'pipe'), 'go\n')
      const listener = await server.listen(`/tasks/${id}/events`)
      expect((await listener.heard(isEnd)).data.answer).toBe(`Part ${part} is over.`)
      await listener.ended
      expectWhole(listener.frames)
    }
    await expect.poll(() => list(stage.person)).toEqual([])
  })

  test('that is silent is still heard to live', async () => {
    await using server = await serve()
    const id = await begin(server, 'wait for me')
    const listener = await server.listen(`/tasks/${id}/events`)
    await atWork()
    expect(await listener.heard(({ event }) => event === 'heartbeat')).toEqual({
      ...{ event: 'heartbeat', id: undefined, data: {} },
    })
    await goOn()
    await listener.ended
    expectWhole(listener.frames.filter(({ event }) => event !== 'heartbeat'))
  })
})

describe('a session', () => {
  const key = 'sk-hal-session-7c1e5b'
  const wish = (prompt: string, more: object = {}) => ({
    ...{ session_id: randomUUID(), prompt, agent: 'claude' },
    model_config: {
      ...{
        provider: 'anthropic',
        model: 'fake-1',
        api_key: key,
        api_endpoint: stage.models.address,
        temperature: 0.7,
      },
    },
    ...more,
  })

  test('is begun, told, and looked at as its clients expect', async () => {
    await using server = await serve()
    const asked = wish('fix the login', { system_prompt: 'Be brief.', branch: 'zz' })
    const { session_id: id } = asked
    expect(await server.ask('POST', '/sessions', asked)).toEqual({
      status: 201,
      body: {
        ...{ session_id: id, status: 'running', created_at: expect.any(String) },
        ignored: ['branch', 'model_config.temperature'],
      },
    })
    const listener = await server.listen(`/sessions/${id}/stream`)
    await listener.ended
    const ids = listener.frames.map((frame) => Number(frame.id))
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b))
    const told = listener.frames.filter(({ event }) => event !== 'output')
    expect(told.map(({ event }) => event)).toEqual(['status', 'tool_call', 'tool_result', 'complete'])
    expect(told.map(({ data }) => data)).toMatchObject([
      { status: 'running', timestamp: expect.any(String) },
      { tool: 'Bash', args: { command: 'echo fixed > login.txt' } },
      { tool: 'Bash', result: { is_error: false } },
      { final_message: 'Done: fixed.', files_modified: [] },
    ])
    const output = listener.frames.filter(({ event }) => event === 'output')
    expect(output.map(({ data }) => data.text).join('')).toBe('I will.Done: fixed.')
    for (const path of [`/sessions/${id}`, `/sessions/${id}/status`])
      expect(await server.ask('GET', path)).toMatchObject({
        status: 200,
        body: { session_id: id, status: 'completed', progress: 100, current_tool: null },
      })
    const seen = await stage.models.saw(({ talk }) => talk?.asked.includes('Be brief.') === true)
    expect(seen.auth).toBe('x-api-key')
  })

  test('tells at its end the files that it changed, what it used and what its commands ended with, as a task does', async () => {
    const { path } = await Repository.make(stage.person, 'served-repository')
    await chmod(path, 0o777)
    await using server = await serve({ WORKSPACE_DIR: path })
    const asked = wish('break the login')
    await server.ask('POST', '/sessions', asked)
    const session = await server.listen(`/sessions/${asked.session_id}/stream`)
    const usage = {
      inputTokens: expect.any(Number),
      outputTokens: expect.any(Number),
      costUsd: expect.any(Number),
    }
    expect((await session.heard(isEnd)).data).toMatchObject({
      ...{ files_modified: ['login.txt'], usage, exit_codes: [3] },
    })
    expect((await server.ask('GET', `/tasks/${asked.session_id}`)).body).toMatchObject({
      task: { filesModified: ['login.txt'] },
    })
    rmSync(join(path, 'login.txt'))
    const { body } = await server.ask('POST', '/tasks', { prompt: 'break the login', agent: 'claude', image })
    const task = await server.listen(`/tasks/${body.task.id}/events`)
    expect((await task.heard(isEnd)).data).toMatchObject({
      ...{ filesModified: ['login.txt'], usage, exitCodes: [3] },
    })
    expect((await server.ask('GET', `/tasks/${body.task.id}`)).body).toMatchObject({
      task: { filesModified: ['login.txt'] },
    })
  })

  test('names none where its workspace is no repository, of which its task says that nobody knows', async () => {
    await using server = await serve()
    const asked = wish('fix the login')
    await server.ask('POST', '/sessions', asked)
    const session = await server.listen(`/sessions/${asked.session_id}/stream`)
    expect((await session.heard(isEnd)).data).toMatchObject({ files_modified: [] })
    expect((await server.ask('GET', `/tasks/${asked.session_id}`)).body).toMatchObject({
      task: { status: 'completed', filesModified: null },
    })
  })

  test('is OpenCode’s, unless another agent is named', async () => {
    await using server = await serve({ TASK_IMAGE_OPENCODE: image })
    const asked = wish('fix the login', {
      agent: undefined,
      model_config: {
        provider: 'local',
        model: 'fake-1',
        api_key: key,
        api_endpoint: `${stage.models.address}/v1`,
      },
    })
    await server.ask('POST', '/sessions', asked)
    const listener = await server.listen(`/sessions/${asked.session_id}/stream`)
    expect(await listener.heard(isEnd)).toMatchObject({ data: { final_message: 'Done: fixed.' } })
    expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
  })

  test('keeps its key to itself', async () => {
    const server = await serve({ LOG_LEVEL: 'debug' })
    const asked = wish('wait for me')
    await server.ask('POST', '/sessions', asked)
    await server.ask('POST', '/sessions', { ...asked, model_config: { api_key: key, provider: key } })
    await atWork()
    const [worker] = await list(stage.person)
    expect(await docker('inspect', worker?.containerId ?? '')).not.toContain(key)
    await goOn()
    await (await server.listen(`/sessions/${asked.session_id}/stream`)).ended
    expect((await server.end()).stderr).not.toContain(key)
    const data = join(stage.person.env['HOME'] ?? '', '.local/share/hal')
    for (const file of readdirSync(data)) {
      if (file.startsWith('hal.db')) expect(readFileSync(join(data, file)).includes(key)).toBe(false)
    }
  })

  test('has its id once, and its limits', async () => {
    await using server = await serve()
    const asked = wish('wait for me')
    const { session_id: id } = asked
    await server.ask('POST', '/sessions', asked)
    expect(await server.ask('POST', '/sessions', asked)).toMatchObject({
      status: 409,
      body: { error: expect.any(String), timestamp: expect.any(String) },
    })
    for (const [wrong, field] of [
      [{ session_id: 'mine' }, 'session_id'],
      [{ prompt: '' }, 'prompt'],
      [{ workspace: '/etc' }, 'workspace'],
      [{ model_config: undefined }, 'model_config'],
      [{ model_config: { ...asked.model_config, provider: 'nobody' } }, 'model_config.provider'],
      [{ model_config: { ...asked.model_config, temperature: 3 } }, 'model_config.temperature'],
      [
        { model_config: { ...asked.model_config, api_endpoint: 'http://a:b@c' } },
        'model_config.api_endpoint',
      ],
      [{ model_config: { provider: 'local', model: 'x' } }, 'model_config.api_endpoint'],
    ] as const)
      expect(await server.ask('POST', '/sessions', { ...asked, ...wrong })).toMatchObject({
        status: 400,
        body: { details: { reason: 'wrong-request', field } },
      })
    const unknown = randomUUID()
    for (const [method, path] of [
      ['GET', `/sessions/${unknown}`],
      ['GET', `/sessions/${unknown}/stream`],
      ['DELETE', `/sessions/${unknown}`],
      ['GET', `/sessions/${id.slice(0, 8)}`],
    ] as const)
      expect(await server.ask(method, path)).toMatchObject({ status: 404 })
    await atWork()
    expect(await server.ask('GET', `/sessions/${id}`)).toMatchObject({
      body: { status: 'running', current_tool: 'Bash', progress: 0 },
    })
    expect(await server.ask('DELETE', `/sessions/${id}`)).toEqual({
      status: 200,
      body: { session_id: id, status: 'cancelled', cancelled_at: expect.any(String) },
    })
    expect(await server.ask('GET', `/sessions/${id}/status`)).toMatchObject({ body: { status: 'cancelled' } })
    await expect.poll(() => list(stage.person)).toEqual([])
  })

  test('is refused where so many are at work, with when to come back', async () => {
    await using server = await serve({ MAX_CONCURRENT_SESSIONS: '1' })
    const first = wish('wait for me')
    await server.ask('POST', '/sessions', first)
    const ask = () => server.fetch('/sessions', { method: 'POST', body: JSON.stringify(wish('say hello')) })
    const refused = await ask()
    expect({ status: refused.status, retry: refused.headers.get('retry-after') }).toEqual({
      ...{ status: 503, retry: '5' },
    })
    expect(await refused.json()).toMatchObject({
      ...{ retry_after: 5, details: { reason: 'too-many-sessions', limit: 1 } },
    })
    await server.ask('DELETE', `/sessions/${first.session_id}`)
    await expect.poll(async () => (await ask()).status).toBe(201)
  })

  test('that takes longer than it may is stopped, and says so as its last word', async () => {
    await using server = await serve({ SESSION_TIMEOUT: '5' })
    const asked = wish('wait for me')
    await server.ask('POST', '/sessions', asked)
    const listener = await server.listen(`/sessions/${asked.session_id}/stream`)
    await listener.ended
    expect(listener.frames.at(-1)).toMatchObject({
      event: 'error',
      data: { error: 'it was not done within 5s, and was stopped.', fatal: true },
    })
  })
})
