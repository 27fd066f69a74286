import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, describe, expect, test } from 'vitest'
import { knownForms } from '../../src/agents/forms.ts'
import { createClient } from '../../src/client/client.ts'
import { bin, docker, list } from '../rigs/hal.ts'
import { ask, bash, gate, hold, say } from '../rigs/model-server/script.ts'
import { served } from '../rigs/served.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// Real agents that ask before they act, and are told more than one prompt, against a model that follows a script.

const slowly = gate()
const stage = stageTasks([
  { when: /fix the login/, do: [say('I will.'), bash('echo fixed > login.txt'), say('It is over.')] },
  { when: /take your time/, do: [say('I begin.'), hold(slowly), say('So much for that.')] },
  { when: /pick a way/, do: [ask('Which way?', ['left', 'right']), say('That way it is.')] },
  { do: [say('Hello again.')] },
])
// A task clears up after its last event.
afterEach(() => expect.poll(() => list(stage.person)).toEqual([]))

const words = (agent: string, prompt: string, ...more: readonly string[]) => [
  ...[
    'run',
    prompt,
    '--agent',
    agent,
    '--image',
    'debian:bookworm-slim',
    '--workspace',
    stage.workspace,
    ...more,
  ],
]
const begin = async (agent: string, prompt: string, ...more: readonly string[]) =>
  (await stage.person.ok(...words(agent, prompt, '--detach', ...more))).trim()
const waits = (id: string) =>
  expect.poll(async () => (await shown(id)).status, { timeout: 120_000 }).toBe('waiting_input')

