/** What hal is run with. `process` is handed in by main.ts, the only file that names it. */
export interface Invocation {
  readonly argv: readonly string[]
  readonly version: string
  readonly packageDir: string
  readonly process: NodeJS.Process
  readonly home: string
  readonly userName: string
}
