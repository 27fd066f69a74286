import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult, Unsubscribe } from './control-client.ts'

/** How far a pane has printed. */
export interface Printed {
  /** Another one: it has printed since. */
  readonly at: string
  /** As long as it isn't, more may have been printed without another `at`: tmux counts activity in seconds. */
  readonly isSettled: boolean
}

const printed = '#{window_activity} #{history_size} #{cursor_y} #{cursor_x}'
/** What changes when `readMainPane` would read something else; its marks tmux tells at once. */
const facts = '#{pane_id} #{window_active} #{pane_dead} #{pane_dead_status} #{pane_dead_signal} #{@hal-seen}'

/** `undefined` for an answer without an answer. */
export const readPrinted = async (client: ControlClient, paneId: string): TmuxResult<Printed | undefined> => {
  const reply = await client.command(['display-message', '-p', '-t', paneId, `%s ${printed}`])
  if (!reply.ok) return reply
  const [, now, at, activity] = /^(\d*) ((\d*).*)$/.exec(reply.value[0]?.toString() ?? '') ?? []
  if (at === undefined) return ok(undefined)
  return ok({ at, isSettled: Number(now) > Number(activity) })
}

/**
 * Hears, within a second, that a window's active pane printed or became another one, and once at the beginning. tmux looks by itself
 * and is silent otherwise. `tmux-refused` where it can't (before 3.2).
 */
export const followPane = async (
  client: ControlClient,
  windowId: string,
  onNews: (of: 'facts' | 'output') => void,
): TmuxResult<Unsubscribe> => {
  // Of a window, not of a pane: tmux says nothing of a pane whose program ended.
  const followed = await Promise.all([
    client.subscribe({ name: 'hal-facts', format: facts, target: windowId }, () => onNews('facts')),
    client.subscribe({ name: 'hal-output', format: printed, target: windowId }, () => onNews('output')),
  ])
  const refused = followed.find((each) => !each.ok)
  const stop = () => {
    for (const each of followed) if (each.ok) each.value()
  }
  if (refused === undefined) return ok(stop)
  stop()
  return refused
}
