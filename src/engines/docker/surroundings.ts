import type { Probe } from './probe.ts'

/** All that the search for an engine looks at; nothing in it touches the process itself. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: NodeJS.Platform
  readonly uid: number
  /** The file's text; `undefined` when it can't be read. */
  readonly readText: (path: string) => string | undefined
  /** What is in a folder; nothing when it can't be read. */
  readonly namesIn: (folder: string) => readonly string[]
  readonly probe: Probe
}
