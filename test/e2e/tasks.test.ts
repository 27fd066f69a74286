import { readFileSync, writeFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { bin, list, Person } from '../rigs/hal.ts'
import { bash, hang, refuse, say, use } from '../rigs/model-server/script.ts'
import { stageTasks } from '../rigs/task-stage.ts'

// The real Claude Code without a terminal, against a model that follows a script.

const stage = stageTasks([
  { when: /run false/, do: [bash('exit 1'), say('I tried.')] },
  {
    when: /pretend/,
    do: [use('Write', { file_path: '/tmp/login.txt', content: 'fixed' }), say('Fixed.')],
  },
  { when: /bad request/, do: [refuse(400, 'the request is bad')] },
  { when: /never answer/, do: [hang()] },
])
const { goOn, atWork } = stage

const debian = ['--image', 'debian:bookworm-slim']
const claude = () => ['--agent', 'claude', ...debian, '--workspace', stage.workspace]
const run = (prompt: string, ...more: readonly string[]) =>
  stage.person.hal(['run', prompt, ...claude(), ...more])
/** One that goes on until the test writes into its pipe. */
const begin = (...more: readonly string[]) =>
  execa(process.execPath, [bin, 'run', 'wait for me', ...claude(), ...more], {
    ...{ cwd: stage.person.home, env: stage.person.env, extendEnv: false, reject: false },
  })

interface TaskJson {
  readonly id: string
  readonly status: string
  readonly prompt: string
  readonly failure?: { readonly reason: string; readonly message: string }
  readonly worker: string
}
const tasks = async () => (await stage.person.json<{ tasks: readonly TaskJson[] }>('tasks', 'list')).tasks
const newest = async () => {
  const last = (await tasks()).at(-1)
  if (last === undefined) throw new Error('there is no task')
  return last
}
const eventsOf = async (id: string) =>
  (await stage.person.ok('tasks', 'logs', id, '--json'))
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { readonly number: number; readonly type: string; readonly text?: string },
    )
const storyOf = async (id: string) => {
  const events = await eventsOf(id)
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  const words = events.filter(({ type }) => type === 'output').map(({ text }) => text)
  return {
    types: events.filter(({ type }) => !['output', 'usage'].includes(type)).map(({ type }) => type),
    words: words.join(''),
  }
}

test('an agent does what it is asked, and its answer is all that is printed', async () => {
  const ran = await run('fix the login')
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
  // Whoever is the first on an engine hears of the tools, too.
  expect(ran.stderr).toMatch(
    /^hal: task \w{6}: .*\n(?:hal: making .*\n)?I will\.\n→ Bash echo fixed > login\.txt\nhal: .* tokens in, /,
  )
  expect(readFileSync(join(stage.workspace, 'login.txt'), 'utf8')).toBe('fixed\n')
  const { id, status } = await newest()
  expect(status).toBe('completed')
  expect(await storyOf(id)).toEqual({
    types: ['admitted', 'status', 'tool_call', 'tool_result', 'complete'],
    words: 'I will.Done: fixed.',
  })
  expect(await list(stage.person)).toEqual([])
  expect(await stage.person.ok('tasks', 'show', id.slice(0, 4))).toMatch(/answer +Done: fixed\./)
  expect((await stage.person.hal(['tasks', 'logs', id])).stdout).toBe('Done: fixed.\n')
})

test('a prompt comes from stdin, longer than any argument', async () => {
  const long = `say hello\n${'and more words, '.repeat(20_000)}`
  const ran = await stage.person.hal(['run', '-', ...claude(), '--json'], { input: long })
  expect(JSON.parse(ran.stdout)).toMatchObject({
    task: { status: 'completed', answer: 'Hello.', prompt: long },
  })
})

test('a prompt comes from a file', async () => {
  const file = join(stage.workspace, 'task.md')
  writeFileSync(file, 'fix the login\n')
  const ran = await stage.person.hal(['run', '--prompt-file', file, ...claude()])
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
  expect(await newest()).toMatchObject({ prompt: 'fix the login\n' })
})

