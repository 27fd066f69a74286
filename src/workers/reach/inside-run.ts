import { buffer } from 'node:stream/consumers'
import type { Engine } from '../../engines/engine.ts'
import { pour } from '../../lib/pour.ts'
import { ok } from '../../lib/result.ts'
import type { RunInside } from '../../workspace/inside-run.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { inside } from './inside.ts'

/** As in its panes: the image's own git, or the tools'. */
export const withOurGit = `PATH="$PATH:${inside.fallback}"`

/** Runs what the workspaces' room asks for in a container that runs. */
export const insideRun =
  (engine: Engine, containerId: string, signal: AbortSignal): RunInside<WorkerFailure> =>
  async ({ script, args = [], input, to }) => {
    const argv = ['/bin/sh', '-c', `${withOurGit}\n${script}`, 'hal', ...args]
    const exec = await engine.exec(containerId, { argv, signal })
    if (!exec.ok) return exec
    const { stream, exitCode, stderr } = exec.value
    stream.end(input)
    let stdout = Buffer.alloc(0)
    try {
      if (to === undefined) stdout = await buffer(stream)
      else await pour(stream, to)
    } catch {
      // A stream that broke has no exit code.
    }
    return ok({ exitCode: await exitCode, stdout, stderr: stderr() })
  }
