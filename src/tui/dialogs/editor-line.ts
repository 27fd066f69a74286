import { clip, widthOf } from '../looks/text.ts'
import type { Place } from '../view.ts'
import type { LineEditor } from './line-editor.ts'

/** The end of the line stays in sight, with the cursor; `ghost` is how it may go on. */
export const editorLine = (
  { characters, at }: LineEditor,
  { model, theme }: Place,
  { isHere = true, ghost = '' }: { readonly isHere?: boolean; readonly ghost?: string } = {},
): string => {
  const columns = Math.max(4, model.size.columns - 16)
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
