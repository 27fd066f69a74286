import { setTimeout as after } from 'node:timers/promises'
import type { Background } from '../../lib/background.ts'
import { fail, ok } from '../../lib/result.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { pasteText } from '../../tmux/paste.ts'
import { typeInto } from '../../tmux/type-into.ts'
import { findLivePane } from '../../tmux/windows.ts'
import type { WorkersContext } from '../context.ts'
import { reachSeen } from '../reach/reach-seen.ts'
import type { SeenWorker } from '../whom.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import type { Typed, Typist } from './fleet.ts'

interface Typing {
  readonly worker: SeenWorker
  readonly window: string | undefined
  readonly onLost: (failure: WorkerFailure) => void
  /** When the one before has put what was typed through it: that comes first. */
  readonly before: Promise<void> | undefined
  readonly background: Background
  readonly signal: AbortSignal
}

/** What was typed before the hands were taken away still arrives, unless the worker takes longer than this. */
const lastWordsMs = 3_000

/** One client held for one person's keys. While a piece is on its way, what comes meanwhile is gathered and goes with the next one. */
export function openTypist(
  context: WorkersContext,
  typing: Typing,
): Typist & { readonly done: Promise<void> } {
  const queue: Typed[] = []
  const ended = new AbortController()
  const cut = new AbortController()
  let wake = () => {}
  const signal = AbortSignal.any([typing.signal, cut.signal])
  const serve = async () => {
    await typing.before
    const failure = await typeAll(context, {
      ...typing,
      signal,
      next: async () => {
        while (queue.length === 0 && !ended.signal.aborted && !signal.aborted)
          await new Promise<void>((resolve) => (wake = resolve))
        return queue.splice(0)
      },
    })
    if (failure === undefined || ended.signal.aborted) return
    ended.abort()
    typing.onLost(failure)
  }
  const done = typing.background.run(serve)
  signal.addEventListener('abort', () => wake(), { once: true })
  return {
    done,
    type: (typed) => {
      if (ended.signal.aborted) return
      queue.push(typed)
      wake()
    },
    [Symbol.asyncDispose]: async () => {
      ended.abort()
      wake()
      const patience = new AbortController()
      const late = after(lastWordsMs, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([done, late])
      patience.abort()
      cut.abort()
      await done
    },
  }
}

interface Serving extends Typing {
  /** What has been typed since; empty: nothing more comes. */
  readonly next: () => Promise<readonly Typed[]>
}

/** Until nothing more comes (`undefined`), or the worker can't be typed to any more. */
async function typeAll(context: WorkersContext, serving: Serving): Promise<WorkerFailure | undefined> {
  const { worker, window, next, signal } = serving
  const { name } = worker
  const reached = await reachSeen(context, worker, signal)
  if (!reached.ok) return signal.aborted ? undefined : reached.failure
  await using client = reached.value
  const pane = await findLivePane(client, window)
  if (!pane.ok) return pane.failure
  const lost = client.closed.then((detail): WorkerFailure => ({ reason: 'worker-unreachable', name, detail }))
  const write = async (): Promise<WorkerFailure | undefined> => {
    for (;;) {
      const batch = await next()
      if (batch.length === 0) return undefined
      const put = await putAll(client, pane.value.paneId, batch)
      if (!put.ok) return put.failure
    }
  }
  const failure = await Promise.race([write(), lost])
  return signal.aborted ? undefined : failure
}

/** In their order: what is typed is one line for tmux as far as no paste stands between. */
async function putAll(client: ControlClient, paneId: string, batch: readonly Typed[]): TmuxResult<undefined> {
  let keys: Exclude<Typed, { kind: 'paste' }>[] = []
  for (const typed of batch) {
    if (typed.kind !== 'paste') {
      keys.push(typed)
      continue
    }
    const before = await typeInto(client, paneId, keys)
    if (!before.ok) return before
    keys = []
    // No terminal pastes NUL.
    const pasted = await pasteText(client, paneId, typed.text.replaceAll('\0', ''))
    if (!pasted.ok) return pasted
  }
  const rest = await typeInto(client, paneId, keys)
  return rest.ok ? ok(undefined) : fail(rest.failure)
}
