import { formatBytes } from '../lib/bytes.ts'
import { printable } from '../lib/printable.ts'
import type { Worker } from '../workers/worker.ts'
import { formatAge } from './duration.ts'
import type { Cell } from './table.ts'
import { questionOf, remark, silenceWords, stateSince, stateWords, workspaceWords } from './worker.ts'

/** All that is known of one worker, a line each: what it is about, and what there is to say. */
export function inspectRows(worker: Worker, now: Date): readonly (readonly Cell[])[] {
  const { phase, limits, startedAt, agent, command } = worker
  const state = [
    stateWords(worker),
    `for ${formatAge(stateSince(worker), now)}`,
    remark(worker) ?? silenceWords(worker, now),
  ]
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['worker', worker.name],
    ['state', state.filter((words) => words !== undefined).join(' · ')],
    ['asks', questionOf(worker)],
    ['said by', phase.kind === 'ready' ? worker.activityBy : undefined],
    ['profile', worker.profile],
    ['image', `${worker.image}  ${worker.imageId.slice(0, 19)}`],
    ['workspace', workspaceWords(worker.workspace)],
    ['kept in', 'folder' in worker.workspace ? worker.workspace.folder : undefined],
    ['agent', agent === undefined ? undefined : [agent, ...command.map(quoted)].join(' ')],
    ['limits', `${formatBytes(limits.memoryBytes)} · ${limits.cpus} cpu · ${limits.pids} processes`],
    ['created', moment(worker.createdAt, now)],
    ['started', startedAt === undefined ? undefined : moment(startedAt, now)],
    ['container', `${worker.containerName}  ${worker.containerId.slice(0, 12)}`],
    ['owner', worker.owner],
    ['made by', `hal ${worker.halVersion} · tools ${worker.toolsFingerprint.slice(0, 7)}`],
  ]
  return lines.flatMap(([name, text]) =>
    text === undefined ? [] : [[{ text: name }, { text: printable(text) }]],
  )
}

/** `2026-11-21 10:04:11, 3m ago`, in the person's own time. */
function moment(at: Date, now: Date): string {
  const [year, ...rest] = [at.getFullYear(), at.getMonth() + 1, at.getDate()]
  const day = [year, ...rest.map(two)].join('-')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  return `${day} ${time}, ${formatAge(at, now)} ago`
}

const two = (value: number): string => String(value).padStart(2, '0')

/** As a person would type it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
