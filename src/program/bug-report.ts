import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a report says besides the mistake itself. */
export interface BugSurroundings {
  readonly argv: readonly string[]
  readonly version: string
  readonly process: NodeJS.Process
}

/** hal's own mistake, for an issue. Arguments are left out: they may be anybody's secrets. */
export const bugReport = (bug: unknown, { argv, version, process }: BugSurroundings): string =>
  [
    `hal ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    `hal ${argv[0] ?? ''} (arguments left out)`,
    bug instanceof Error ? (bug.stack ?? bug.message) : String(bug),
  ].join('\n')

/** Saves it and answers the file; `undefined` where nothing could be saved. */
export function saveBugReport(report: string): string | undefined {
  const file = join(tmpdir(), `hal-bug-${Date.now()}.txt`)
  try {
    writeFileSync(file, `${report}\n`, { mode: 0o600, flag: 'wx' })
    return file
  } catch {
    return undefined
  }
}

export const bugWords = (file: string): string =>
  `hal: this is a bug in hal.\n     A report was saved to ${file}; please attach it to an issue.`

/** Says it, with where the report is and what to do with it; answers the exit code. */
export function sayBug(bug: unknown, surroundings: BugSurroundings): number {
  const report = bugReport(bug, surroundings)
  const file = saveBugReport(report)
  surroundings.process.stderr.write(
    file === undefined
      ? `hal: this is a bug in hal, and no report could be saved.\n${report}\n`
      : `${bugWords(file)}\n`,
  )
  return 70
}
