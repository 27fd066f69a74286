import type { BuildUpdate, LayerState } from '../images/layer-state.ts'
import { formatBytes } from '../lib/bytes.ts'
import { printable } from '../lib/printable.ts'
import { treeRows } from './tree.ts'

/** A build as it looks now: the last update of each layer, in the order in which they were first heard of (parents first). */
export type BuildView = ReadonlyMap<string, BuildUpdate>

export const noBuild: BuildView = new Map()

export const withUpdate = (view: BuildView, update: BuildUpdate): BuildView =>
  new Map(view).set(update.layer, update)

/** The same build, so much later: a step that takes long is seen to go on. */
export const afterMs = (view: BuildView, ms: number): BuildView =>
  new Map(
    [...view].map(([layer, update]) => {
      const { state } = update
      if (state.kind !== 'building') return [layer, update]
      return [layer, { ...update, state: { ...state, elapsedMs: state.elapsedMs + ms } }]
    }),
  )

/** One row of the tree. `tone` is its meaning, for colour; the text says the same without. */
export interface BuildRow {
  /** `├─ ` and what leads to it. */
  readonly branch: string
  readonly name: string
  readonly glyph: string
  readonly tone: BuildTone
  readonly text: string
  /** How the text ends, where the rest gives way first: the time that it takes. */
  readonly tail: string
  /** Seven digits; empty for a layer that has no end yet, or a bad one. */
  readonly fingerprint: string
}

export type BuildTone = 'good' | 'working' | 'bad' | 'dim'

/** The layers as a tree, each under the one it stands on. */
export function buildRows(view: BuildView): readonly BuildRow[] {
  return treeRows([...view.values()], ({ layer, parent }) => ({ name: layer, parent })).map(
    ({ item, branch }) => row(item, branch),
  )
}

/** One line for an update, for a pipe: only what began or ended. `undefined` for the rest. */
export function buildLine({ layer, state, fingerprint }: BuildUpdate): string | undefined {
  if (state.kind === 'waiting') return undefined
  if (state.kind === 'pulling' && state.progress !== undefined) return undefined
  if (state.kind === 'building' && state.step === undefined) return `${printable(layer)}: building`
  const { text } = words(state)
  const suffix = isMade(state) ? `  ${fingerprint.slice(0, 7)}` : ''
  return `${printable(layer)}: ${text}${suffix}`
}

const isMade = ({ kind }: LayerState): boolean => kind === 'done' || kind === 'unchanged' || kind === 'baked'

function row(update: BuildUpdate, branch: string): BuildRow {
  const { layer: name, state } = update
  return {
    ...{ branch, name: printable(name), tail: '', ...words(state) },
    fingerprint: isMade(state) ? update.fingerprint.slice(0, 7) : '',
  }
}

/** What looks into what was built here: by name where those are few. Nothing where nothing was. */
export function verifyCommand(
  layers: readonly { readonly layer: string; readonly end: Pick<LayerState, 'kind'> }[],
): string | undefined {
  const built = layers.flatMap(({ layer, end }) => (end.kind === 'done' ? [layer] : []))
  if (built.length === 0) return undefined
  return ['hal images verify', ...(built.length > 3 ? [] : built)].join(' ')
}

type Words = Pick<BuildRow, 'glyph' | 'tone' | 'text'> & { readonly tail?: string }

function words(state: LayerState): Words {
  switch (state.kind) {
    case 'unchanged':
      return { glyph: '✓', tone: 'good', text: 'unchanged' }
    case 'waiting':
      return { glyph: '·', tone: 'dim', text: state.on === undefined ? 'waits' : `waits for ${state.on}` }
    case 'pulling':
      return { glyph: '◐', tone: 'working', text: pulls(state) }
    case 'building': {
      const { step, elapsedMs } = state
      if (step === undefined) return { glyph: '◐', tone: 'working', text: `begins  ${seconds(elapsedMs)}` }
      const tail = `  ${seconds(elapsedMs)}`
      const text = `${step.number}/${step.of}  ${shortened(step.name)}${tail}`
      return { glyph: '◐', tone: 'working', text, tail }
    }
    case 'done': {
      const added = state.deltaBytes === undefined ? '' : `  (${signed(state.deltaBytes)})`
      const text = `${seconds(state.tookMs)}  ${formatBytes(state.sizeBytes)}${added}`
      return { glyph: '✓', tone: 'good', text }
    }
    case 'baked':
      return { glyph: '✓', tone: 'good', text: `${seconds(state.tookMs)}  ${state.platforms.join(', ')}` }
    case 'failed': {
      const tail = `  ${seconds(state.tookMs)}`
      const text = failed(state)
      return { glyph: '✗', tone: 'bad', text, ...(text.endsWith(tail) && { tail }) }
    }
    case 'skipped':
      return { glyph: '·', tone: 'dim', text: skipped(state.because) }
  }
}

function pulls({ reference, progress }: Extract<LayerState, { kind: 'pulling' }>): string {
  const { doneBytes = 0, totalBytes = 0 } = progress ?? {}
  const bytes = totalBytes === 0 ? '' : `  ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}`
  return `pulls ${printable(reference)}${bytes}`
}

function failed({ failure, tookMs }: Extract<LayerState, { kind: 'failed' }>): string {
  if (failure.reason === 'cancelled') return `cancelled after ${seconds(tookMs)}`
  if (failure.reason === 'profile-not-built')
    return `${failure.isStale === true ? 'stale' : 'not built'}, left alone by --only`
  if (failure.reason !== 'build-failed') return 'failed'
  return failure.step === '' ? 'failed' : `failed at ${shortened(failure.step)}  ${seconds(tookMs)}`
}

const skipped = (because: string): string =>
  because === 'cancelled' ? 'cancelled' : `left out: ${because} is not there`

const longestStep = 48
/** A Dockerfile's text, which may be anybody's. */
const shortened = (step: string): string => {
  const line = printable(step.split('\n', 1)[0] ?? '')
  return line.length > longestStep ? `${line.slice(0, longestStep - 1)}…` : line
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}s`
const signed = (bytes: number): string => `${bytes < 0 ? '−' : '+'}${formatBytes(Math.abs(bytes))}`
