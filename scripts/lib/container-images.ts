import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { homedir, hostname, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../src/config/load.ts'
import { type Hal, openHal } from '../../src/hal.ts'
import { pinnedName } from '../../src/images/tags.ts'
import type { Result } from '../../src/lib/result.ts'
import { type Failure, failureText } from '../../src/present/failure.ts'

const packageDir = join(import.meta.dirname, '../..')
const layer = 'core-nodepy'

/** `agent`: the one inside of a server, OpenCode unless it is said. */
export interface ContainerImage {
  readonly kind: 'server' | 'parent'
  readonly tag: string
  readonly agent?: string | undefined
}

/**
 * Builds the images of docker/server or docker/parent of this checkout, which `npm run build` has built, and what they stand on, with the
 * settings of the person's own config. Answers their sizes in bytes, in the same order.
 */
export async function buildContainerImages(wanted: readonly ContainerImage[]): Promise<readonly number[]> {
  await using hal = await openPersonsHal()
  const engine = must(await hal.engine())
  const base = await readyBase(hal)
  const contextDir = mkdtempSync(join(tmpdir(), 'hal-package-'))
  try {
    const { files } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as {
      readonly files: readonly string[]
    }
    for (const name of [...files, 'package.json'])
      cpSync(join(packageDir, name), join(contextDir, name), { recursive: true })
    const sizes: number[] = []
    for (const { kind, tag, agent = 'opencode' } of wanted) {
      const args = { BASE: base, TOOLS: await readyTools(hal, agent) }
      const spec = { contextDir, dockerfile: `docker/${kind}/Dockerfile`, tags: [tag], labels: {}, args }
      sizes.push(must(await engine.build(spec, () => undefined)).sizeBytes)
    }
    return sizes
  } finally {
    rmSync(contextDir, { recursive: true, force: true })
  }
}

async function openPersonsHal(): Promise<Hal> {
  const { env, platform } = process
  const { uid, gid, username: userName } = userInfo()
  const home = homedir()
  const loaded = must(await loadConfig({ cwd: home, env, home, userName, packageDir, flags: {} }))
  return openHal(loaded.config, loaded.stateDir, {
    ...{ env, cwd: home, home, hostName: hostname(), platform, uid, gid, packageDir, version: '' },
    ...{ signal: new AbortController().signal, leaveBehind: () => undefined },
    onUnkept: () => undefined,
  })
}

/** Neither image runs what a base may be without. */
async function readyBase({ images }: Hal): Promise<string> {
  const { layers } = must(await images.buildProfiles({ names: [layer], isMissingAllowed: true }))
  for (const { end } of layers) if (end.kind === 'failed') throw new Error(failureText(end.failure))
  return `hal/${layer}:latest`
}

async function readyTools({ images }: Hal, agent: string): Promise<string> {
  const { fingerprint } = must(await images.ensureTools({ agent }))
  return pinnedName(`tools-${agent}`, fingerprint)
}

function must<T>(result: Result<T, Failure>): T {
  if (result.ok) return result.value
  throw new Error(failureText(result.failure))
}
