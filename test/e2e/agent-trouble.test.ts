import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { agentPerson, modelsOf, realAgents } from '../rigs/agent-person.ts'
import { foreignImage, shelllessImage } from '../rigs/busybox.ts'
import { docker, list, type Person } from '../rigs/hal.ts'
import { bash, hang, limit, refuse, say, script } from '../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../rigs/model-server/server.ts'

// What goes wrong around agents: the real ones, against a model that follows a script.

let models: ModelServer
let person: Person
const image = ['--image', 'debian:bookworm-slim', '--workspace', 'empty']

beforeAll(async () => {
  const answers = script([
    { when: /the key/, do: [refuse(401, 'invalid x-api-key')] },
    { when: /the limit/, do: [limit(new Date(Date.now() + 7_200_000))] },
    { when: /bad request/, do: [refuse(400, 'the request is bad')] },
    { when: /the server/, do: [refuse(500, 'trouble in the server')] },
    { when: /the silence/, do: [hang()] },
    { when: /the long tool/, do: [bash('tail -f /dev/null'), say('Done.')] },
    { do: [say('Hello.')] },
  ])
  models = await startModelServer(answers, { on: 'bridge' })
  ;({ person } = await agentPerson(models))
  configure((agents) => ({ ...agents, crash: { command: ['sh', '-c', 'echo no; exit 3'] } }))
})
afterAll(async () => {
  await person[Symbol.asyncDispose]()
  await models[Symbol.asyncDispose]()
})

type Agents = Readonly<Record<string, object>>

/** Changes what the person's config says of agents. */
const configure = (change: (agents: Agents) => Agents): void => {
  const file = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const { agents } = JSON.parse(readFileSync(file, 'utf8')) as { agents: Agents }
  writeFileSync(file, JSON.stringify({ agents: change(agents) }))
}

const start = async (agent: string, short: string, prompt: string): Promise<string> => {
  const name = person.name(short)
  await person.ok('start', name, '--agent', agent, ...image, '--prompt', prompt)
  return name
}
const claude = (short: string, prompt: string): Promise<string> => start('claude', short, prompt)
const stateOf = async (name: string) =>
  JSON.parse(await person.ok('inspect', name, '--json')).worker as object

test.each(realAgents)(
  'a key that is refused needs a login, in the words of the refusal: %s',
  async (agent) => {
    const name = await start(agent, `key-${agent}`, 'try the key')
    await person.ok('wait', name, '--until', 'login-needed', '--timeout', '60s')
    // Copilot CLI keeps the server's words to itself.
    const words = agent === 'copilot' ? 'Authentication failed' : 'invalid x-api-key'
    const refused = { activity: 'login-needed', question: expect.stringContaining(words) }
    expect(await stateOf(name)).toMatchObject(refused)
    expect(await person.ok('list')).toMatch(new RegExp(`${name} +login needed .*${words}`))
    const more = await person.hal(['send', name, 'and now?'])
    // OpenCode's screen is as ever, and takes it.
    expect(more).toMatchObject({ exitCode: agent === 'opencode' ? 0 : 22 })
    await person.ok('rm', '--force', name)
  },
)

test.each(realAgents)('a limit is one, in the agent’s words: %s', async (agent) => {
  const name = await start(agent, `limit-${agent}`, 'try the limit')
  await person.ok('wait', name, '--until', 'limited', '--timeout', '60s')
  const limited = { activity: 'limited', question: expect.stringMatching(/limit/i) }
  expect(await stateOf(name)).toMatchObject(limited)
  await person.ok('rm', '--force', name)
})

test.each(realAgents)(
  'a turn that failed is no answer, and waits for a person with why: %s',
  async (agent) => {
    const name = person.name(`bad-${agent}`)
    await person.ok('start', name, '--agent', agent, ...image)
    const asked = await person.hal(['send', name, 'make a bad request', '--capture', '--timeout', '90s'])
    expect(asked).toMatchObject({ exitCode: 22 })
    expect(asked.stderr).toMatch(new RegExp(`^hal: ${name} waits for you: .*the request is bad`, 'm'))
    // The next prompt is taken.
    const again = await person.hal(['send', name, 'say hello', '--capture', '--timeout', '90s'])
    expect(again).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Hello.') })
    await person.ok('rm', '--force', name)
  },
)

// Both end by hal's own limits of time, where they are set; the agent itself tries on, or waits.
test.each([
  ['a server in trouble', 'the server', 2],
  ['a server that says nothing', 'the silence', 1],
])('with %s it is at work', async (_, words, requests) => {
  const name = await claude(words.replace('the ', ''), `try ${words}`)
  let seen = 0
  await models.saw(({ talk, isAside }) => {
    if (!isAside && talk?.asked.includes(words) === true) seen += 1
    return seen >= requests
  })
  expect(await stateOf(name)).toMatchObject({ activity: 'working' })
  await person.ok('rm', '--force', name)
})

test.each(['claude', 'codex'])(
  'silence that takes too long ends a wait for %s, and not its work',
  async (agent) => {
    configure((agents) => ({ ...agents, [agent]: { ...agents[agent], silentAfter: '3s' } }))
    const name = await start(agent, `silent-${agent}`, 'try the silence')
    const waited = await person.hal(['wait', name, '--timeout', '90s'])
    expect(waited).toMatchObject({ exitCode: 124, stdout: '' })
    expect(waited.stderr).toMatch(/ works, and has shown nothing new for \d+s/)
    expect(await stateOf(name)).toMatchObject({ activity: 'working', silentSince: expect.any(String) })
    expect(await person.ok('list')).toMatch(new RegExp(`${name} +working .* silent for \\d+s$`, 'm'))
    await person.ok('rm', '--force', name)
  },
)

