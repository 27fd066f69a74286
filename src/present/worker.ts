import { basename } from 'node:path'
import type { Stats } from '../engines/engine.ts'
import { formatBytes } from '../lib/bytes.ts'
import { printable } from '../lib/printable.ts'
import type { Worker } from '../workers/worker.ts'
import { formatAge } from './duration.ts'
import { activityWords, agentEndWords } from './state-words.ts'
import type { Cell } from './table.ts'

/** How a worker is doing, in the order in which a person wants to know. */
export const moods = [
  'waiting',
  'done',
  'unreachable',
  'failed',
  'working',
  'moving',
  'idle',
  'frozen',
  'exited',
] as const
export type Mood = (typeof moods)[number]

/** What asks for a person: to answer, to look, to help. */
export const isAttention = (mood: Mood): boolean =>
  mood === 'waiting' || mood === 'done' || mood === 'unreachable' || mood === 'failed'

const moodOfActivity: Readonly<Record<Worker['activity'], Mood>> = {
  waiting: 'waiting',
  limited: 'waiting',
  'login-needed': 'waiting',
  done: 'done',
  working: 'working',
  shell: 'idle',
  idle: 'idle',
  unknown: 'idle',
}

export function moodOf(worker: Worker): Mood {
  const { phase, activity, agentExitCode = 0 } = worker
  switch (phase.kind) {
    case 'ready':
      if (agentExitCode !== 0) return 'failed'
      return isTaskOver(worker) ? 'idle' : moodOfActivity[activity]
    case 'failed':
    case 'unreachable':
    case 'frozen':
      return phase.kind
    case 'exited':
    case 'removed':
      return 'exited'
    default:
      return 'moving'
  }
}

/** What its agent came to, the task says: here nobody knows more than that it has ended. */
const isTaskOver = ({ task, activity, agentExitCode }: Worker): boolean =>
  task !== undefined && (agentExitCode !== undefined || activity === 'done' || activity === 'idle')

/** One or two words: `ready`, `working`, `failed 137`; `done 0` and `failed 127` also where the worker runs and its agent has ended. */
export function stateWords(worker: Worker): string {
  const { phase, activity, agentExitCode } = worker
  if (phase.kind === 'failed' && phase.exitCode !== undefined) return `failed ${phase.exitCode}`
  if (phase.kind !== 'ready') return phase.kind
  if (isTaskOver(worker) && (agentExitCode ?? 0) === 0) return 'task over'
  if (agentExitCode !== undefined) return `${agentExitCode === 0 ? 'done' : 'failed'} ${agentExitCode}`
  return activity === 'shell' || activity === 'unknown' ? 'ready' : activityWords(activity)
}

/** What runs in its window `agent`, in a word: the agent, the program of a command, or `shell`. */
export const agentWord = ({ agent, command: [program] }: Pick<Worker, 'agent' | 'command'>): string =>
  agent === 'custom' && program !== undefined ? basename(program) : (agent ?? 'shell')

/** Since when it is as `stateWords` says. */
export const stateSince = ({ phase, activitySince }: Worker): Date | undefined =>
  phase.kind === 'ready' ? (activitySince ?? phase.since) : phase.since

/** What it asks a person; `undefined` when it doesn't. */
export const questionOf = ({ phase, question }: Worker): string | undefined =>
  phase.kind === 'ready' && question !== undefined ? printable(question) : undefined

/** Who says what it does: `said by claude`; `undefined` where nobody does. */
export const authorWords = ({ phase, activityBy }: Worker): string | undefined => {
  if (phase.kind !== 'ready' || activityBy === undefined) return undefined
  return activityBy === 'screen' ? 'seen on its screen' : `said by ${printable(activityBy)}`
}

/** Where to read what the agent of a task came to, and how to have it work again: starting its worker does neither. */
export const taskWords = (task: string): string =>
  `it was started for a task: \`hal tasks logs ${task}\`, \`hal tasks retry ${task}\``

/** Why it is not well; `undefined` when there is nothing to explain. */
export function remark(worker: Worker): string | undefined {
  const { phase, limits, agentExitCode, task } = worker
  if (task !== undefined && (phase.kind === 'exited' || (phase.kind === 'ready' && isTaskOver(worker))))
    return taskWords(task)
  if (phase.kind === 'ready' && agentExitCode !== undefined) return agentEndWords(agentExitCode)
  if (phase.kind === 'failed')
    return phase.isOom ? `out of memory at ${formatBytes(limits.memoryBytes)}` : printable(phase.why)
  if (phase.kind === 'unreachable') return printable(phase.why)
  if (phase.kind === 'exited' && phase.why !== undefined) return printable(phase.why)
  return undefined
}

/** That it works, and has shown nothing new for longer than it may: `silent for 20m`. What hal saw, and no guess at why. */
export const silenceWords = ({ phase, activity, silence }: Worker, now: Date): string | undefined => {
  if (phase.kind !== 'ready' || activity !== 'working' || silence === undefined) return undefined
  const isLong = now.getTime() - silence.since.getTime() >= silence.isToldAfterMs
  return isLong ? `silent for ${formatAge(silence.since, now)}` : undefined
}

export type WorkerLoads = ReadonlyMap<string, Stats>

export interface WorkerRowsLook {
  readonly now: Date
  readonly paint: (mood: Mood, text: string) => string
  /** What workers use, by name, where that is watched: its columns take the place of the limits'. */
  readonly loads?: WorkerLoads
}

/** What says least of how a worker is doing, and what it was made of, goes first where the terminal is narrow. */
const going = ['LIMITS', 'IMAGE', 'PROFILE']

const goingOf = (heading: string): Pick<Cell, 'goes'> =>
  going.includes(heading) ? { goes: going.indexOf(heading) } : {}

