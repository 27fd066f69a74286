import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { ensureTestTools } from './test-tools.ts'

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
  const { keeper } = await ensureTestTools()
  const folder = await mkdtemp(join(tmpdir(), 'hal-tmux-program-'))
  await promisify(execFile)('docker', ['cp', `${keeper}:/tools/bin/tmux`, folder])
  return folder
}
