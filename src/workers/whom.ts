/** A worker as a person names it, the way `find` does; with `containerId` exactly that one, or `worker-gone`: never who has a like name. */
export interface Named {
  readonly name: string
  readonly containerId?: string | undefined
}

/** A worker that was before somebody's eyes: what they ask for is done to this container, or to none. */
export interface SeenWorker {
  readonly name: string
  readonly containerId: string
}

/** Whom a verb is for: a name as a person wrote it, or the very worker that was seen. */
export type Whom = string | SeenWorker

export const namedBy = (whom: Whom): Named => (typeof whom === 'string' ? { name: whom } : whom)
