import type { EngineEvent } from '../../engines/engine.ts'
import type { MainPane } from '../../tmux/main-pane.ts'
import type { WorkersContext } from '../context.ts'
import { label } from '../labels.ts'
import type { Worker } from '../worker.ts'
import type { Deed, Happening, What } from './happening.ts'
import { knownOf } from './known-of.ts'

// What happens by itself, as it is noted by whoever looks on. Others' workers are left to them.

type Noting = Pick<WorkersContext, 'history' | 'owner'>

/** How workers were found. */
export const noteSeen = ({ history, owner }: Noting, workers: readonly Worker[]): void =>
  history.note(workers.filter((worker) => worker.owner === owner).flatMap(knownOf))

type ContainerEvent = Extract<EngineEvent, { kind: 'container' }>

/** What no look at a worker shows: its engine doesn't say since when it is frozen, or that it was there. */
export function noteEvent(noting: Noting, event: ContainerEvent): void {
  const kind = deeds[event.action]
  if (kind !== undefined) noteOfEvent(noting, event, { kind })
}

/** The end of what is gone by now, or runs again. */
export const noteEnd = (noting: Noting, event: ContainerEvent): void =>
  noteOfEvent(noting, event, { kind: 'ended', exitCode: event.exitCode, isOom: false })

function noteOfEvent({ history, owner }: Noting, { id, labels, at }: ContainerEvent, what: What): void {
  const name = labels[label.name]
  if (name === undefined || labels[label.owner] !== owner) return
  history.note([{ name, containerId: id, at, what }])
}

const deeds: Readonly<Record<string, Deed | undefined>> = {
  pause: 'frozen',
  unpause: 'thawed',
  destroy: 'removed',
}

/** An engine's machine may have a clock of its own. */
const mostAheadMs = 60_000

/** What a worker's agent says of itself, or how it ended. When that was is its own word: what is yet to come would never be too old. */
export function notePane({ history, owner }: Noting, worker: Worker, pane: MainPane): void {
  const { name, containerId } = worker
  const told = toldBy(pane)
  if (told === undefined || worker.owner !== owner || told.at.getTime() > Date.now() + mostAheadMs) return
  history.note([{ name, containerId, ...told }])
}

function toldBy({ isAgent, exitCode, endedAt, said }: MainPane): Pick<Happening, 'at' | 'what'> | undefined {
  if (isAgent && exitCode !== undefined)
    return endedAt === undefined ? undefined : { at: endedAt, what: { kind: 'agent-ended', exitCode } }
  if (said === undefined) return undefined
  const isAsking = said.activity !== 'working' && said.activity !== 'idle'
  // Whether somebody has looked at it since makes it no other end.
  const activity = said.activity === 'idle' && said.hasNews ? 'done' : said.activity
  const what: What = { kind: 'agent', activity, by: said.by, text: isAsking ? said.text : undefined }
  return { at: said.since, what }
}
