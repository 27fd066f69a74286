import { editorLine } from '../dialogs/editor-line.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { viewRows } from '../layout.ts'
import { clip, pad, widthOf, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Dialog } from '../model.ts'
import type { Place, View } from '../view.ts'
import { type HelpEntry, type HelpGroup, helpGroups } from './help-groups.ts'
import { queryOf } from './help-state.ts'

/** From here on there is room for two columns. */
const wideColumns = 110

/** All keys and commands, in groups; in two columns where they fit. */
export const helpLines = (dialog: Extract<Dialog, { kind: 'help' }>, place: Place): readonly string[] => {
  const { theme, height } = place
  const lines = bodyLines(dialog, place)
  const room = Math.max(0, height - 1)
  const from = Math.max(0, Math.min(dialog.offset, lines.length - room))
  const body =
    lines.length === 0 ? [theme.paint.dim(' nothing is called that')] : lines.slice(from, from + room)
  return [title(dialog, place, lines.length > room), ...body].slice(0, height)
}

/** How far it can be scrolled; 0 while it isn't open. */
export const helpEnd = (view: View): number => {
  const { dialog } = view.model
  const room = Math.max(0, viewRows(view.model) - 1)
  return dialog?.kind === 'help' ? Math.max(0, bodyLines(dialog, view).length - room) : 0
}

const bodyLines = (dialog: Extract<Dialog, { kind: 'help' }>, view: View): readonly string[] => {
  const { columns } = view.model.size
  const groups = helpGroups(view, queryOf(dialog))
  const isWide = columns >= wideColumns
  const width = isWide ? Math.floor((columns - 1) / 2) : columns
  const blocks = groups.map((group) => block(group, width, view))
  return isWide ? sideBySide(blocks, width) : blocks.flat()
}

const title = (dialog: Extract<Dialog, { kind: 'help' }>, place: Place, isLong: boolean): string => {
  const { theme, model } = place
  const { up, down } = theme.glyphs.more
  const hint = isLong ? `type to search${theme.glyphs.separator}${up}${down} scroll` : 'type to search'
  const search =
    queryOf(dialog) === ''
      ? theme.paint.dim(hint)
      : `${theme.paint.accent('/')} ${editorLine(dialog.query ?? editorOf(), place)}`
  return clip(` ${theme.paint.strong('keys')}  ${search}`, model.size.columns, theme.glyphs.ellipsis)
}

const block = ({ title: name, entries }: HelpGroup, width: number, view: View): readonly string[] => {
  const { theme } = view
  const keys = Math.min(Math.floor(width / 2), Math.max(8, ...entries.map(({ key }) => widthOf(key))))
  const lines = entries.flatMap((entry) => entryLines(entry, { keys, width, theme }))
  return [clip(` ${theme.paint.dim(name)}`, width, theme.glyphs.ellipsis), ...lines, '']
}

/** What a key does goes on below where it is long, and so does why it does nothing now. */
const entryLines = (
  { key, words, why }: HelpEntry,
  look: { readonly keys: number; readonly width: number; readonly theme: Theme },
): readonly string[] => {
  const { paint, glyphs } = look.theme
  const columns = Math.max(8, look.width - look.keys - 5)
  const reason = why === undefined ? '' : `(${why})`
  const isShort = widthOf(words) + widthOf(reason) + 2 <= columns
  const texts = isShort
    ? [reason === '' ? words : `${words}  ${paint.dim(reason)}`]
    : [...wrap(words, columns), ...wrap(reason, columns).map(paint.dim)]
  return texts.map((text, row) => {
    const shown =
      row === 0 ? paint.accent(pad(key, look.keys, { ellipsis: glyphs.ellipsis })) : ' '.repeat(look.keys)
    return clip(`   ${shown} ${text}`, look.width, glyphs.ellipsis)
  })
}

/** Blocks in two columns of about the same height, none torn apart, in the order of reading: down, then right. */
const sideBySide = (blocks: readonly (readonly string[])[], width: number): readonly string[] => {
  const total = blocks.reduce((sum, lines) => sum + lines.length, 0)
  let at = 0
  let height = 0
  while (at < blocks.length && (at === 0 || height + (blocks[at]?.length ?? 0) / 2 <= total / 2)) {
    height += blocks[at]?.length ?? 0
    at += 1
  }
  const left = blocks.slice(0, at).flat()
  const right = blocks.slice(at).flat()
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) =>
    right[row] === undefined ? (left[row] ?? '') : `${pad(left[row] ?? '', width)} ${right[row]}`,
  )
}
