import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import { caughtUp } from './caught-up.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { inside } from './reach/inside.ts'
import type { LogsInput, WorkerResult } from './verbs.ts'
import { windowsOfWorker } from './windows.ts'

/** More than one log with its predecessor can hold (`hal-log` rotates at 8 MiB). */
const maxBytes = 16 * 1024 ** 2

/**
 * What a worker's window printed, as its tmux kept it: of an ended worker too. Followed, it goes on until the worker ends or `signal`
 * aborts, without a gap.
 */
export async function workerLogs(context: WorkersContext, input: LogsInput): WorkerResult<void> {
  const found = await findWorker(context, input)
  if (!found.ok) return found
  const engine = await context.engine()
  if (!engine.ok) return engine
  const { containerId, phase, agent, name } = found.value
  const window = input.window ?? (agent === undefined ? 'shell' : 'agent')
  const path = inside.log(window)
  const isFollowed = input.isFollowed === true && (phase.kind === 'ready' || phase.kind === 'unreachable')
  if (!isFollowed) {
    const parts = await readParts(engine.value, containerId, path)
    if (!parts.ok) return parts
    const { older, newer } = parts.value
    if (older !== undefined) input.onData(older)
    if (newer !== undefined) input.onData(newer)
    input.onCaughtUp?.()
    return newer === undefined && input.window !== undefined
      ? fail({ reason: 'no-such-window', window, windows: await windowNames(context, name) })
      : ok(undefined)
  }
  const signal = input.signal ?? context.signal
  const reader = await readerOf(engine.value, { containerId, path, input })
  if (!reader.ok) return reader
  const followed = await engine.value.exec(containerId, { argv: inside.followLog(window), signal })
  if (!followed.ok) return followed
  let isBroken = false
  try {
    for await (const chunk of followed.value.stream) reader.value.push(chunk as Buffer)
  } catch {
    isBroken = true
  }
  reader.value.end()
  if (signal.aborted) return ok(undefined)
  // A stream ends alike with its worker and with its engine.
  const container = await engine.value.inspect(containerId)
  if (!container.ok) return container.failure.reason === 'no-such-container' ? ok(undefined) : container
  return isBroken && container.value.status.kind === 'running'
    ? fail({ reason: 'worker-unreachable', name, detail: 'the log stream broke' })
    : ok(undefined)
}

/** None of a worker that doesn't run. */
async function windowNames(context: WorkersContext, name: string): Promise<readonly string[]> {
  const windows = await windowsOfWorker(context, name)
  return windows.ok ? windows.value.map((window) => window.name) : []
}

/** `undefined`: there is no such file. Of the older part a failure counts as that, too: it may go at any moment. */
async function readParts(
  engine: Engine,
  containerId: string,
  path: string,
): WorkerResult<{ readonly older: Buffer | undefined; readonly newer: Buffer | undefined }> {
  const older = await engine.readFile(containerId, `${path}.1`, { maxBytes })
  const newer = await engine.readFile(containerId, path, { maxBytes })
  return newer.ok ? ok({ older: older.ok ? older.value : undefined, newer: newer.value }) : newer
}

/** Only who wants to know when it has caught up pays for a look at what is there. */
async function readerOf(
  engine: Engine,
  { containerId, path, input }: { containerId: string; path: string; input: LogsInput },
): WorkerResult<ReturnType<typeof caughtUp>> {
  const { onData, onCaughtUp } = input
  if (onCaughtUp === undefined) return ok({ push: onData, end: () => {} })
  const parts = await readParts(engine, containerId, path)
  if (!parts.ok) return parts
  const { older = Buffer.alloc(0), newer = Buffer.alloc(0) } = parts.value
  return ok(caughtUp({ before: { older, newer }, onData, onCaughtUp }))
}
