import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { openDockerEngine } from '../../src/engines/docker/docker-engine.ts'
import { shortFingerprint } from '../../src/images/fingerprint.ts'
import { ensureTools, readToolsRecipe } from '../../src/images/tools.ts'
import { findTestEngine } from './test-engine.ts'

const packageDir = fileURLToPath(new URL('../..', import.meta.url))

declare module 'vitest' {
  interface ProvidedContext {
    /** The tmux that workers run, as a program of this machine. */
    readonly toolsTmux: string
  }
}

/** Before a tier whose tests start tmux servers. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await copyToolsTmux()
  project.provide('toolsTmux', join(folder, 'tmux'))
  return () => rm(folder, { recursive: true })
}

/** The tmux that workers run, out of the tools volume, in a new folder. */
async function copyToolsTmux(): Promise<string> {
  await using engine = openDockerEngine(await findTestEngine())
  const bundle = process.env['HAL_BUILD_CA_BUNDLE']
  const tools = await ensureTools(engine, {
    recipe: await readToolsRecipe({ packageDir, base: 'debian:bookworm-slim' }),
    caBundle: bundle === undefined ? undefined : await readFile(bundle),
  })
  if (!tools.ok) throw new Error(`no tools: ${JSON.stringify(tools.failure)}`)
  const folder = await mkdtemp(join(tmpdir(), 'hal-tmux-program-'))
  const keeper = `hal.tools.${shortFingerprint(tools.value.fingerprint)}`
  await promisify(execFile)('docker', ['cp', `${keeper}:/tools/bin/tmux`, folder])
  return folder
}
