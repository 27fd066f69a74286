import type { Happening } from '../../workers/history/happening.ts'
import type { EnvironmentVariable, WorkspaceChanges } from '../../workers/verbs.ts'
import type { Worker } from '../../workers/worker.ts'
import type { LineEditor } from '../dialogs/line-editor.ts'
import type { TabName } from './tab-names.ts'
import type { WorkerEvent } from './worker-events.ts'

/** All that the place of the selected worker shows besides its live screen. */
export interface PaneState {
  /** Keys go to this worker. */
  readonly focus: string | undefined
  /** It has most of the rows; the list keeps a few. */
  readonly isLarger: boolean
  readonly loaded: Loaded | undefined
  readonly reading: Reading | undefined
  readonly events: readonly WorkerEvent[]
  readonly samples: Samples | undefined
  /** By worker's name. */
  readonly changed: Readonly<Record<string, ChangedFiles>>
}

/** What was got for a tab of a worker. `screen`: its history, while somebody reads in it. */
export interface Loaded {
  readonly name: string
  readonly tab: TabName
  readonly content: Content
}

export type Content =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly what: string; readonly next: string | undefined }
  /** Lines with colours and weights, and nothing else in them that steers a terminal. */
  | { readonly kind: 'text'; readonly lines: readonly string[] }
  | { readonly kind: 'changes'; readonly changes: WorkspaceChanges }
  | { readonly kind: 'environment'; readonly variables: readonly EnvironmentVariable[] }
  | { readonly kind: 'worker'; readonly worker: Worker }
  | { readonly kind: 'history'; readonly happenings: readonly Happening[] }

/** Somebody reads in the lines of a tab, at their own pace: what comes meanwhile moves nothing. */
export interface Reading {
  readonly name: string
  readonly tab: TabName
  /** The line one is at; while the history is awaited, by how many lines to move once it is there. */
  readonly at: number
  /** The first line that is shown. */
  readonly top: number
  /** The other end of the lines that are selected. */
  readonly anchor: number | undefined
  readonly query: string
  /** The query as it is typed. */
  readonly typing: LineEditor | undefined
  readonly isAwaited: boolean
  /** Where one read before, and comes back to. */
  readonly under?: Reading
}

/** What a worker used lately, oldest first. */
export interface Samples {
  readonly name: string
  readonly cpu: readonly number[]
  readonly memory: readonly number[]
  readonly at: Date
}

/** How many files the Diff tab found changed, and how the worker was then. */
interface ChangedFiles {
  readonly count: number
  readonly then: string
}

export const initialPane: PaneState = {
  focus: undefined,
  isLarger: false,
  loaded: undefined,
  reading: undefined,
  events: [],
  samples: undefined,
  changed: {},
}

interface Shown {
  readonly selected: string | undefined
  readonly tab: TabName
  readonly pane: PaneState
}

/** What somebody reads in now; `undefined` while what is shown follows what comes. */
export const readingOf = ({ selected, tab, pane: { reading } }: Shown): Reading | undefined =>
  reading?.name === selected && reading?.tab === tab ? reading : undefined
