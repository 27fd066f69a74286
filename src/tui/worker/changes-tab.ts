import { printable } from '../../lib/printable.ts'
import { diffLine } from '../../present/diff-line.ts'
import type { WorkspaceChanges } from '../../workers/verbs.ts'
import type { Theme } from '../looks/theme.ts'

const cache = new WeakMap<WorkspaceChanges, WeakMap<Theme, readonly string[]>>()

/** The statistics, then the differences, coloured by what each line says. */
export const changesLines = (changes: WorkspaceChanges, theme: Theme): readonly string[] => {
  const byTheme = cache.get(changes) ?? new WeakMap<Theme, readonly string[]>()
  const lines = byTheme.get(theme) ?? linesOf(changes, theme)
  cache.set(changes, byTheme.set(theme, lines))
  return lines
}

const linesOf = (changes: WorkspaceChanges, theme: Theme): readonly string[] => {
  const { paint } = theme
  const none = noChanges(changes, theme)
  if (none !== undefined || changes.kind !== 'changes') return none ?? []
  const cut = changes.isCut ? ['', paint.dim('… there is more than can be shown here')] : []
  return [
    ...split(changes.stat).map((line) => statLine(line, theme)),
    '',
    ...split(changes.diff).map((line) => diffLine(line, paint)),
    ...cut,
  ]
}

/** Why there is nothing to show of what was changed; `undefined` where there is. */
export const noChanges = (changes: WorkspaceChanges, { paint }: Theme): readonly string[] | undefined => {
  switch (changes.kind) {
    case 'no-git':
      return [paint.dim('there is no git in its image, nor in its tools: nobody can say what was changed')]
    case 'no-repository':
      return [paint.dim('its workspace is no git repository')]
    case 'changes': {
      const since = changes.isSinceStart ? 'its branch began' : 'the last commit'
      return changes.diff.trim() === '' ? [paint.dim(`nothing was changed since ${since}`)] : undefined
    }
  }
}

/** The line that the differences begin at, behind the statistics. */
export const diffStartsAt = (changes: WorkspaceChanges): number =>
  changes.kind === 'changes' ? split(changes.stat).length + 1 : 0

const split = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

/** A worker's files may have anything in them. */
const clean = (line: string): string => printable(line.replaceAll('\t', '    '))

const statLine = (line: string, { paint }: Theme): string => {
  const [, name = '', signs = ''] = /^(.*\| *(?:\d+ ?|Bin.*))([+-]*)$/.exec(line) ?? []
  if (name === '') return paint.dim(clean(line))
  const plus = signs.replaceAll('-', '')
  return `${clean(name)}${paint.good(plus)}${paint.bad(signs.slice(plus.length))}`
}
