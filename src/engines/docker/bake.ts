import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, ok } from '../../lib/result.ts'
import type { BakeSpec, EngineResult } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'
import type { DockerApi } from './api.ts'
import { runClient } from './client.ts'
import { fields, text } from './guards.ts'
import { diskFull, isDiskFull } from './refused.ts'
import { isRegistryProblem, registryFailure } from './registry-failure.ts'

type Digests = Readonly<Record<string, string>>

/** Runs `docker buildx bake` on the file, which names everything by absolute paths. */
export async function bakeImages(
  api: DockerApi,
  { file, env: given = {} }: BakeSpec,
  onLine: (line: string) => void,
  signal?: AbortSignal,
): EngineResult<Digests> {
  const env = {
    ...given,
    ...api.clientEnv,
    // The file is hal's own: what it reads was named by the person's profiles.
    BUILDX_BAKE_ENTITLEMENTS_FS: '0',
  }
  const found = await findBuildx(env, { what, signal })
  if (!found.ok) return found
  const dir = await mkdtemp(join(tmpdir(), 'hal-bake-'))
  try {
    const [bakeFile, metadataFile] = [join(dir, 'docker-bake.json'), join(dir, 'metadata.json')]
    await writeFile(bakeFile, file, { mode: 0o600 })
    const baked = await runClient(
      ['buildx', 'bake', '--file', bakeFile, '--metadata-file', metadataFile, '--progress', 'plain'],
      { env, onLine, signal },
    )
    if (baked.kind !== 'ended') return fail({ reason: 'cancelled', what })
    if (baked.exitCode !== 0) return fail(bakeFailure(api, baked.said))
    return ok(digestsIn(await readFile(metadataFile, 'utf8').catch(() => '{}')))
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** The version of the plugin, where it and its client are there. */
export async function buildxVersion(
  { clientEnv }: Pick<DockerApi, 'clientEnv'>,
  signal?: AbortSignal,
): EngineResult<string | undefined> {
  const found = await findBuildx({ ...clientEnv }, { what: 'the question for buildx', signal })
  return !found.ok && found.failure.reason === 'no-buildx' ? ok(undefined) : found
}

/** A success where the client and its plugin are there: its version. */
export async function findBuildx(
  env: Readonly<Record<string, string>>,
  { what, signal }: { readonly what: string; readonly signal: AbortSignal | undefined },
): EngineResult<string> {
  const version = await runClient(['buildx', 'version'], { env, signal })
  if (version.kind === 'cancelled') return fail({ reason: 'cancelled', what })
  if (version.kind === 'not-installed')
    return fail({ reason: 'no-buildx', detail: 'docker is not installed' })
  return version.exitCode === 0
    ? ok(versionIn(version.said))
    : fail({ reason: 'no-buildx', detail: 'docker has no such command' })
}

/** `github.com/docker/buildx v0.12.1 30feaa1` → `0.12.1`. */
const versionIn = ([first = '']: readonly string[]): string => / v?(\d\S*)/.exec(first)?.[1] ?? first.trim()

const what = 'the build'

/** What it said → why it failed. Pure. */
export function bakeFailure(api: Pick<DockerApi, 'address'>, said: readonly string[]): EngineFailure {
  const lines = said.filter((line) => line.trim() !== '')
  const error = lines.findLast((line) => line.startsWith('ERROR: '))?.replace(wrappings, '') ?? ''
  if (/not (?:currently )?support|unsupported frontend capability/i.test(error))
    return { reason: 'buildx-refused', detail: error }
  // Its summary of what failed: ` > [base 2/3] RUN make:`, and below it what that printed.
  const at = lines.findLastIndex((line) => /^ > .*:$/.test(line))
  const step = at === -1 ? 'docker buildx bake' : (lines[at] ?? '').slice(' > '.length, -1)
  const tail = lines.slice(at === -1 ? -tailLines : at + 1).slice(0, tailLines)
  if ([error, ...tail].some(isDiskFull)) return diskFull(api, what, tail.filter(isDiskFull))
  const image = imageIn(step, error)
  if (image !== undefined && isRegistryProblem(error)) return registryFailure(image, error)
  return { reason: 'build-failed', step, exitCode: statusIn(error), tail: tail.filter(isNoRule) }
}

/** The image that was asked for or sent, where that is what failed. What a step of a Dockerfile runs may speak of registries, too. */
const imageIn = (step: string, error: string): string | undefined =>
  /failed to push (\S+?):? /.exec(error)?.[1] ??
  /^(?:\[[^\]]*\] load metadata for|pushing|exporting cache to registry ref=) *(\S+)/.exec(step)?.[1]

const wrappings = /^ERROR: (?:failed to solve(?: with frontend [\w.]+)?: |rpc error: code = \w+ desc = )*/
const tailLines = 20
const isNoRule = (line: string): boolean => !/^-+$/.test(line)

/** Of the step that failed. */
function statusIn(error: string): number | undefined {
  const [, status] = /exit code: (\d+)/.exec(error) ?? []
  return status === undefined ? undefined : Number(status)
}

function digestsIn(metadata: string): Digests {
  const targets = Object.entries(fields(JSON.parse(metadata)))
  return Object.fromEntries(
    targets.flatMap(([target, facts]) => {
      const digest = text(fields(facts)['containerimage.digest'])
      return digest === '' ? [] : [[target, digest]]
    }),
  )
}
