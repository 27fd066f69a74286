import type { LicensedTool } from '../images/push/licences.ts'
import type { PushEnd, PushResult, PushState, PushUpdate } from '../images/push-state.ts'
import { formatBytes } from '../lib/bytes.ts'
import { printable } from '../lib/printable.ts'

/** A push as it looks now: by reference, in the order in which names were first heard of. */
export type PushView = ReadonlyMap<string, PushUpdate>

export const noPush: PushView = new Map()

export const withPush = (view: PushView, update: PushUpdate): PushView =>
  new Map(view).set(update.reference, update)

/** Where to, then a line for each image, of at most `columns` cells. */
export function pushLines(view: PushView, columns: number): readonly string[] {
  const images = Map.groupBy(view.values(), ({ reference }) => split(reference).repository)
  const [first] = images.keys()
  if (first === undefined) return []
  const slash = first.lastIndexOf('/')
  const rows = [...images].map(([repository, updates]) => ({
    name: repository.slice(slash + 1),
    ...words(updates),
  }))
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const textWidth = Math.max(0, ...rows.map(({ text, digest }) => (digest === '' ? 0 : text.length)))
  return [`  to ${slash === -1 ? 'the engine’s default registry' : first.slice(0, slash)}`]
    .concat(
      rows.map(({ name, glyph, text, digest }) =>
        `  ${name.padEnd(nameWidth)}  ${glyph} ${text.padEnd(textWidth)}  ${digest}`.trimEnd(),
      ),
    )
    .map((line) => printable(line).slice(0, columns))
}

interface Words {
  readonly glyph: string
  readonly text: string
  readonly digest: string
}

/** One image: what its present name does, or how all of them ended. */
function words(updates: readonly PushUpdate[]): Words {
  if (updates.every(({ state }) => state.kind === 'waiting')) return { glyph: '·', text: 'waits', digest: '' }
  const going = updates.find(({ state }) => !isEnd(state) && state.kind !== 'waiting')
  const isOver = updates.every(({ state }) => isEnd(state))
  if (going !== undefined || !isOver)
    return { glyph: '◐', text: going === undefined ? '' : doing(going), digest: '' }
  const groups = Map.groupBy(updates, ({ state }) => (isEnd(state) ? howEnded(state) : ''))
  const text = [...groups].map(
    ([how, names]) => `${names.map(({ reference }) => split(reference).tag).join(', ')} ${how}`,
  )
  const isBad = updates.some(({ state }) => state.kind === 'failed')
  const [pinned] = updates
  const digest = pinned !== undefined && 'digest' in pinned.state ? pinned.state.digest : undefined
  return { glyph: isBad ? '✗' : '✓', text: text.join(' · '), digest: digest?.slice(0, 19) ?? '' }
}

const ended: Readonly<Record<PushEnd['kind'], string>> = {
  pushed: 'pushed',
  there: 'already there',
  elsewhere: 'kept, built elsewhere',
  kept: 'kept, another build',
  failed: 'failed',
  'left-out': 'not sent',
}

const howEnded = (end: PushEnd): string =>
  end.kind === 'failed' && end.failure.reason === 'cancelled' ? 'cancelled' : ended[end.kind]

const isEnd = (state: PushState): state is PushEnd => state.kind in ended

function doing({ reference, state }: PushUpdate): string {
  const { tag } = split(reference)
  if (state.kind === 'pausing') return `${tag}  the registry fails, again in ${state.pauseMs / 1000}s`
  if (state.kind !== 'pushing') return `${tag}  asks what is there`
  const { progress } = state
  if (progress?.isTryingAgain === true) return `${tag}  the registry is gone, the engine tries again`
  if (progress === undefined || progress.layers === 0) return `${tag}  begins`
  const { layers, layersUp, sentBytes, totalBytes } = progress
  const bytes = totalBytes === 0 ? '' : `  ${formatBytes(sentBytes)} of ${formatBytes(totalBytes)}`
  return `${tag}  ${layersUp} of ${layers} layers${bytes}`
}

/** One line for an update, for a pipe: what begins, pauses and ends. `undefined` for the rest. */
export function pushLine({ reference: given, state }: PushUpdate): string | undefined {
  const reference = printable(given)
  switch (state.kind) {
    case 'waiting':
    case 'asking':
      return undefined
    case 'pushing':
      return state.progress === undefined ? `pushing ${reference}` : undefined
    case 'pausing':
      return `again in ${state.pauseMs / 1000}s ${reference}`
    case 'pushed':
      return `pushed ${reference} ${state.digest ?? ''}`.trimEnd()
    case 'there':
      return `already there ${reference} ${state.digest}`
    case 'elsewhere':
      return `kept ${reference} ${state.digest} (built elsewhere from the same inputs)`
    case 'kept':
      return `kept ${reference} ${state.digest} (another build of the same commit)`
    case 'failed':
      return `failed ${reference}`
    case 'left-out':
      return `not sent ${reference}`
  }
}

/** What is up, what isn't, and what to do; `undefined` where nothing failed. */
export function pushSummary(
  pushes: readonly PushResult[],
  unbuilt: readonly string[],
): readonly string[] | undefined {
  const bad = pushes.filter(({ end }) => end.kind === 'failed' || end.kind === 'left-out')
  if (bad.length === 0) return undefined
  const good = pushes.filter((push) => !bad.includes(push))
  const failed = bad.filter(({ end }) => end.kind === 'failed')
  const unasked = bad.filter(({ end }) => end.kind === 'left-out')
  return [
    `${good.length} of ${pushes.length} names are up, ${failed.length} failed${unasked.length === 0 ? '' : `, ${unasked.length} not asked for`}.`,
    ...grouped(good).map((line) => `up         ${line}`),
    ...grouped(failed).map((line) => `failed     ${line}`),
    // Of those before it, which may be there from an earlier push, nobody asked.
    ...grouped(unasked).map((line) => `not asked  ${line}`),
    ...(unbuilt.length === 0 ? [] : [`not built, so not pushed: ${unbuilt.join(', ')}`]),
    'The same command again sends only the rest.',
  ]
}

/** Each image with its tags. */
const grouped = (pushes: readonly PushResult[]): readonly string[] =>
  [...Map.groupBy(pushes, ({ reference }) => split(reference).repository)].map(
    ([repository, names]) =>
      `${repository}: ${names.map(({ reference }) => split(reference).tag).join(', ')}`,
  )

/** Once, before such images leave the engine. */
export const licenceLines = (licences: readonly LicensedTool[]): readonly string[] => [
  'these images hold tools that are their makers’, and passing them on is subject to their terms:',
  ...licences.map(({ tool, licence, images }) => `  ${tool} (${licence}): ${images.join(', ')}`),
  'The tools volume, which workers use otherwise, is never pushed.',
]

/** One failure for each reason: a registry that is gone says the same of every image. */
export const distinctFailures = (pushes: readonly PushResult[]) => [
  ...new Map(
    pushes
      .flatMap(({ end }) => (end.kind === 'failed' ? [end.failure] : []))
      .toReversed()
      .map((failure) => [failure.reason, failure] as const),
  ).values(),
]

function split(reference: string): { readonly repository: string; readonly tag: string } {
  const colon = reference.lastIndexOf(':')
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) }
}