test('an agent that nothing lets in is said to be so at its start, once for all that are started', async () => {
  const file = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const before = readFileSync(file, 'utf8')
  configure(({ claude: _, ...others }) => others)
  const name = person.name('keyless')
  const { stderr, exitCode } = await person.hal([
    'start',
    name,
    '--agent',
    'claude',
    '--count',
    '2',
    ...image,
  ])
  writeFileSync(file, before)
  expect(exitCode).toBe(0)
  expect(stderr.match(/claude has no key and no login of yours, so it may ask for one/g)).toHaveLength(1)
  expect(stderr).toContain('`hal login claude`')
  await person.ok('rm', '--force', `${name}-1`, `${name}-2`)
})

/** All processes of a worker, by their numbers on this machine. */
const processesOf = async (name: string) =>
  (await docker('top', `hal-${name}`, '-eo', 'pid,args'))
    .split('\n')
    .slice(1)
    .map((line) => line.trim())

const pidOf = (line: string): number => Number.parseInt(line, 10)

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`)

test.each(['claude', 'codex'])(
  'a worker that is stopped takes with it what its %s has a tool do',
  async (agent) => {
    const name = person.name(`tool-${agent}`)
    const prompt = ['--unattended', '--prompt', 'run the long tool']
    await person.ok('start', name, '--agent', agent, ...image, ...prompt)
    await expect.poll(async () => (await processesOf(name)).join('\n')).toContain('tail -f /dev/null')
    const processes = await processesOf(name)
    const pids = processes.map(pidOf)
    // A hook of the agent's may have ended by now; its tool goes on.
    const tools = processes.filter((line) => line.includes('tail -f /dev/null')).map(pidOf)
    expect(tools.filter(isAlive)).not.toEqual([])
    await person.ok('stop', name)
    expect(pids.filter(isAlive)).toEqual([])
    await person.ok('rm', '--force', name)
  },
)

/** What each says where nobody listens at its models' address, and what hal makes of it. Gemini CLI says nothing for minutes. */
const unreached: Readonly<Record<string, RegExp>> = {
  claude: /works, and has shown nothing new for \d+s: Connection refused .*ECONNREFUSED/,
  codex:
    /works, and has shown nothing new for \d+s: Reconnecting\.\.\. .*Connection failed: error sending request/,
  opencode: /works, and has shown nothing new for \d+s: .*Cannot connect to API/,
  gemini: /works, and has shown nothing new for \d+s\./,
  copilot: /waits for you: Could not connect to local model provider at http:\/\/127\.0\.0\.1:9/,
}

test.each(realAgents)('models that nobody reaches end a wait, with why and what to do: %s', async (agent) => {
  const baseUrl = modelsOf(agent, { address: 'http://127.0.0.1:9' })
  configure((agents) => ({ ...agents, [agent]: { ...agents[agent], baseUrl, silentAfter: '10s' } }))
  const name = await start(agent, `dead-${agent}`, 'say hello')
  const waited = await person.hal(['wait', name, '--timeout', '100s'])
  expect(waited.stderr).toMatch(unreached[agent] ?? /^$/)
  expect(waited.stderr).toContain(`hal attach ${name}`)
  // One that gave up has come to what it is waited for; the others try on.
  expect(waited).toMatchObject({ exitCode: agent === 'copilot' ? 0 : 124 })
  await person.ok('rm', '--force', name)
})

test('a program that ends at once is said at the start, and wherever the worker is shown', async () => {
  const name = person.name('crash')
  const started = await person.ok('start', name, '--agent', 'crash', ...image)
  expect(started).toMatch(new RegExp(`^! ${name} +up in .*its command ended with 3`))
  expect(await person.ok('list')).toMatch(new RegExp(`${name} +failed 3 .*its command ended with 3`))
  expect(await person.ok('capture', name)).toContain('no')
  expect(await person.ok('explain', name)).toMatch(/^program +ended with status 3, /m)
})

test('an agent whose tools can’t be fetched is said, and nothing is left behind', async () => {
  const folder = join(person.home, 'locked')
  mkdirSync(join(folder, '.hal'), { recursive: true })
  const cursor = { version: '2025.01.01-0000000', sums: {} }
  writeFileSync(join(folder, '.hal/pins.json'), JSON.stringify({ cursor }))
  const name = person.name('far')
  const refused = await person.hal(['start', name, '--agent', 'cursor', ...image], { cwd: folder })
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toMatch(
    /^hal: making the agent’s tools \(once per engine and version: its program is fetched, /,
  )
  expect(refused.stderr).toContain("the tools of cursor can't be fetched.")
  expect(refused.stderr).toContain('`hal start NAME --image IMAGE -- PROGRAM`')
  expect((await list(person)).map((worker) => worker.name)).not.toContain(name)
})

test.each([
  ['for another processor', foreignImage, 'is made for another processor'],
  ['without a shell', shelllessImage, 'has no shell at /bin/sh'],
])('an image %s is said with an agent, too, and nothing is left behind', async (_, make, sentence) => {
  await using made = await make(person.tag)
  const name = person.name('odd')
  const words = ['start', name, '--agent', 'claude', '--workspace', 'empty', '--prompt', 'hello']
  const refused = await person.hal([...words, '--image', made.reference])
  expect(refused).toMatchObject({ exitCode: 1, stdout: '' })
  expect(refused.stderr).toContain(sentence)
  expect((await list(person)).map((worker) => worker.name)).not.toContain(name)
})
