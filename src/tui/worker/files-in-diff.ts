/** A file of a diff. */
export interface DiffFile {
  readonly path: string
  readonly added: number
  readonly removed: number
  /** What happened to it besides: `new`, `removed`, `from old/name`, `binary`. */
  readonly note: string | undefined
  /** The line of the diff that it begins at. */
  readonly at: number
}

/** The files of git's diff, in its order. In a hunk no line begins like a file does, whatever is in the files. */
export const filesInDiff = (diff: string): readonly DiffFile[] => {
  const lines = diff.split('\n')
  const starts = lines.flatMap((line, at) => (line.startsWith(fileStart) ? [at] : []))
  return starts.map((at, index) => fileOf(lines.slice(at, starts[index + 1]), at))
}

const fileStart = 'diff --git '

const fileOf = (lines: readonly string[], at: number): DiffFile => {
  const hunks = lines.findIndex((line) => line.startsWith('@@'))
  const head = hunks === -1 ? lines : lines.slice(0, hunks)
  const body = hunks === -1 ? [] : lines.slice(hunks)
  return {
    path: pathOf(head),
    added: body.filter((line) => line.startsWith('+')).length,
    removed: body.filter((line) => line.startsWith('-')).length,
    note: noteOf(head),
    at,
  }
}

const after = (lines: readonly string[], start: string): string | undefined =>
  lines
    .find((line) => line.startsWith(start))
    ?.slice(start.length)
    // git ends a name with a blank in it with a tab.
    .replace(/\t$/, '')

const pathOf = (head: readonly string[]): string =>
  after(head, 'rename to ') ??
  after(head, '+++ b/') ??
  after(head, '--- a/') ??
  twice(after(head, fileStart) ?? '')

/** `a/x b/x`, where nothing else says its name: it has it twice. */
const twice = (names: string): string => names.slice(2, (names.length - 1) / 2)

const noteOf = (head: readonly string[]): string | undefined => {
  const from = after(head, 'rename from ')
  if (from !== undefined) return `from ${from}`
  const isBinary = after(head, 'Binary files ') !== undefined
  const how = after(head, 'new file') !== undefined ? 'new' : after(head, 'deleted file') && 'removed'
  return [how, isBinary ? 'binary' : undefined].filter((word) => word !== undefined).join(', ') || undefined
}