interface TaskJson {
  readonly status: string
  readonly worker: string
  readonly questions?: readonly {
    readonly title: string
    readonly options: readonly { readonly id: string; readonly kind: string }[]
  }[]
}
const shown = async (id: string) => (await stage.person.json<{ task: TaskJson }>('tasks', 'show', id)).task
interface Told {
  readonly number: number
  readonly type: string
  readonly text?: string
}
const eventsOf = async (id: string) =>
  (await stage.person.ok('tasks', 'logs', id, '--json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Told)
/** Each once and in order, and no more than these beside its words; Codex doesn't know the tests' model, and says so. */
const storyOf = async (id: string) => {
  const events = await eventsOf(id)
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  return events
    .map(({ type }) => type)
    .filter((type) => !['output', 'usage', 'thinking', 'trouble'].includes(type))
}
const login = () => join(stage.workspace, 'login.txt')
const asked = ['admitted', 'status', 'tool_call', 'question', 'answer', 'tool_result', 'closed', 'complete']

const talking = knownForms.flatMap(({ name, headless }) => (headless?.talk === undefined ? [] : [name]))
describe.each(talking)('%s', (agent) => {
  test('asks before it acts, and does it when it may', async () => {
    const id = await begin(agent, 'fix the login', '--ask')
    await waits(id)
    expect(existsSync(login())).toBe(false)
    expect(JSON.stringify((await shown(id)).questions)).toContain('login.txt')
    expect(await stage.person.ok('tasks', 'answer', id, 'allow')).toBe(`${id}  running\n`)
    const followed = await stage.person.hal(['tasks', 'logs', id, '-f'])
    expect(followed).toMatchObject({ exitCode: 0, stdout: 'It is over.\n' })
    expect(readFileSync(login(), 'utf8')).toBe('fixed\n')
    expect(await storyOf(id)).toEqual(asked)
  })

  test('does not do what it may not', async () => {
    const id = await begin(agent, 'fix the login', '--ask')
    await waits(id)
    await stage.person.ok('tasks', 'answer', id, 'deny')
    const { stdout, stderr } = await stage.person.hal(['tasks', 'logs', id, '-f'])
    expect(existsSync(login())).toBe(false)
    // Some say no more after that.
    expect(stdout === '').toBe(stderr.includes('hal: it ended without an answer.'))
    expect(stdout).not.toBe('\n')
    expect(await storyOf(id)).toContain('answer')
  })

  test('does nothing that it would have to ask for, where it is denied that, and nobody is asked', async () => {
    const { stderr } = await stage.person.hal(words(agent, 'fix the login', '--deny'))
    expect(existsSync(login())).toBe(false)
    expect(stderr).toMatch(/it was denied: .*login\.txt/)
    expect(stderr).not.toContain('it waits for an answer')
  })

  test('is prompted again in the same session', async () => {
    const id = await begin(agent, 'fix the login', '--ask')
    await waits(id)
    expect(await stage.person.ok('tasks', 'send', id, 'and now say hello')).toMatch(
      new RegExp(`^${id}  waiting: \\S`),
    )
    await stage.person.ok('tasks', 'answer', id, 'allow')
    const followed = await stage.person.hal(['tasks', 'logs', id, '-f'])
    expect(followed).toMatchObject({ exitCode: 0, stdout: 'Hello again.\n' })
    const seen = await stage.models.saw(
      ({ isAside, talk }) => !isAside && talk?.asked.includes('say hello') === true,
    )
    expect(JSON.stringify(seen.body)).toContain('fix the login')
  })
})

test('a question of the agent’s own is shown with its answers, and answered by one of them', async () => {
  const id = await begin('claude', 'pick a way', '--ask')
  await waits(id)
  const show = await stage.person.ok('tasks', 'show', id)
  expect(show).toMatch(
    new RegExp(
      `^question 1 +Which way\\?\n +left.*, right.*\nwhat now +\`hal tasks answer ${id} left\`, or right\\.$`,
      'm',
    ),
  )
  expect(show).not.toContain('{')
  expect((await stage.person.hal(['tasks', 'answer', id, 'allow'])).stderr).toBe(
    `hal: "allow" is no answer to what task ${id} asks.\n     Its options are left, right.\n`,
  )
  await stage.person.ok('tasks', 'answer', id, 'left')
  const followed = await stage.person.hal(['tasks', 'logs', id, '-f'])
  expect(followed).toMatchObject({ exitCode: 0, stdout: 'That way it is.\n' })
  expect(followed.stderr).toMatch(/^\? Which way\?\n= left$/m)
})

describe('whichever agent it is', () => {
  const agent = 'opencode'

  test('whoever drives it may be killed while it waits: nothing is lost, and nothing asked twice', async () => {
    const running = execa(process.execPath, [bin, ...words(agent, 'fix the login', '--ask')], {
      ...{ cwd: stage.person.home, env: stage.person.env, extendEnv: false, reject: false },
    })
    let heard = ''
    running.stderr.on('data', (bytes: Buffer) => {
      heard += bytes.toString()
    })
    await expect
      .poll(() => heard, { timeout: 120_000 })
      .toMatch(
        /^\? .*\nhal: it waits for an answer: `hal tasks answer \w{6} allow`, or deny, or one of its options\.$/m,
      )
    const id = /task (\w{6}):/.exec(heard)?.[1] ?? ''
    running.kill('SIGKILL')
    await running
    await stage.person.ok('tasks', 'answer', id, 'allow')
    // Nobody looks, and it goes on.
    await expect.poll(async () => (await shown(id)).status, { timeout: 60_000 }).toBe('completed')
    expect(await stage.person.ok('tasks', 'logs', id)).toBe('It is over.\n')
    expect(await storyOf(id)).toEqual(asked)
    expect(readFileSync(login(), 'utf8')).toBe('fixed\n')
  })

  test('one that is cancelled while it waits leaves nothing', async () => {
    const id = await begin(agent, 'fix the login', '--ask')
    await waits(id)
    const { worker } = await shown(id)
    await stage.person.ok('tasks', 'cancel', id)
    expect(await shown(id)).toMatchObject({ status: 'cancelled' })
    // Its end is said first, and then cleared up.
    const left = () => docker('ps', '--all', '--quiet', '--filter', `name=${worker}`)
    await expect.poll(left).toBe('')
    expect(await stage.person.hal(['tasks', 'answer', id, 'allow'])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`task ${id} has ended already: cancelled.`),
    })
  })

  test('what can’t be answered, or sent, is refused with a sentence', async () => {
    const id = await begin(agent, 'fix the login', '--ask')
    await waits(id)
    const refused = async (...args: readonly string[]) => (await stage.person.hal(['tasks', ...args])).stderr
    expect(await refused('answer', id, 'perhaps')).toContain('"perhaps" is no answer')
    expect(await refused('answer', id, 'allow', '--question', '7')).toContain('and not "7"')
    expect(await refused('answer', id)).toContain(`\`hal tasks answer ${id} allow`)
    expect(await refused('send', id, ' ')).toContain('there are no words in the message')
    await stage.person.ok('tasks', 'answer', id, 'allow')
    await stage.person.hal(['tasks', 'logs', id, '-f'])
    expect(await refused('send', id, 'more')).toContain('has ended already')
    expect((await stage.person.hal(words('cursor', 'hello', '--talk'))).stderr).toContain(
      "hal doesn't know how cursor",
    )
  })

  test('who runs it in a terminal chooses there', async () => {
    await using terminal = stage.person.terminal(words(agent, 'fix the login', '--ask'))
    await terminal.waitFor('your answer:', { timeoutMs: 120_000 })
    expect(existsSync(login())).toBe(false)
    terminal.type('\r')
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    expect(terminal.screen()).toMatch(/^\? .*\n= .*\n(.*\n)*It is over\.$/m)
    expect(terminal.screen()).not.toContain('your answer:')
    expect(readFileSync(login(), 'utf8')).toBe('fixed\n')
  })

  test('ctrl-c at the list is ctrl-c: it cancels the task', async () => {
    await using terminal = stage.person.terminal(words(agent, 'fix the login', '--ask'))
    await terminal.waitFor('your answer:', { timeoutMs: 120_000 })
    terminal.type('\u0003')
    expect(await terminal.exit).toMatchObject({ exitCode: 130 })
    expect(terminal.screen()).toContain('is cancelled.')
    expect(existsSync(login())).toBe(false)
  })

  test('who leaves the list leaves the question to others', async () => {
    await using terminal = stage.person.terminal(words(agent, 'fix the login', '--ask'))
    await terminal.waitFor('your answer:', { timeoutMs: 120_000 })
    terminal.type('\u001b')
    const screen = await terminal.waitFor('it waits for an answer')
    const id = /task (\w{6}):/.exec(screen)?.[1] ?? ''
    await using other = stage.person.terminal(['tasks', 'answer', id])
    await other.waitFor('your answer:')
    other.type('\r')
    await other.exit
    expect(other.screen()).toContain(`${id}  running`)
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  })

  test('programs answer and send over HTTP', async () => {
    await using server = await served(stage.person, { env: { WORKSPACE_DIR: stage.workspace } })
    const { tasks } = createClient({ url: server.address })
    const { id } = await tasks.create({
      ...{ prompt: 'fix the login', agent, image: 'debian:bookworm-slim', talk: 'asks' },
    })
    const told: string[] = []
    for await (const { type } of tasks.events(id)) {
      told.push(type)
      if (type !== 'question') continue
      const { status, questions } = await tasks.show(id)
      expect({ status, questions }).toMatchObject({ status: 'waiting_input', questions: [{ id: '1' }] })
      await expect(tasks.answer(id, 'perhaps')).rejects.toMatchObject({
        status: 422,
        reason: 'no-such-option',
      })
      expect(await tasks.send(id, 'and now say hello')).toMatchObject({ status: 'waiting_input' })
      expect(await tasks.answer(id, 'allow', '1')).toMatchObject({ status: 'running' })
      await expect(tasks.answer(id, 'allow')).rejects.toMatchObject({
        status: 409,
        reason: 'no-such-question',
      })
    }
    expect(told.filter((type) => ['question', 'message', 'answer', 'complete'].includes(type))).toEqual([
      ...['question', 'message', 'answer', 'complete'],
    ])
    expect(await tasks.show(id)).toMatchObject({ status: 'completed', answer: 'Hello again.' })
    await expect(tasks.send(id, 'more')).rejects.toMatchObject({ status: 409, reason: 'task-ended' })
  })

  test('a session takes messages until it has answered all', async () => {
    const env = { WORKSPACE_DIR: stage.workspace, TASK_IMAGE_OPENCODE: 'debian:bookworm-slim' }
    await using server = await served(stage.person, { env })
    const id = randomUUID()
    const model_config = { provider: 'local', model: 'fake-1', api_endpoint: `${stage.models.address}/v1` }
    await server.ask('POST', '/sessions', { session_id: id, prompt: 'fix the login', model_config })
    const sent = await server.ask('POST', `/sessions/${id}/messages`, { text: 'and now say hello' })
    expect(sent).toEqual({ status: 202, body: { session_id: id, status: expect.any(String) } })
    const listener = await server.listen(`/sessions/${id}/stream`)
    await listener.ended
    expect(listener.frames.at(-1)).toMatchObject({
      event: 'complete',
      data: { final_message: 'Hello again.' },
    })
    expect(readFileSync(login(), 'utf8')).toBe('fixed\n')
    const late = await server.ask('POST', `/sessions/${id}/messages`, { text: 'more' })
    expect(late).toMatchObject({ status: 409, body: { details: { reason: 'task-ended' } } })
  })

  test('one that acts as it likes takes messages until it has answered all', async () => {
    const id = await begin(agent, 'take your time', '--talk')
    await expect
      .poll(async () => (await eventsOf(id)).map(({ text = '' }) => text).join(''), { timeout: 120_000 })
      .toContain('I begin.')
    await stage.person.ok('tasks', 'send', id, 'fix the login')
    await stage.person.ok('tasks', 'send', id, 'and say hello')
    slowly.release()
    const followed = await stage.person.hal(['tasks', 'logs', id, '-f'])
    expect(followed).toMatchObject({ exitCode: 0, stdout: 'Hello again.\n' })
    expect(readFileSync(login(), 'utf8')).toBe('fixed\n')
    expect(await storyOf(id)).not.toContain('question')
  })
})
