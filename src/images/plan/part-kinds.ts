import type { LayerInputs } from './fingerprint.ts'

/** What the pieces of a layer are. */
export type PartKind = keyof typeof inputOfKind

/** Which of the fingerprint's inputs a piece belongs to. */
export const inputOfKind = {
  file: 'files',
  argument: 'args',
  /** Of a pinned tool's archive. */
  sum: 'pins',
  platform: 'platform',
  /** The id of the image from outside that it stands on. */
  base: 'parent',
  package: 'recipe',
  tool: 'recipe',
  variable: 'recipe',
  promise: 'recipe',
  command: 'recipe',
  dockerfile: 'recipe',
  target: 'recipe',
  /** The scripts that hal's own steps run. */
  script: 'recipe',
  /** What hal makes of a devcontainer.json: its Dockerfile, and what a new worker runs first. */
  made: 'recipe',
  /** In which order the declaration names them. */
  order: 'recipe',
} as const satisfies Readonly<Record<string, keyof LayerInputs>>

/** A piece that isn't what it was. */
export interface PartChange {
  readonly kind: PartKind
  readonly input: keyof LayerInputs
  /** `bin/run`, `jq`; empty where there is but one of its kind. A folder ends in a slash. */
  readonly name: string
  readonly how: 'new' | 'gone' | 'other'
  /** Where the label says it in words, and it is another. */
  readonly from?: string
  readonly to?: string
}