test('its events can be had as they come', async () => {
  const running = begin('--stream')
  await atWork()
  await goOn()
  const { stdout, exitCode } = await running
  expect(exitCode).toBe(0)
  const events = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
  expect(events.slice(0, 2)).toMatchObject([{ type: 'admitted' }, { type: 'status', status: 'running' }])
  expect(events.at(-1)).toMatchObject({ type: 'complete', answer: 'It is over.' })
})

test.each([
  ['ctrl-c', 'SIGINT', 130],
  ['a SIGTERM', 'SIGTERM', 143],
] as const)('%s cancels it, and leaves nothing of it', async (_, signal, code) => {
  const running = begin()
  await atWork()
  // As where a terminal tells all of a group, and a program in between passes it on.
  running.kill(signal)
  running.kill(signal)
  const { exitCode, stdout, stderr } = await running
  expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' })
  expect(stderr).toContain('is cancelled.')
  expect((await newest()).status).toBe('cancelled')
  expect(await list(stage.person)).toEqual([])
})

test('a hal that is killed takes nothing with it: whoever looks next goes on with the task', async () => {
  const running = begin()
  await atWork()
  running.kill('SIGKILL')
  await running
  const { id, status } = await newest()
  expect(status).toBe('running')
  const following = stage.person.hal(['tasks', 'logs', id, '-f'])
  await goOn()
  expect(await following).toMatchObject({ exitCode: 0, stdout: 'It is over.\n' })
  expect(await storyOf(id)).toEqual({
    types: ['admitted', 'status', 'tool_call', 'tool_result', 'complete'],
    words: 'I begin.It is over.',
  })
  expect(await list(stage.person)).toEqual([])
})

test('what an agent did while no hal was there is not lost', async () => {
  const running = begin()
  await atWork()
  running.kill('SIGKILL')
  await running
  await goOn()
  const { id, worker } = await newest()
  await expect
    .poll(() => stage.person.json('inspect', worker))
    .toMatchObject({ worker: { activity: 'done' } })
  expect(await stage.person.hal(['tasks', 'logs', id, '-f'])).toMatchObject({
    exitCode: 0,
    stdout: 'It is over.\n',
  })
})

test('works on behind, is watched from elsewhere, and cancelled from there', async () => {
  const id = (await stage.person.ok('run', 'wait for me', ...claude(), '--detach')).trim()
  await atWork()
  const watching = stage.person.hal(['tasks', 'logs', id, '-f'])
  expect(await stage.person.ok('tasks', 'cancel', id)).toBe(`${id}  cancelled\n`)
  expect(await watching).toMatchObject({ exitCode: 130, stdout: '' })
  await expect.poll(() => list(stage.person)).toEqual([])
  expect(await stage.person.hal(['tasks', 'cancel', id])).toMatchObject({
    exitCode: 1,
    stderr: `hal: task ${id} has ended already: cancelled.\n     \`hal tasks show ${id}\` says more.\n`,
  })
  const again = (await stage.person.ok('tasks', 'retry', id, '--detach')).trim()
  expect(await stage.person.ok('tasks', 'show', again)).toMatch(new RegExp(`retry of +${id}`))
  await stage.person.ok('tasks', 'cancel', again)
})

