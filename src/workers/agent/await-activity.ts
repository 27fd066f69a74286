import type { Patience } from '../../agents/patience.ts'
import { lookAgainMs } from '../../agents/screen/judge.ts'
import { fail, ok } from '../../lib/result.ts'
import { within } from '../../lib/within.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { hasUnseenNews, type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import { overdueOf } from '../state/overdue.ts'
import type { WorkerResult } from '../verbs.ts'
import { AgentEye, type Look } from './agent-eye.ts'
import type { Reached } from './reached.ts'

interface Awaiting {
  readonly name: string
  readonly agent: string | undefined
  readonly patience: Patience
  readonly isIt: (reached: Reached) => boolean
  readonly onChange?: ((reached: Reached) => void) | undefined
  readonly signal: AbortSignal
}

/**
 * Waits over one client until the worker's main pane does what is waited for. `tmux-lost` where the worker ended, `cancelled` by `signal`,
 * `agent-overdue` where it works for longer than `patience` has.
 */
export async function awaitActivity(
  client: ControlClient,
  { name, agent, patience, isIt, onChange, signal }: Awaiting,
): WorkerResult<Reached> {
  const news = new News(client)
  let eye: { readonly of: string; readonly eye: AgentEye } | undefined
  const look = async (pane: MainPane | undefined): Promise<Look> => {
    if (pane === undefined || pane.exitCode !== undefined) return nothingNew
    if (eye?.of !== pane.paneId)
      eye = { of: pane.paneId, eye: new AgentEye(client, { paneId: pane.paneId, agent }) }
    return eye.eye.look(pane)
  }
  let shown = ''
  let reason: { readonly since: number | undefined; readonly text: string } | undefined
  for (;;) {
    const heard = news.next()
    const read = await readMainPane(client)
    if (!read.ok) return read
    const pane = read.value
    const reached = { ...reachedBy(pane), agent }
    const seen = await look(pane)
    // A dialog that is not drawn yet takes no key.
    if (seen.kind === 'stands') {
      if (isIt(reached)) return ok(reached)
      const key = `${reached.activity} ${reached.question}`
      if (key !== shown) onChange?.(reached)
      shown = key
    }
    // Some say only between two tries why they try again.
    const since = seen.still?.since.getTime()
    if (seen.text !== undefined) reason = { since, text: seen.text }
    else if (reason?.since !== since) reason = undefined
    const overdue = overdueOf({ said: pane?.said, still: seen.still }, { patience, nowMs: Date.now() })
    if (overdue !== undefined) return fail({ reason: 'agent-overdue', name, ...overdue, text: reason?.text })
    await within(heard, { ms: lookAgainMs, signal })
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'wait' })
  }
}

const reachedBy = (pane: MainPane | undefined): Omit<Reached, 'agent'> => {
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

const nothingNew: Look = { kind: 'stands', still: undefined, text: undefined, work: undefined }

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
}
