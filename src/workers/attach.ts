import { randomBytes } from 'node:crypto'
import type { Engine, ExecStream } from '../engines/engine.ts'
import { carryKeys } from '../lib/carry-keys.ts'
import { fail, ok } from '../lib/result.ts'
import { createTerminalFilter } from '../lib/terminal-filter.ts'
import { followTerminal, screenGivenBack } from '../lib/terminal-modes.ts'
import { findPane } from '../tmux/windows.ts'
import type { WorkersContext } from './context.ts'
import { findRunning } from './find.ts'
import { containerBecomes, type Found } from './reach/container-becomes.ts'
import { inside } from './reach/inside.ts'
import { probe } from './reach/probe.ts'
import { reach } from './reach/reach.ts'
import { whyAttachEnded } from './reach/why-attach-ended.ts'
import { noteLook } from './state/looked-at.ts'
import type { AttachEnd, AttachInput, Terminal, WorkerResult } from './verbs.ts'
import type { Worker } from './worker.ts'

/**
 * Hands the person's terminal to the worker's tmux and answers why it came back. The terminal's modes are restored in any case; the
 * worker runs on whatever happens to the terminal: when this process dies, a guard inside the worker takes its tmux client along.
 */
export async function attachWorker(context: WorkersContext, input: AttachInput): WorkerResult<AttachEnd> {
  const { terminal, signal = context.signal } = input
  if (!terminal.input.isTTY || !terminal.output.isTTY)
    return fail({ reason: 'not-a-terminal', what: 'attach' })
  const [engine, found] = await Promise.all([context.engine(), findRunning(context, input)])
  if (!engine.ok) return engine
  if (!found.ok) return found
  // A terminal on a tmux that is silent shows nothing and hears nothing, not even the keys that detach.
  const answer = await probe(context, found.value)
  if (answer.kind === 'silent')
    return fail({ reason: 'worker-unreachable', name: found.value.name, detail: answer.why })
  const target = await windowTarget(context, found.value, input.window)
  if (!target.ok) return target
  using frozen = whenFrozen(engine.value, found.value.containerId)
  const leaving = new AbortController()
  void noteLook(context, found.value, AbortSignal.any([signal, leaving.signal]))
  const exitCode = await handOver(engine.value, found.value, {
    ...{ terminal, target: target.value },
    signal: AbortSignal.any([signal, frozen.signal]),
    isReadOnly: input.isReadOnly === true,
  }).finally(() => leaving.abort())
  if (frozen.signal.aborted) return ok({ kind: 'worker-frozen', worker: found.value.name })
  if (!exitCode.ok) return exitCode
  if (exitCode.value === 0 || signal.aborted) return ok({ kind: 'detached', worker: found.value.name })
  return whyAttachEnded(engine.value, found.value, exitCode.value)
}

/** A frozen worker's tmux is deaf to the keys that detach, too: its terminal is given back at once. */
function whenFrozen(engine: Engine, containerId: string): Disposable & { readonly signal: AbortSignal } {
  const frozen = new AbortController()
  const watching = new AbortController()
  const isSo = ({ kind }: Found) => kind === 'paused'
  void containerBecomes(engine, containerId, { isSo, signal: watching.signal }).then((found) => {
    if (isSo(found)) frozen.abort()
  })
  return { signal: frozen.signal, [Symbol.dispose]: () => watching.abort() }
}

interface HandOver {
  readonly terminal: Terminal
  readonly target: string
  readonly isReadOnly: boolean
  readonly signal: AbortSignal
}

/** The guard first, so that no terminal is ever without one; it goes when the terminal's process has gone, or never came. */
async function handOver(
  engine: Engine,
  { containerId }: Worker,
  { terminal, target, isReadOnly, signal }: HandOver,
): WorkerResult<number | undefined> {
  const id = randomBytes(6).toString('hex')
  const guard = await engine.exec(containerId, { argv: [inside.attach, '--guard', id], signal })
  if (!guard.ok) return guard
  try {
    const exec = await engine.exec(containerId, {
      argv: [inside.attach, ...(isReadOnly ? ['-r'] : []), '-t', target],
      env: {
        HAL_ATTACH: id,
        HAL_SIZE: `${terminal.output.rows} ${terminal.output.columns}`,
        TERM: terminal.term,
        ...(terminal.colorTerm === undefined ? {} : { COLORTERM: terminal.colorTerm }),
      },
      tty: { columns: terminal.output.columns, rows: terminal.output.rows },
      signal,
    })
    return exec.ok ? ok(await converse(exec.value, terminal)) : exec
  } finally {
    guard.value.stream.end()
  }
}

/** A pane's id: attaching shows its window. Looking it up first makes a wrong name a failure of its own. */
async function windowTarget(
  context: WorkersContext,
  worker: Worker,
  window: string | undefined,
): WorkerResult<string> {
  if (window === undefined) return ok('hal')
  const client = await reach(context, worker)
  if (!client.ok) return client
  await using tmux = client.value
  const pane = await findPane(tmux, window)
  return pane.ok ? ok(pane.value.paneId) : pane
}

/** Carries bytes both ways until the worker's side ends; answers its exit code: 0 when somebody detached the terminal. */
async function converse(exec: ExecStream, { input, output }: Terminal): Promise<number | undefined> {
  const { stream } = exec
  // tmux stands between, but what runs in the worker may write to the terminal of the worker's own tmux client.
  const filter = createTerminalFilter()
  const modes = followTerminal()
  const onResize = () => void exec.resize({ columns: output.columns, rows: output.rows })
  const keys = carryKeys(input, (typed) => stream.write(typed))
  stream.on('drain', keys.resume)
  output.on('resize', onResize)
  // The size may have changed between the exec's creation and now.
  onResize()
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const shown = filter(chunk)
      modes.note(shown)
      if (shown.includes(screenGivenBack)) keys.hold()
      output.write(shown)
    }
  } catch {
    // A broken connection ends the conversation like any other end; the caller asks the engine why.
  } finally {
    keys[Symbol.dispose]()
    stream.off('drain', keys.resume)
    output.off('resize', onResize)
  }
  const exitCode = await exec.exitCode
  if (exitCode !== 0) output.write(modes.leave())
  return exitCode
}