test('the work of one with a branch comes home', async () => {
  const ran = await stage.person.hal(
    ['run', 'fix the login', '--agent', 'claude', ...debian, '--branch', 'fix'],
    {
      cwd: stage.repository.path,
    },
  )
  expect(ran.exitCode).toBe(0)
  const { worker } = await newest()
  expect(ran.stderr).toContain('it changed login.txt.')
  expect(ran.stderr).toContain(`its work is on fix: \`hal diff ${worker}\`, \`hal merge ${worker}\`.`)
  const byBranch = await stage.person.hal(['diff', 'fix'])
  expect(byBranch).toMatchObject({ exitCode: 5, stdout: '' })
  expect(byBranch.stderr).toContain(`It is the branch of ${worker}: name that.`)
  const merged = await stage.person.hal(['merge', worker], { cwd: stage.repository.path })
  expect(merged).toMatchObject({ exitCode: 0 })
  expect(readFileSync(join(stage.repository.path, 'login.txt'), 'utf8')).toBe('fixed\n')
  const id = worker.replace('task-', '')
  const ofTask = `it was started for a task: \`hal tasks logs ${id}\`, \`hal tasks retry ${id}\``
  expect(await stage.person.ok('explain', worker)).toContain(ofTask)
  const again = await stage.person.hal(['start', worker])
  expect(again.stdout + again.stderr).toContain(ofTask)
  expect(again.stdout + again.stderr).not.toContain('hal capture')
  await stage.person.ok('tasks', 'remove', id)
  expect(await list(stage.person)).toEqual([])
})

test('one that changed nothing is told, and what its commands ended with', async () => {
  const said = await stage.person.hal(
    ['run', 'run false', '--agent', 'claude', ...debian, '--branch', 'none', '--json'],
    {
      cwd: stage.repository.path,
    },
  )
  expect(JSON.parse(said.stdout)).toMatchObject({
    task: { answer: 'I tried.', filesModified: [], exitCodes: [1] },
  })
  const { id, worker } = await newest()
  await stage.person.ok('rm', '--force', worker)
  const again = await stage.person.hal(['tasks', 'retry', id], { cwd: stage.repository.path })
  expect(again).toMatchObject({ exitCode: 0, stdout: 'I tried.\n' })
  expect(again.stderr).toContain('it changed no file.')
  expect(again.stderr).toContain('its worker stays, with the branch none: `hal workers remove task-')
  const second = await newest()
  expect(await stage.person.ok('tasks', 'show', second.id)).toMatch(new RegExp(`retry of +${id}`))
  await stage.person.ok('rm', second.worker)
})

