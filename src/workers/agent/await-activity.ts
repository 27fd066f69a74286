import { setTimeout as after } from 'node:timers/promises'
import { fail, ok } from '../../lib/result.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { hasUnseenNews, type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import type { WorkerResult } from '../verbs.ts'
import { AgentEye, betweenLooksMs } from './agent-eye.ts'
import type { Reached } from './reached.ts'

interface Awaiting {
  readonly agent: string | undefined
  readonly isIt: (reached: Reached) => boolean
  readonly onChange?: ((reached: Reached) => void) | undefined
  readonly signal: AbortSignal
}

/** Waits over one client until the worker's main pane does what is waited for. `tmux-lost` where the worker ended, `cancelled` by `signal`. */
export async function awaitActivity(
  client: ControlClient,
  { agent, isIt, onChange, signal }: Awaiting,
): WorkerResult<Reached> {
  const news = new News(client)
  let eye: { readonly of: string; readonly eye: AgentEye } | undefined
  const look = async (pane: MainPane | undefined) => {
    if (pane === undefined || pane.exitCode !== undefined) return 'agrees'
    if (eye?.of !== pane.paneId)
      eye = { of: pane.paneId, eye: new AgentEye(client, { paneId: pane.paneId, agent }) }
    return eye.eye.look(pane.said)
  }
  let shown = ''
  for (;;) {
    const heard = news.next()
    const read = await readMainPane(client)
    if (!read.ok) return read
    const pane = read.value
    const reached = reachedBy(pane)
    const seen = await look(pane)
    // A dialog that is not drawn yet takes no key.
    const isSettled = seen === 'agrees'
    if (isSettled) {
      if (isIt(reached)) return ok(reached)
      const key = `${reached.activity} ${reached.question}`
      if (key !== shown) onChange?.(reached)
      shown = key
    }
    await news.within(heard, betweenLooksMs, signal)
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'wait' })
  }
}

const reachedBy = (pane: MainPane | undefined): Reached => {
  if (pane === undefined) return { ...nothing, activity: 'unknown' }
  const { said, exitCode, endedAt } = pane
  if (pane.isAgent && exitCode !== undefined)
    return { ...nothing, activity: 'ended', exitCode, since: endedAt, by: 'tmux' }
  return {
    ...nothing,
    activity: hasUnseenNews(pane) ? 'done' : (said?.activity ?? (pane.isAgent ? 'unknown' : 'shell')),
    question: isAsking(said) ? said?.text : undefined,
    by: said?.by,
    since: said?.since,
  }
}

const nothing = { question: undefined, by: undefined, since: undefined, exitCode: undefined }

const isAsking = (said: SaidActivity | undefined): boolean =>
  said !== undefined && said.activity !== 'working' && said.activity !== 'idle'

/** What a client's tmux says by itself. */
class News {
  #bell = Promise.withResolvers<void>()

  constructor(client: ControlClient) {
    const ring = () => {
      this.#bell.resolve()
      this.#bell = Promise.withResolvers<void>()
    }
    client.onNotification((event) => {
      if (event.kind === 'activity') ring()
    })
    void client.closed.then(ring)
  }

  /** Resolves at the next one. */
  next(): Promise<void> {
    return this.#bell.promise
  }

  async within(heard: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
    const patience = new AbortController()
    const both = AbortSignal.any([signal, patience.signal])
    await Promise.race([heard, after(ms, undefined, { signal: both }).catch(() => undefined)])
    patience.abort()
  }
}
