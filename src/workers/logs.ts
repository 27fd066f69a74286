import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { inside } from './inside.ts'
import type { LogsInput, WorkerResult } from './verbs.ts'

/** More than one log with its predecessor can hold (`hal-log` rotates at 8 MiB). */
const maxBytes = 16 * 1024 ** 2

/**
 * What a worker's window printed, as its tmux kept it: of an ended worker too. Followed, it goes on until the worker ends or `signal`
 * aborts, without a gap.
 */
export async function workerLogs(context: WorkersContext, input: LogsInput): WorkerResult<void> {
  const found = await findWorker(context, input.name)
  if (!found.ok) return found
  const engine = await context.engine()
  if (!engine.ok) return engine
  const { containerId, phase, agent, name } = found.value
  const window = input.window ?? (agent === undefined ? 'shell' : 'agent')
  const path = inside.log(window)
  const isFollowed = input.isFollowed === true && (phase.kind === 'ready' || phase.kind === 'unreachable')
  if (!isFollowed) {
    const older = await engine.value.readFile(containerId, `${path}.1`, { maxBytes })
    const newer = await engine.value.readFile(containerId, path, { maxBytes })
    if (!newer.ok) return newer
    if (older.ok && older.value !== undefined) input.onData(older.value)
    if (newer.value !== undefined) input.onData(newer.value)
    return newer.value === undefined && input.window !== undefined
      ? fail({ reason: 'no-such-window', window, windows: [] })
      : ok(undefined)
  }
  const signal = input.signal ?? context.signal
  const followed = await engine.value.exec(containerId, { argv: inside.followLog(window), signal })
  if (!followed.ok) return followed
  let isBroken = false
  try {
    for await (const chunk of followed.value.stream) input.onData(chunk as Buffer)
  } catch {
    isBroken = true
  }
  if (signal.aborted) return ok(undefined)
  // A stream ends alike with its worker and with its engine.
  const container = await engine.value.inspect(containerId)
  if (!container.ok) return container.failure.reason === 'no-such-container' ? ok(undefined) : container
  return isBroken && container.value.status.kind === 'running'
    ? fail({ reason: 'worker-unreachable', name, detail: 'the log stream broke' })
    : ok(undefined)
}
