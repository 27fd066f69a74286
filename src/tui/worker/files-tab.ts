import { printable } from '../../lib/printable.ts'
import type { WorkspaceChanges } from '../../workers/verbs.ts'
import { pad } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import { noChanges } from './changes-tab.ts'
import { type DiffFile, filesInDiff } from './files-in-diff.ts'

const cache = new WeakMap<WorkspaceChanges, readonly DiffFile[]>()

/** The files that were changed; empty where there are none, and where nobody can say. */
export const filesOf = (changes: WorkspaceChanges): readonly DiffFile[] => {
  if (changes.kind !== 'changes') return []
  const files = cache.get(changes) ?? filesInDiff(changes.diff)
  cache.set(changes, files)
  return files
}

/** `+12  −3  src/login.ts`, a line for each: names come last, so that a narrow pane takes nothing of the numbers. */
export const filesLines = (changes: WorkspaceChanges, theme: Theme): readonly string[] => {
  const none = noChanges(changes, theme)
  if (none !== undefined || changes.kind !== 'changes') return none ?? []
  const { paint } = theme
  const files = filesOf(changes)
  const width = Math.max(...files.map(({ added, removed }) => String(Math.max(added, removed)).length)) + 1
  const lines = files.map(({ path, added, removed, note }) => {
    const counts = [paint.good(right(`+${added}`, width)), paint.bad(right(`−${removed}`, width))]
    return `${counts.join('  ')}  ${printable(path)}${note === undefined ? '' : paint.dim(`  ${printable(note)}`)}`
  })
  return changes.isCut ? [...lines, '', paint.dim('… there is more than can be shown here')] : lines
}

const right = (text: string, columns: number): string => pad(text, columns, { isRight: true })
