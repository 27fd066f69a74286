import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findForm } from '../../src/agents/forms.ts'
import { loadPins } from '../../src/images/declare/pins.ts'
import { profilesDir } from '../../src/images/declare/profiles.fixture.ts'
import { busyboxImage, type MadeImage, muslImage } from '../rigs/busybox.ts'
import { Person } from '../rigs/hal.ts'
import { build, debian, docker, engine, images, removeImages, run } from '../rigs/image-builds.ts'
import { Terminal } from '../rigs/terminal.ts'

// The real agents, from npm, in images that know nothing of them.

const packageDir = fileURLToPath(new URL('../..', import.meta.url))
const agents = ['claude', 'codex', 'copilot', 'gemini', 'opencode']
const made: MadeImage[] = []
const roots = new Map([['debian', debian]])
const volumes = new Map<string, string>()
let versions: ReadonlyMap<string, string>

const ca = async (): Promise<Buffer | undefined> => {
  const { HAL_BUILD_CA_BUNDLE: file } = process.env
  return file === undefined ? undefined : readFile(file)
}

beforeAll(async () => {
  const pins = await loadPins(packageDir)
  if (!pins.ok) throw new Error(JSON.stringify(pins.failure))
  versions = new Map([...pins.value].map(([name, { version }]) => [name, version]))
  const hal = images(
    { packageDir, write: () => Promise.reject(), [Symbol.asyncDispose]: async () => {} },
    engine,
    await ca(),
  )
  for (const agent of agents) {
    const tools = await hal.ensureTools({ agent })
    if (!tools.ok) throw new Error(JSON.stringify(tools.failure))
    volumes.set(agent, tools.value.volume)
  }
  const musl = `${run}-musl`
  await using dir = await profilesDir({
    [`${musl}/profile.json`]: JSON.stringify({ from: debian, packages: ['musl'] }),
  })
  await build(images(dir, engine, await ca()))
  made.push(await busyboxImage(run), await muslImage(run, `hal/${musl}:latest`))
  for (const { reference } of made) roots.set(reference.includes('musl') ? 'musl' : 'busybox', reference)
})
afterAll(async () => {
  // Those whose terminal is gone run on.
  const { stdout } = await execa('docker', ['ps', '-q', '--filter', `label=hal-test=${run}`])
  for (const id of stdout.split('\n').filter((line) => line !== '')) await docker(['rm', '--force', id])
  for (const image of made) await image[Symbol.asyncDispose]()
  await removeImages()
})

/** As nobody in particular, without a right, on a root that nobody can write. */
const words = (
  root: string,
  agent: string,
  argv: readonly string[],
  options: readonly string[] = [],
): readonly string[] => [
  ...[
    'run',
    '--rm',
    '--label',
    `hal-test=${run}`,
    '--user',
    '12345:0',
    '--read-only',
    '--tmpfs',
    '/tmp:exec',
    '--cap-drop',
    'ALL',
  ],
  ...['--security-opt', 'no-new-privileges', '--network', 'none', '--env', 'HOME=/tmp'],
  ...['--mount', `type=volume,src=${volumes.get(agent)},dst=/tools,readonly`],
  ...options,
  ...[roots.get(root) ?? '', ...argv],
]
const inside = async (...given: Parameters<typeof words>): Promise<string> =>
  (await execa('docker', words(...given))).stdout

describe.each(['debian', 'musl', 'busybox'])('an image with %s', (root) => {
  test.each(agents)('runs %s', async (agent) => {
    const said = await inside(root, agent, [`/tools/bin/${agent}`, '--version'])
    expect(said).toContain(versions.get(agent))
    expect(await inside(root, agent, [`/tools/${agent}`, '--version'])).toBe(said)
  })
})

test.each(agents)('%s knows each option that hal starts it with', async (agent) => {
  const form = findForm(agent, {})
  if (!form.ok) throw new Error(agent)
  const wish = {
    baseUrl: 'http://models.test',
    model: 'any',
    secrets: new Set<string>(),
    isRoot: false,
    env: {},
    hasLogin: false,
  }
  const options = [true, false].flatMap((isUnattended) => {
    const [program = '', ...words] = form.value.launch({ ...wish, isUnattended }).argv
    return words.filter((word) => word.startsWith('-')).map((option) => ({ program, option }))
  })
  const help = (
    await execa('docker', words('debian', agent, [`/tools/bin/${agent}`, '--help']), { all: true })
  ).all
  const known = new Set(help.match(/(?<![\w-])--?[a-z][\w-]*/g))
  expect(known.size).toBeGreaterThan(5)
  expect(options.filter(({ option }) => !known.has(option))).toEqual([])
})

test.each([
  ['claude', 'Welcome to Claude Code'],
  // Its background server asks procps' `ps`.
  ['codex --no-daemon', 'Welcome to Codex'],
  ['copilot', 'Confirm folder trust'],
  ['gemini', 'Do you trust the files in this folder'],
  ['opencode', 'Ask anything'],
])('%s draws its first screen where there is nothing but BusyBox', async (line, first) => {
  const [agent = ''] = line.split(' ')
  const script = `mkdir /tmp/work && cd /tmp/work && exec /tools/bin/${line}`
  await using terminal = new Terminal({
    command: 'docker',
    args: words('busybox', agent, ['sh', '-c', script], ['-it', '--init', '--env', 'TERM=xterm-256color']),
    ...{ cwd: '/', env: { PATH: process.env['PATH'] ?? '' }, columns: 100, rows: 30 },
  })
  await terminal.waitFor(first)
})

test.each(['musl', 'busybox'])('a worker with %s runs commands, and an agent in its window', async (root) => {
  await using person = new Person()
  const name = person.name(root)
  await person.ok(
    ...['start', name, '--image', roots.get(root) ?? '', '--agent', 'claude', '--workspace', 'empty'],
  )
  const command = 'echo "$(id -u)" && touch /workspace/mine && git --version && claude --version; (exit 3)'
  const sent = await person.hal(['send', name, command, '--window', 'shell', '--capture'])
  expect(sent).toMatchObject({ exitCode: 3, stderr: '' })
  expect(sent.stdout).toMatch(/^[1-9]\d*\ngit version \S+\n/)
  expect(sent.stdout).toContain(versions.get('claude'))
  await expect.poll(() => person.ok('capture', name)).toContain('Claude Code')
})

test('what an image’s environment says of libraries reaches the programs that an agent starts, and not the agent', async () => {
  const env = ['--env', 'LD_LIBRARY_PATH=/lib', '--env', 'LD_PRELOAD=/lib/libc.so.6']
  const script =
    'process.stdout.write(String(require("child_process").execSync("echo $LD_LIBRARY_PATH $LD_PRELOAD")))'
  const node = `/tools/agents/gemini/${versions.get('gemini')}/node`
  expect(await inside('musl', 'gemini', [node, '-e', script], env)).toBe('/lib /lib/libc.so.6')
  expect(await inside('musl', 'claude', ['/tools/bin/claude', '--version'], env)).toContain(
    versions.get('claude'),
  )
})

test('an agent finds addresses by name where the image has no libc', async () => {
  const script = 'require("dns").lookup("gateway.test", (_, address) => console.log(address))'
  const node = `/tools/agents/gemini/${versions.get('gemini')}/node`
  const hosts = ['--add-host', 'gateway.test:127.0.0.9']
  expect(await inside('busybox', 'gemini', [node, '-e', script], hosts)).toBe('127.0.0.9')
})
