/** Something that happened to a worker. */
export interface Happening {
  readonly name: string
  readonly containerId: string
  readonly at: Date
  /** It is hal's doing, begun then and done at `at`. `undefined`: it was seen. */
  readonly begunAt?: Date | undefined
  readonly what: What
}

export type What =
  | {
      readonly kind: 'started'
      readonly image: string
      readonly profile?: string | undefined
      readonly agent?: string | undefined
      readonly branch?: string | undefined
      /** What a person knows its workspace by: a folder, an address. */
      readonly workspace?: string | undefined
    }
  | { readonly kind: Deed }
  /** Its container did, however that came about. */
  | {
      readonly kind: 'ended'
      readonly exitCode?: number | undefined
      readonly isOom: boolean
      readonly why?: string | undefined
    }
  | {
      readonly kind: 'agent'
      readonly activity: 'working' | 'waiting' | 'idle' | 'done' | 'limited' | 'login-needed'
      /** In a word, who says so. */
      readonly by: string
      /** What it asks. From inside the worker: not printable as it is. */
      readonly text?: string | undefined
    }
  /** What runs in its window `agent` did. */
  | { readonly kind: 'agent-ended'; readonly exitCode: number }

/** What hal, or somebody behind its back, does to a worker. */
export type Deed = 'stopped' | 'restarted' | 'frozen' | 'thawed' | 'removed'

/** The same for whoever saw it: of what, to which container, and when. Who did it knows more than they, also of the same moment. */
export const idOf = ({ containerId, at, begunAt, what }: Happening): string =>
  [
    ...[containerId, what.kind === 'agent' ? what.activity : what.kind, at.getTime()],
    ...(begunAt === undefined ? [] : ['from', begunAt.getTime()]),
  ].join(' ')