test('one whose worker can’t write its workspace is told at once, and why a command failed', async () => {
  await chmod(stage.workspace, 0o555)
  const ran = await run('fix the login')
  await chmod(stage.workspace, 0o777)
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Done: fixed.\n' })
  expect(ran.stderr).toMatch(
    new RegExp(`^! the worker \\(uid \\d+\\) can't write ${stage.workspace}: .*\nI will\\.$`, 'm'),
  )
  expect(ran.stderr).toMatch(/^← Bash ended with 1: .*login\.txt: Permission denied$/m)
  const { id } = await newest()
  expect(await stage.person.ok('tasks', 'show', id)).toMatch(/commands +the only one failed/)
  expect((await stage.person.hal(['tasks', 'logs', id])).stderr).toMatch(/^! the worker .* can't write/m)
})

test('one that told of an edit and changed nothing is remarked on', async () => {
  const asked = ['run', 'pretend', '--agent', 'claude', ...debian, '--branch', 'pretence']
  const ran = await stage.person.hal(asked, { cwd: stage.repository.path })
  const { id, worker } = await newest()
  expect(ran).toMatchObject({ exitCode: 0, stdout: 'Fixed.\n' })
  expect(ran.stderr).toContain(
    `hal: it changed no file, although it told of an edit: \`hal tasks logs ${id}\` says which.`,
  )
  expect(await stage.person.ok('tasks', 'show', id)).toMatch(/changed +no file, although it told of an edit/)
  await stage.person.ok('rm', worker)
})

test('one that is late is stopped', async () => {
  const ran = await run('never answer', '--timeout', '5s')
  expect(ran).toMatchObject({ exitCode: 124, stdout: '' })
  expect(ran.stderr).toContain('it was not done within 5s, and was stopped.')
  const again = await stage.person.hal(['tasks', 'retry', (await newest()).id, '--timeout', '6s'])
  expect(again.stderr).toContain('it was not done within 6s, and was stopped.')
  expect(await list(stage.person)).toEqual([])
})

test('one that says nothing is stopped after as long as the person lets it be silent', async () => {
  const config = join(stage.person.env['HOME'] ?? '', '.config/hal/config.json')
  const before = readFileSync(config, 'utf8')
  const { agents } = JSON.parse(before)
  writeFileSync(
    config,
    JSON.stringify({ agents: { ...agents, claude: { ...agents.claude, silentAfter: '5s' } } }),
  )
  const ran = await run('never answer')
  writeFileSync(config, before)
  expect(ran).toMatchObject({ exitCode: 124, stdout: '' })
  expect(ran.stderr).toContain('claude said nothing for 5s, and was stopped.')
})

test('one whose model refuses says why', async () => {
  const ran = await run('make a bad request')
  expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
  expect(ran.stderr).toContain('the request is bad')
  expect(await newest()).toMatchObject({ status: 'failed', failure: { reason: 'refused' } })
})

test('one whose worker is taken away says so', async () => {
  const running = begin()
  await atWork()
  const { worker } = await newest()
  await stage.person.ok('rm', '--force', worker)
  const { exitCode, stderr } = await running
  expect(exitCode).toBe(1)
  expect(stderr).toContain('its agent was ended from outside, or its worker was, before it was done.')
})

test.each([
  ['no agent', ['run', 'words'], 2, 'claude, codex, opencode, gemini and copilot could work on it.'],
  ['an agent that there is none of', ['run', 'words', '--agent', 'cladue'], 5, 'Did you mean claude?'],
  [
    'an agent that needs a terminal',
    ['run', 'words', '--agent', 'shell'],
    2,
    "hal doesn't know how shell works",
  ],
  ['a stream of one that works on', ['run', 'words', '--agent', 'claude', '-d', '--stream'], 2, 'not both'],
  ['two ways to print', ['run', 'words', '--agent', 'claude', '--json', '--stream'], 2, 'not both'],
  [
    'a time that is none',
    ['run', 'words', '--timeout', 'soon'],
    2,
    '1h30m is expected; a bare number is seconds.',
  ],
  ['no words', ['run', ' ', '--agent', 'claude'], 2, 'no words in the prompt'],
  [
    'a file that is nowhere',
    ['run', '--prompt-file', '/nowhere', '--agent', 'claude'],
    2,
    "can't be read from /nowhere: there is no such file. There is no task.",
  ],
  ['a task that there is none of', ['tasks', 'show', 'nope'], 5, 'there is no task "nope"'],
])('%s is refused, and leaves no task', async (_, words, exitCode, sentence) => {
  const before = (await tasks()).length
  const ran = await stage.person.hal(words)
  expect(ran).toMatchObject({ exitCode, stdout: '' })
  expect(ran.stderr).toContain(sentence)
  expect(await tasks()).toHaveLength(before)
})

test('an agent without a key is told to be, before anybody waits for it', async () => {
  await using stranger = new Person()
  const ran = await stranger.hal([
    'run',
    'hello',
    '--agent',
    'codex',
    '--image',
    'hal-test/none',
    '--workspace',
    'empty',
  ])
  expect(ran.stderr).toMatch(
    /^hal: codex has no key and no login of yours: `hal agents doctor codex` says what it takes\.\n/,
  )
})

test('without an image there is no worker, and the task says why', async () => {
  const ran = await stage.person.hal([
    'run',
    'words',
    '--agent',
    'claude',
    '--image',
    'hal-test/none',
    '--workspace',
    'empty',
  ])
  expect(ran.stdout).toBe('')
  expect(ran.stderr).toContain('hal-test/none')
  expect(await newest()).toMatchObject({ status: 'failed', failure: { reason: 'no-worker' } })
})
