import type { BuildUpdate, LayerState } from '../layer-state.ts'
import type { Layer } from '../plan/plan.ts'

/** The profile that a layer stands on, if any. */
export const parentOf = ({ profile: { parent } }: Layer): string | undefined =>
  parent.kind === 'profile' ? parent.name : undefined

export const updateOf = (layer: Layer, state: LayerState): BuildUpdate => ({
  kind: 'layer',
  layer: layer.profile.name,
  parent: parentOf(layer),
  fingerprint: layer.fingerprint,
  state,
})
