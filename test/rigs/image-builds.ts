import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import type { Engine } from '../../src/engines/engine.ts'
import type { ProfilesDir } from '../../src/images/declare/profiles.fixture.ts'
import type { Selection } from '../../src/images/declare/select.ts'
import type { BuildUpdate } from '../../src/images/layer-state.ts'
import { openImages } from '../../src/images/open-images.ts'
import type { Patience } from '../../src/images/push/patience.ts'
import type { PushUpdate } from '../../src/images/push-state.ts'
import type { BuildReport, ImageVerbs } from '../../src/images/verbs.ts'
import { publicRegistry } from '../../src/lib/npm-registry.ts'

export const debian = 'debian:bookworm-slim'
// Each run has names of its own, so that runs at once, and other people's images, are left alone.
export const run = `hal-test-images-${randomBytes(3).toString('hex')}`
export const engine = openDockerEngine({
  endpoint: { kind: 'unix', socketPath: '/var/run/docker.sock' },
  apiVersion: '1.41',
  builderVersion: '2',
})
const execute = promisify(execFile)
export const docker = (args: readonly string[]) => execute('docker', args)

export const removeImages = async (): Promise<void> => {
  const format = '{{.Repository}}:{{.Tag}}@{{.Digest}}'
  const { stdout } = await docker(['image', 'ls', '--digests', '--format', format])
  // What a pull took the tag of has its digest alone.
  const names = stdout.split('\n').map((name) => name.replace(':<none>@', '@').replace(/(:[^@/]+)@.*/, '$1'))
  const mine = [...new Set(names)].filter((name) => name.includes(run))
  if (mine.length > 0) await docker(['image', 'rm', '--force', ...mine])
  await removeNameless()
  await engine[Symbol.asyncDispose]()
}

/** What lost its names to a newer build. */
async function removeNameless(): Promise<void> {
  const filters = ['--filter', 'dangling=true', '--filter', 'label=dev.hal.profile']
  const ids = (await docker(['image', 'ls', '--quiet', ...filters])).stdout
    .split('\n')
    .filter((id) => id !== '')
  for (const id of ids) {
    const format = '{{index .Config.Labels "dev.hal.profile"}}'
    const { stdout } = await docker(['image', 'inspect', '--format', format, id]).catch(() => ({
      stdout: '',
    }))
    if (stdout.includes(run)) await docker(['image', 'rm', '--force', id])
  }
}

export const images = (
  dir: ProfilesDir,
  through: Engine = engine,
  caBundle?: Buffer,
  destination: { readonly registry?: string; readonly org?: string; readonly version?: string } = {},
  patience?: Patience,
): ImageVerbs =>
  openImages({
    engine: async () => ({ ok: true, value: through }),
    packageDir: dir.packageDir,
    profileFolders: [],
    pinFiles: [],
    defaultProfile: 'base',
    settings: { session: undefined, tasks: {} },
    destination,
    concurrency: 2,
    patience,
    toolsBase: debian,
    caBundle,
    npmRegistry: publicRegistry,
    proxy: {},
  })

export async function build(
  verbs: ImageVerbs,
  options: Partial<Selection> & {
    readonly isPushed?: boolean
    readonly isCacheDisabled?: boolean
    readonly isPullForced?: boolean
    readonly lockFile?: string
    readonly onPush?: (update: PushUpdate) => void
    readonly isMissingAllowed?: boolean
    readonly signal?: AbortSignal
    readonly onUpdate?: (update: BuildUpdate) => void
  } = {},
): Promise<BuildReport> {
  const { onUpdate, onPush, ...rest } = options
  const report = await verbs.buildProfiles({
    names: [],
    ...rest,
    onUpdate: (update) => {
      if (update.kind === 'layer') onUpdate?.(update)
      if (update.kind === 'push') onPush?.(update)
    },
  })
  if (!report.ok) throw new Error(JSON.stringify(report.failure))
  return report.value
}

export const ends = (report: BuildReport): Readonly<Record<string, string>> =>
  Object.fromEntries(report.layers.map(({ layer, end }) => [layer, end.kind]))
