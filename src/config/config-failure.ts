/**
 * What reading the config can come back with instead of one. Facts only: `present/` has the sentences.
 * `file` names what was read: a path, or the variable or flag that says it.
 */
export type ConfigFailure =
  /** `path` is the key as one would write it: `images.registy`; `suggestion` is the key that was probably meant. */
  | {
      readonly reason: 'unknown-config-key'
      readonly file: string
      readonly path: string
      readonly suggestion: string | undefined
    }
  /** `path` is empty when the whole file isn't what it should be. */
  | {
      readonly reason: 'wrong-value'
      readonly file: string
      readonly path: string
      readonly expected: string
      readonly got: string
    }
  /** Not there, not allowed to be read, not well-formed, or code that threw. */
  | { readonly reason: 'config-unreadable'; readonly file: string; readonly detail: string }
  /** A project's config that is code. `hasChanged`: it was trusted once, but it is no longer what was trusted. */
  | { readonly reason: 'untrusted-config'; readonly file: string; readonly hasChanged: boolean }
  /** The person trusts it, and that can't be written down in hal's state: nothing of what was trusted has changed. */
  | {
      readonly reason: 'trust-unkept'
      readonly file: string
      readonly folder: string
      readonly detail: string
    }
  /** A project's config may not set this. `isOutside`: it may, but to no folder outside the project. */
  | {
      readonly reason: 'widening-key'
      readonly file: string
      readonly path: string
      readonly isOutside: boolean
    }
  /** A project's config may set variables, but not this one: it decides where agents, and with them keys, go. */
  | { readonly reason: 'redirecting-variable'; readonly file: string; readonly path: string }
