import type { ConfigValues } from '../schema.ts'

/** What is known of a key besides its shape: variables, `config show`, messages and docs/configuration.md come from here. */
export interface KeyForm {
  /** As one would write it: `images.registry`. */
  readonly path: string
  /** The variables that set it; the first that is set counts. */
  readonly variables: readonly string[]
  /** Further variables begin with this, each one entry of the key's map: `TASK_IMAGE_CODEX` sets `codex`. */
  readonly variablesByName?: string
  /** Only the person's own config, variables and flags may set it: a project would reach further with it. */
  readonly isWidening: boolean
  /** How far a project may go with it, where it may set it at all. */
  readonly ofProject?: 'lower' | 'inside itself' | 'not what redirects an agent'
  /** A sentence, the same as in `defineConfig`'s types. */
  readonly description: string
  /** What a value has to be, for the message about one that isn't. */
  readonly expected: string
  /** What holds when nobody says otherwise, in words. */
  readonly default: string
  /** Turns a variable's text into the value. What can't be turned stays text, and the schema refuses it. */
  readonly fromText: (text: string) => unknown
  /** The same, trimmed, of a key that any text will do for: where variables say such alone, the schema isn't loaded. */
  readonly fromAnyText?: (text: string) => ConfigValues
}
