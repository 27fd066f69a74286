import { fail, ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'

/** A window as tmux tells it, with the pane that is active in it. */
export interface Window {
  readonly index: number
  readonly name: string
  readonly isActive: boolean
  readonly columns: number
  readonly rows: number
  /** What runs in it now. */
  readonly command: string
  readonly isDead: boolean
  /** Of the program that ended in it; 128 + its number when a signal ended it. */
  readonly exitCode: number | undefined
  /** Its active pane's id, like `%1`. */
  readonly paneId: string
}

const separator = '\t'
// The name comes last: it alone may contain anything.
const format = [
  '#{window_index}',
  '#{window_active}',
  '#{window_width}',
  '#{window_height}',
  '#{pane_dead}',
  '#{pane_dead_status}',
  '#{pane_dead_signal}',
  '#{pane_id}',
  '#{pane_current_command}',
  '#{window_name}',
].join(separator)

/** All windows of the session, by index. */
export const listWindows = async (client: ControlClient): TmuxResult<readonly Window[]> => {
  const reply = await client.command(['list-windows', '-F', format])
  return reply.ok ? ok(reply.value.map((line) => readWindow(line.toString()))) : reply
}

/** Where a send goes to. */
export interface FoundPane {
  /** Like `%1`. */
  readonly paneId: string
  /** The name of its window. */
  readonly window: string
  /** Its program ended and it stays to be looked at. */
  readonly isDead: boolean
  /** Of the program that ended in it. */
  readonly exitCode: number | undefined
}

/** The active pane of a window given by name or index; without one, of `agent` if there is one, else of `shell`, else of the first. */
export const findPane = async (client: ControlClient, window?: string): TmuxResult<FoundPane> => {
  const listed = await listWindows(client)
  if (!listed.ok) return listed
  const windows = listed.value
  const named = (name: string): Window | undefined => windows.find((each) => each.name === name)
  const found =
    window === undefined
      ? (named('agent') ?? named('shell') ?? windows[0])
      : (named(window) ?? windows.find((each) => String(each.index) === window))
  if (found !== undefined) {
    const { paneId, name, isDead, exitCode } = found
    return ok({ paneId, window: name, isDead, exitCode })
  }
  return fail({
    reason: 'no-such-window',
    window: window ?? 'shell',
    windows: windows.map((each) => each.name),
  })
}

/** The same, and something must run in it: `program-ended` otherwise, unless a fresh shell is about to take its place. */
export const findLivePane = async (client: ControlClient, window?: string): TmuxResult<FoundPane> => {
  const found = await findPane(client, window)
  if (!found.ok || !found.value.isDead || found.value.window === 'shell') return found
  return fail({ reason: 'program-ended', exitCode: found.value.exitCode })
}

const readWindow = (line: string): Window => {
  const [index, active, width, height, dead, status, signal, paneId = '', command = '', ...name] =
    line.split(separator)
  const isDead = dead === '1'
  return {
    index: Number(index),
    name: name.join(separator),
    isActive: active === '1',
    columns: Number(width),
    rows: Number(height),
    command,
    isDead,
    exitCode: isDead ? exitCodeOf(status, signal) : undefined,
    paneId,
  }
}

const exitCodeOf = (status: string | undefined, signal: string | undefined): number | undefined => {
  if (signal) return 128 + Number(signal)
  return status ? Number(status) : undefined
}
