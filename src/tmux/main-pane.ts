import { ok } from '../lib/result.ts'
import { readSaidActivity, type SaidActivity } from './activity.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { readStillness, type Stillness } from './stillness.ts'

/** The pane that stands for its worker: that of the window `agent`, else of `shell`, else the first. */
export interface MainPane {
  /** Like `%1`. */
  readonly paneId: string
  /** Like `@1`. */
  readonly windowId: string
  readonly isAgent: boolean
  /** It is what somebody sees who attaches. */
  readonly isInFront: boolean
  /** How its program ended; `undefined` while it runs. 128 + its number when a signal ended it. */
  readonly exitCode: number | undefined
  readonly endedAt: Date | undefined
  readonly said: SaidActivity | undefined
  /** The latest news that somebody has seen, by when it came. */
  readonly seenMs: number
  /** What of its agent's work was seen last. */
  readonly still?: Stillness | undefined
}

const separator = '\t'
// The activity comes last: it alone may contain anything.
const format = [
  '#{pane_id}',
  '#{window_id}',
  '#{==:#{window_name},agent}',
  '#{==:#{window_name},shell}',
  '#{window_active}',
  '#{pane_dead}',
  '#{pane_dead_status}',
  '#{pane_dead_signal}',
  '#{pane_dead_time}',
  '#{@hal-seen}',
  '#{@hal-still}',
  '#{@hal-activity}',
].join(separator)

/** How the worker's main pane is now; `undefined` for a tmux without windows. */
export const readMainPane = async (client: ControlClient): TmuxResult<MainPane | undefined> => {
  const pane = await lookAtMainPane(client)
  if (!pane.ok || pane.value === undefined || !pane.value.isDead || pane.value.exitCode !== undefined)
    return pane
  // tmux can miss that a program ended; a child of its own makes it look again.
  await client.command(['run-shell', ':'])
  return await lookAtMainPane(client)
}

/** When the news came that this pane has: its program ended, or is idle after work. */
export const newsMs = ({ said, exitCode, endedAt }: MainPane): number | undefined => {
  if (exitCode !== undefined) return endedAt?.getTime()
  return said?.activity === 'idle' && said.hasNews ? said.since.getTime() : undefined
}

export const hasUnseenNews = (pane: MainPane): boolean => (newsMs(pane) ?? 0) > pane.seenMs

/** Keeps in tmux that somebody has seen the pane as it is here: all hals know then. Newer news stays unseen. */
export const markPaneSeen = async (client: ControlClient, pane: MainPane): TmuxResult<MainPane> => {
  const seenMs = newsMs(pane) ?? 0
  if (seenMs <= pane.seenMs) return ok(pane)
  const set = await client.command(['set-option', '-p', '-t', pane.paneId, '@hal-seen', String(seenMs)])
  return set.ok ? ok({ ...pane, seenMs }) : set
}

interface Looked extends MainPane {
  readonly isDead: boolean
  readonly isShell: boolean
}

const lookAtMainPane = async (client: ControlClient): TmuxResult<Looked | undefined> => {
  const reply = await client.command(['list-windows', '-F', format])
  if (!reply.ok) return reply
  const panes = reply.value.map((line) => readPane(line.toString()))
  return ok(panes.find(({ isAgent }) => isAgent) ?? panes.find(({ isShell }) => isShell) ?? panes[0])
}

const readPane = (line: string): Looked => {
  const [
    paneId = '',
    windowId = '',
    agent,
    shell,
    front,
    dead,
    status,
    signal,
    time,
    seen,
    still = '',
    ...said
  ] = line.split(separator)
  const isDead = dead === '1'
  const exitCode = signal ? 128 + Number(signal) : status ? Number(status) : undefined
  return {
    paneId,
    windowId,
    isAgent: agent === '1',
    isShell: shell === '1',
    isInFront: front === '1',
    isDead,
    exitCode: isDead ? exitCode : undefined,
    endedAt: isDead && time ? new Date(Number(time) * 1000) : undefined,
    said: isDead ? undefined : readSaidActivity(said.join(separator)),
    seenMs: Number(seen) || 0,
    still: readStillness(still),
  }
}
