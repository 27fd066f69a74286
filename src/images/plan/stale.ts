import type { Image } from '../../engines/engine.ts'
import { changedPins, type LayerPins, type PinChange } from '../declare/layer-pins.ts'
import { imageLabels, standsOn } from '../labels.ts'
import { localProfile, pinnedName } from '../tags.ts'
import { changedInputs, type LayerInputs } from './fingerprint.ts'
import { saidBy } from './hals-images.ts'
import type { Layer } from './layer.ts'
import type { PartChange } from './part-kinds.ts'
import { changedParts, layerParts } from './parts.ts'

/** Built from other inputs than those of now. */
export interface StaleState {
  readonly kind: 'stale'
  /** Which of them; none: another version of hal built it. */
  readonly changed: readonly (keyof LayerInputs)[]
  /** The pinned tools among them. */
  readonly pins: readonly PinChange[]
  /** What of them is another, piece by piece, as far as the image says what it was made of. */
  readonly parts: readonly PartChange[]
  /** The profile, or the image from outside, that it was built on in place of that of now. */
  readonly stoodOn?: string
  /** What has changed since in what it stands on, where the image that it was built on is still here. */
  readonly below?: { readonly layer: Layer; readonly state: StaleState }
  /** The image built last. */
  readonly newest: Image
}

/** How a layer differs from an image of it. */
export function staleState(
  layer: Layer,
  newest: Image,
  known: { readonly layers: ReadonlyMap<string, Layer>; readonly images: readonly Image[] },
): StaleState {
  const { labels } = newest
  const inputs = changedInputs(labels[imageLabels.inputs], layer.inputs)
  const found = changedParts(labels[imageLabels.parts], layerParts(layer))
  const parts = found
    .filter(({ input }) => inputs.includes(input))
    .filter((part) => !isSaidByPin(part, layer, labels[imageLabels.pins]))
  // A new version of a tool is a new promise, too, and nothing else of the recipe.
  const isOfPins = (input: keyof LayerInputs) =>
    input === 'recipe' &&
    found.some(({ kind }) => kind === 'promise') &&
    parts.every((part) => part.input !== input)
  const changed = inputs.filter((input) => !isOfPins(input))
  const pins = changed.includes('pins') ? pinChanges(labels[imageLabels.pins], layer.profile.pins, parts) : []
  return {
    ...{ kind: 'stale', changed, pins, newest },
    parts: parts.filter(({ kind }) => kind !== 'sum'),
    ...(changed.includes('parent') ? parentFacts(layer, newest, known) : {}),
  }
}

function isSaidByPin({ kind, name }: PartChange, { profile }: Layer, before: string | undefined): boolean {
  const { version } = profile.pins[name] ?? {}
  return (
    kind === 'promise' &&
    version !== undefined &&
    profile.promises[name] === version &&
    changedPins(before, profile.pins).some(({ tool }) => tool === name)
  )
}

/** Other versions, and other archives of the same one. */
function pinChanges(
  before: string | undefined,
  now: LayerPins,
  parts: readonly PartChange[],
): readonly PinChange[] {
  const versions = changedPins(before, now)
  const sums = parts
    .filter(({ kind, how }) => kind === 'sum' && how === 'other')
    .filter(({ name }) => versions.every(({ tool }) => tool !== name))
    .map(({ name }) => ({ tool: name, from: now[name]?.version, to: now[name]?.version }))
  return [...versions, ...sums]
}

function parentFacts(
  { profile: { parent } }: Layer,
  { labels }: Image,
  known: Parameters<typeof staleState>[2],
): Pick<StaleState, 'stoodOn' | 'below'> {
  const stood = standsOn(labels)
  if (stood === undefined) return {}
  const name = localProfile(stood) ?? stood
  if (name !== (parent.kind === 'profile' ? parent.name : parent.reference)) return { stoodOn: name }
  const layer = parent.kind === 'profile' ? known.layers.get(parent.name) : undefined
  const image = known.images.find((one) => {
    const { profile, fingerprint } = saidBy(one)
    return pinnedName(profile, fingerprint) === stood && fingerprint !== layer?.fingerprint
  })
  return layer === undefined || image === undefined
    ? {}
    : { below: { layer, state: staleState(layer, image, known) } }
}
