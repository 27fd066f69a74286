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
  switch (changes.kind) {
    case 'no-git':
      return [paint.dim('there is no git in its image, nor in its tools: nobody can say what was changed')]
    case 'no-repository':
      return [paint.dim('its workspace is no git repository')]
    case 'changes': {
      if (changes.diff.trim() === '')
        return [
          paint.dim(
            `nothing was changed since ${changes.isSinceStart ? 'its branch began' : 'the last commit'}`,
          ),
        ]
      const cut = changes.isCut ? ['', paint.dim('… there is more than can be shown here')] : []
      return [
        ...split(changes.stat).map((line) => statLine(line, theme)),
        '',
        ...split(changes.diff).map((line) => diffLine(line, paint)),
        ...cut,
      ]
    }
  }
}

const split = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

/** A worker's files may have anything in them. */
const clean = (line: string): string => printable(line.replaceAll('\t', '    '))

const statLine = (line: string, { paint }: Theme): string => {
  const [, name = '', signs = ''] = /^(.*\| *(?:\d+ ?|Bin.*))([+-]*)$/.exec(line) ?? []
  if (name === '') return paint.dim(clean(line))
  const plus = signs.replaceAll('-', '')
  return `${clean(name)}${paint.good(plus)}${paint.bad(signs.slice(plus.length))}`
}
