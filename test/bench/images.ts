import { docker, type Person } from '../rigs/hal.ts'
import { compare, type Row, timed, timeRow } from './row.ts'

interface Built {
  readonly layers: readonly { readonly layer: string; readonly kind: string }[]
}

interface Sizes {
  readonly images: readonly { readonly profile: string; readonly sizeBytes: number }[]
  readonly aloneBytes: number
  readonly heldBytes: number
}

/** The image house, against the engine's own client and against itself one after another. It builds the whole catalogue three times. */
export async function measureImages(person: Person): Promise<readonly Row[]> {
  // What the network here doesn't reach is no part of it.
  const names = await buildAll(person)
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

async function sizeRows(person: Person): Promise<readonly Row[]> {
  const { images, aloneBytes, heldBytes } = await person.json<Sizes>('images', 'sizes')
  const sizeOf = (name: string) => images.find(({ profile }) => profile === name)?.sizeBytes ?? Number.NaN
  const base = Number(await docker('image', 'inspect', '--format', '{{.Size}}', 'debian:bookworm-slim'))
  return [
    sizeRow('`agent-codex-task`', '`agent-session-full`', [
      sizeOf('agent-codex-task'),
      sizeOf('agent-session-full'),
      0.35,
    ]),
    sizeRow('disk of the whole catalogue', 'sum of each image alone', [heldBytes, aloneBytes, 0.45]),
    sizeRow('`core-base`', 'its Debian base', [sizeOf('core-base'), base, 2]),
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