/** The rows of `hal workers list`, headings first. */
export function workerRows(workers: readonly Worker[], look: WorkerRowsLook): readonly (readonly Cell[])[] {
  const usage = look.loads === undefined ? ['LIMITS'] : ['CPU', 'MEM']
  const some = {
    agent: workers.some(hasAgent),
    branch: workers.some(({ workspace }) => 'branch' in workspace),
  }
  const headings = [
    ...['WORKER', 'STATE', 'FOR', ...(some.agent ? ['AGENT'] : []), 'PROFILE', ...usage, 'IMAGE'],
    ...[...(some.branch ? ['BRANCH'] : []), 'WORKSPACE'],
  ]
  return [
    headings.map((text) => ({ text, isKept: text === 'WORKER' || text === 'STATE', ...goingOf(text) })),
    ...workers.map((worker) => workerRow(worker, { ...look, columns: some })),
  ]
}

/** One that is known by name: of a command of the person's there is nothing to say in a word. */
const hasAgent = ({ agent }: Worker): boolean => agent !== undefined && agent !== 'custom'

interface WorkerRowLook extends WorkerRowsLook {
  /** Those that at least one worker has something for. */
  readonly columns: { readonly agent: boolean; readonly branch: boolean }
}

function workerRow(worker: Worker, { now, paint, loads, columns }: WorkerRowLook): readonly Cell[] {
  const mood = moodOf(worker)
  const { agent, workspace } = worker
  const branch = 'branch' in workspace ? workspace.branch : undefined
  const orDash = (text: string | undefined): Cell => ({ text: text === undefined ? '–' : printable(text) })
  return [
    { text: printable(worker.name) },
    { text: stateWords(worker), paint: (text) => paint(mood, text) },
    { text: formatAge(stateSince(worker), now) },
    ...(columns.agent ? [orDash(hasAgent(worker) ? agent : undefined)] : []),
    orDash(worker.profile),
    ...(loads === undefined ? [limitsCell(worker)] : loadCells(loads.get(worker.name))),
    { text: printable(worker.image) },
    ...(columns.branch ? [orDash(branch)] : []),
    { text: printable(workspace.path ?? '–'), isEndKept: true },
    { text: remark(worker) ?? questionOf(worker) ?? silenceWords(worker, now) ?? '' },
  ]
}

const limitsCell = ({ limits }: Worker): Cell => ({
  text: `${formatBytes(limits.memoryBytes)} · ${limits.cpus} cpu`,
})

/** `2%`, `12M/4G`; dashes for a worker that doesn't run, or hasn't been looked at long enough. */
export const loadCells = (stats: Stats | undefined): readonly [Cell, Cell] =>
  stats === undefined
    ? [{ text: '–' }, { text: '–' }]
    : [
        { text: stats.cpuPercent === undefined ? '–' : `${Math.round(stats.cpuPercent)}%` },
        { text: `${formatBytes(stats.memoryBytes)}/${formatBytes(stats.memoryLimitBytes)}` },
      ]

/** What a person needs to know of workers that are to go: which, how they ended, when, and what they worked on. */
export const endedRows = (workers: readonly Worker[], now: Date): readonly (readonly Cell[])[] =>
  workers.map((worker) => [
    { text: `  ${printable(worker.name)}` },
    { text: stateWords(worker) },
    { text: `${formatAge(worker.phase.since, now)} ago` },
    { text: printable(worker.workspace.path ?? '–') },
  ])

/** What it works on: `ada/fix-login, a clone of /home/me/project`. */
export function workspaceWords(workspace: Worker['workspace']): string {
  switch (workspace.kind) {
    case 'bind':
      return workspace.path
    case 'clone':
      return `${workspace.branch}, a clone of ${workspace.path}`
    case 'url':
      return workspace.branch === undefined ? workspace.path : `${workspace.branch} of ${workspace.path}`
    case 'empty':
      return 'empty'
  }
}

/** One worker in `list --json` and `inspect --json`; `version` 1 of the schema around it. */
export function workerJson(worker: Worker): object {
  const { phase, workspace } = worker
  return {
    name: worker.name,
    phase: phase.kind,
    activity: worker.activity,
    activitySince: worker.activitySince?.toISOString() ?? null,
    activityBy: worker.activityBy ?? null,
    question: worker.question ?? null,
    silentSince: worker.silence?.since.toISOString() ?? null,
    silenceToldAfterMs: worker.silence?.isToldAfterMs ?? null,
    profile: worker.profile ?? null,
    image: worker.image,
    imageId: worker.imageId,
    agent: worker.agent ?? null,
    command: worker.command,
    agentExitCode: worker.agentExitCode ?? null,
    task: worker.task ?? null,
    owner: worker.owner,
    workspace: workspace.path ?? null,
    workspaceKind: workspace.kind,
    branch: 'branch' in workspace ? (workspace.branch ?? null) : null,
    base: workspace.kind === 'clone' ? workspace.base : null,
    workspaceFolder: 'folder' in workspace ? workspace.folder : null,
    limits: worker.limits,
    since: phase.since?.toISOString() ?? null,
    createdAt: worker.createdAt.toISOString(),
    startedAt: worker.startedAt?.toISOString() ?? null,
    exitCode: phase.kind === 'exited' || phase.kind === 'failed' ? (phase.exitCode ?? null) : null,
    isOom: phase.kind === 'failed' && phase.isOom,
    why: 'why' in phase ? (phase.why ?? null) : null,
    containerId: worker.containerId,
    containerName: worker.containerName,
    halVersion: worker.halVersion,
    tools: worker.toolsFingerprint,
  }
}

export const workersJson = (workers: readonly Worker[]): object => ({
  version: 1,
  workers: workers.map(workerJson),
})
