import { clip, widthOf } from '../looks/text.ts'
import type { Place } from '../view.ts'
import type { LineEditor } from './line-editor.ts'

/** The end of the line stays in sight, with the cursor; `ghost` is how it may go on, `taken` the columns that something else has. */
export const editorLine = (
  { characters, at }: LineEditor,
  { model, theme }: Place,
  {
    isHere = true,
    ghost = '',
    taken = 16,
  }: { readonly isHere?: boolean; readonly ghost?: string; readonly taken?: number } = {},
): string => {
  const columns = Math.max(4, model.size.columns - taken)
  const shown = characters.map((character) => (character === '\n' ? theme.glyphs.enter : character))
  if (!isHere) return clip(shown.join(''), columns, theme.glyphs.ellipsis)
  let from = 0
  while (from < at && widthOf(shown.slice(from, at).join('')) > columns - 2) from += 1
  const after = clip(
    shown.slice(at + 1).join(''),
    Math.max(0, columns - widthOf(shown.slice(from, at + 1).join(''))),
    '',
  )
  const before = shown.slice(from, at).join('')
  if (ghost === '' || shown[at] !== undefined) return `${before}${theme.cursor(shown[at] ?? ' ')}${after}`
  // Without colours it would look as if it were typed.
  return theme.colorLevel === 0
    ? `${before}${theme.cursor(' ')}(tab: ${ghost})`
    : `${before}${theme.cursor(ghost.charAt(0))}${theme.paint.dim(ghost.slice(1))}`
}
