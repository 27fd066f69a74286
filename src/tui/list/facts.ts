import { basename } from 'node:path'
import { printable } from '../../lib/printable.ts'
import { agentWord, questionOf, silenceWords, stateSince } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { advice } from '../worker/advice.ts'

/** What the list says of a worker, in words that are shown, found by the filter and sorted by. */

/** Since when it is in its state. */
export const sinceOf = ({ worker }: FleetWorker): Date | undefined => stateSince(worker)

export const agentOf = ({ worker }: FleetWorker): string => agentWord(worker)

/** Where nothing is known of a git repository, its folder's name. */
export const projectOf = ({ project, worker: { workspace } }: FleetWorker): string | undefined =>
  project ?? (workspace.path === undefined ? undefined : basename(workspace.path))

export const workspaceOf = ({ worker: { workspace } }: FleetWorker): string =>
  workspace.path ?? workspace.kind

/** Why it is not well, what it asks, or what was printed last. */
export const lastOf = (row: FleetWorker): string =>
  advice(row.worker, { keyHints: {} }) ?? questionOf(row.worker) ?? row.lastLine

/** What was printed last, with for how long nothing new was, where that is too long. */
export const lastLineOf = ({ worker, lastLine }: FleetWorker, now: Date): string =>
  [silenceWords(worker, now), printable(lastLine)].filter((words) => words !== undefined).join(' · ')

/** Whether its container runs and its tmux answers. */
export const healthOf = ({ worker }: FleetWorker): string => healthWords[worker.phase.kind]

const healthWords: Readonly<Record<Worker['phase']['kind'], string>> = {
  creating: 'not yet',
  starting: 'not yet',
  ready: 'ok',
  unreachable: 'no tmux',
  frozen: 'frozen',
  stopping: 'stopping',
  exited: 'down',
  failed: 'down',
  removed: 'down',
}
