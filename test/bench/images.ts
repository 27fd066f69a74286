import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { buildxConfig } from '../rigs/buildx.ts'
import { docker, type Person } from '../rigs/hal.ts'
import { startNpmRegistry } from '../rigs/npm-registry.ts'
import { compare, median, type Row, timed, timeRow } from './row.ts'

interface Built {
  readonly layers: readonly { readonly layer: string; readonly kind: string }[]
}

interface Sizes {
  readonly images: readonly { readonly profile: string; readonly sizeBytes: number }[]
  readonly aloneBytes: number
  readonly heldBytes: number
}

interface States {
  readonly images: readonly {
    readonly name: string
    readonly state: { readonly missing?: readonly string[] }
  }[]
}

/** The image house, against the engine's own client and against itself one after another. It builds the whole catalogue three times. */
export async function measureImages(person: Person): Promise<readonly Row[]> {
  // What the network here doesn't reach is no part of it.
  const names = await buildAll(person)
  const pin = await pinRow(person)
  const cold = {
    halMs: await timed(() => buildAll(person, '2', '--no-cache')),
    floorMs: await timed(() => buildAll(person, '1', '--no-cache')),
    goal: 0.8,
  }
  const unchanged = await compare(
    7,
    () => person.ok('build-profiles', '--allow-missing', ...names),
    () => docker('image', 'ls'),
  )
  return [
    timeRow('nothing changed, whole catalogue', '`docker image ls`', { ...unchanged, goal: 15 }),
    pin,
    timeRow('whole catalogue, cold, side by side', 'the same builds one after another', cold),
    ...(await sizeRows(person)),
  ]
}

async function buildAll(
  person: Person,
  concurrency = '2',
  ...options: readonly string[]
): Promise<readonly string[]> {
  const { stdout } = await person.hal(['build-profiles', '--allow-missing', '--json', ...options], {
    env: { HAL_BUILD_CONCURRENCY: concurrency },
  })
  const { layers } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Built
  return layers.filter(({ kind }) => kind === 'done' || kind === 'unchanged').map(({ layer }) => layer)
}

/** A new version of one agent: only its layer is built, as by hand. Each round has a version that nobody ever saw. */
async function pinRow(person: Person): Promise<Row> {
  await using registry = await startNpmRegistry()
  // Where the client has the plugin of its own accord, nobody names one.
  await using buildx = process.env['HAL_TEST_BUILDX'] === undefined ? undefined : await buildxConfig()
  const arch = process.arch === 'arm64' ? 'arm64' : 'amd64'
  const platform = `linux-${arch === 'arm64' ? 'arm64' : 'x64'}`
  let count = 0
  const publish = async () => {
    count += 1
    const version = `0.0.${count}-${platform}`
    const files = { 'vendor/any/bin/codex': randomBytes(agentBytes) }
    return {
      version: `0.0.${count}`,
      sum: await registry.publish({ package: '@openai/codex', version, files }),
    }
  }
  const pins = join(person.home, '.hal', 'pins.json')
  mkdirSync(dirname(pins), { recursive: true })
  const parent = 'hal/core-nodepy:latest'
  const times: { hal: number[]; floor: number[] } = { hal: [], floor: [] }
  for (let round = 0; round < 5; round += 1) {
    const changed = await publish()
    writeFileSync(
      pins,
      JSON.stringify({ codex: { version: changed.version, sums: { [arch]: changed.sum } } }),
    )
    times.hal.push(
      await timed(async () => {
        const { exitCode, stdout } = await person.hal(
          ['build-profiles', 'agent-codex-task', '--allow-missing'],
          { env: { HAL_BUILD_NPM_REGISTRY: registry.address } },
        )
        const built = [...stdout.matchAll(/^(\S+): building$/gm)].map(([, layer]) => layer)
        if (exitCode !== 0 || built.join(' ') !== 'agent-codex-task') throw new Error(stdout)
      }),
    )
    const { version, sum } = await publish()
    const address = `${registry.address}/@openai/codex/-/codex-${version}-${platform}.tgz`
    times.floor.push(await timed(() => buildByHand(parent, { address, sum, env: buildx?.env ?? {} })))
  }
  rmSync(pins)
  return timeRow('one agent’s pin changed', '`docker build` of that layer alone, the sum checked', {
    halMs: median(times.hal),
    floorMs: median(times.floor),
    goal: 1.2,
  })
}

/** What an agent's archive takes today. */
const agentBytes = 80_000_000

async function buildByHand(
  parent: string,
  {
    address,
    sum,
    env,
  }: { readonly address: string; readonly sum: string; readonly env: Readonly<Record<string, string>> },
): Promise<void> {
  const hexadecimal = Buffer.from(sum.replace('sha512-', ''), 'base64').toString('hex')
  const dockerfile = [
    `FROM ${parent}`,
    [
      `RUN curl -fsSL -o /tmp/a ${address}`,
      `echo '${hexadecimal}  /tmp/a' | sha512sum -c`,
      'mkdir /tmp/in && tar -xzf /tmp/a -C /tmp/in --no-same-owner',
      'cp /tmp/in/package/vendor/*/bin/codex /usr/local/bin/codex && rm -r /tmp/a /tmp/in',
    ].join(' && '),
  ].join('\n')
  const tag = 'hal-bench/by-hand'
  await execa('docker', ['build', '-q', '-t', tag, '-'], {
    input: dockerfile,
    env: { ...env, DOCKER_BUILDKIT: '1' },
  })
  await docker('image', 'rm', '--force', tag)
}

async function sizeRows(person: Person): Promise<readonly Row[]> {
  const { images, aloneBytes, heldBytes } = await person.json<Sizes>('images', 'sizes')
  const sizeOf = (name: string) => images.find(({ profile }) => profile === name)?.sizeBytes ?? Number.NaN
  const { images: states } = await person.json<States>('images', 'list')
  const missing = states.find(({ name }) => name === 'core-base')?.state.missing ?? []
  const without = missing.length === 0 ? '' : ` (without ${missing.join(', ')}, which could not be reached)`
  const base = Number(await docker('image', 'inspect', '--format', '{{.Size}}', 'debian:bookworm-slim'))
  return [
    sizeRow('`agent-codex-task`', '`agent-session-full`', [
      sizeOf('agent-codex-task'),
      sizeOf('agent-session-full'),
      0.35,
    ]),
    sizeRow('disk of the whole catalogue', 'sum of each image alone', [heldBytes, aloneBytes, 0.45]),
    sizeRow(`\`core-base\`${without}`, 'its Debian base', [sizeOf('core-base'), base, 2]),
  ]
}

const sizeRow = (what: string, floor: string, [hal, of, goal]: readonly [number, number, number]): Row => {
  const ratio = hal / of
  return {
    what: `size: ${what}`,
    floor,
    hal: megabytes(hal),
    floorValue: megabytes(of),
    ratio: `${ratio.toFixed(2)}×${ratio > goal ? ' (missed)' : ''}`,
    goal: `≤ ${goal}×`,
  }
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
