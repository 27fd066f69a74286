import { graphemes } from '../../lib/graphemes.ts'
import { editorLine } from '../dialogs/editor-line.ts'
import { textOf } from '../dialogs/line-editor.ts'
import { clip, pad, widthOf, wrapUpTo } from '../looks/text.ts'
import type { Place } from '../view.ts'
import type { CommandDialog } from './command-line.ts'
import { commandNamed, usageOf } from './command-record.ts'
import { ghostIn } from './command-state.ts'
import { commands } from './commands.ts'
import { completionOf } from './complete.ts'
import { faultInWords, understand } from './understand.ts'
import { wordsOf } from './words.ts'

/** As many rows whatever is typed, so that nothing above them moves. */
export const commandRows = (height: number): number => Math.max(1, Math.min(10, Math.floor(height / 2)))

/** The line with its ghost, and what its last word could become. */
export const commandLines = (dialog: CommandDialog, place: Place): readonly string[] => {
  const { model, theme, height } = place
  const { columns } = model.size
  const prompt = clip(` ${theme.paint.accent(':')} ${promptLine(dialog, place)}`, columns, '')
  const fault =
    dialog.fault === undefined
      ? []
      : wrapped(dialog.fault, place).map((line) => ` ${theme.paint.warning(line)}`)
  return [
    theme.paint.dim(theme.glyphs.rule.repeat(columns)),
    prompt,
    ...fault,
    ...candidateLines(dialog, place),
  ].slice(0, height)
}

/** As many rows as there are below the line, or as matter. */
const wrapped = (text: string, { model, theme, height }: Place): readonly string[] =>
  wrapUpTo(text, {
    columns: Math.max(1, model.size.columns - 4),
    rows: Math.max(1, Math.min(3, height - 2)),
    ellipsis: theme.glyphs.ellipsis,
  })

/** The cursor stands on the ghost's first letter. Without colours everything behind the cursor is ghost. */
const promptLine = (dialog: CommandDialog, place: Place): string => {
  const { model, theme } = place
  const [first = '', ...rest] = graphemes(ghostIn(dialog, model))
  const typed = textOf(dialog.editor)
  if (first === '' || widthOf(typed) > model.size.columns / 2)
    return editorLine(dialog.editor, place, { taken: 5 })
  return typed + theme.cursor(first) + theme.paint.dim(rest.join(''))
}

/** Where there is nothing to choose: what is wrong with what is typed, how the command goes on, or that there is none of that name. */
const hintLines = ({ editor, fault }: CommandDialog, place: Place): readonly string[] => {
  if (fault !== undefined) return []
  const { model, theme } = place
  const line = textOf(editor)
  const command = commandNamed(commands, wordsOf(line)[0]?.text ?? '')
  const understood = understand(commands, line)
  const wrong = understood.ok ? faultInWords(understood.value, model) : undefined
  if (wrong !== undefined) return wrapped(wrong, place).map((row) => `   ${theme.paint.warning(row)}`)
  if (command !== undefined) {
    const usage = `   ${usageOf(command)}   ${command.help}`
    return [theme.paint.dim(clip(usage, model.size.columns, theme.glyphs.ellipsis))]
  }
  const hint = understood.ok ? '' : understood.failure
  return wrapped(hint, place).map((row) => `   ${theme.paint.dim(row)}`)
}

const candidateLines = (dialog: CommandDialog, place: Place): readonly string[] => {
  const { editor, menu } = dialog
  const { model, theme, height } = place
  const { candidates } = completionOf(commands, menu?.stem ?? textOf(editor), model)
  if (candidates.length === 0) return hintLines(dialog, place)
  const room = Math.max(1, height - 2)
  const at = menu?.at ?? 0
  const from = Math.max(0, Math.min(at - room + 1, candidates.length - room))
  const width = Math.min(24, Math.max(8, ...candidates.map(({ text }) => widthOf(text))))
  return candidates.slice(from, from + room).map(({ text, help = '' }, index) => {
    const isChosen = menu !== undefined && from + index === menu.at
    const bar = isChosen ? theme.paint.accent(theme.glyphs.selected) : ' '
    const word = pad(text, width, { ellipsis: theme.glyphs.ellipsis })
    const line = ` ${bar} ${isChosen ? theme.paint.strong(word) : word}  ${theme.paint.dim(help)}`
    return clip(line, model.size.columns, theme.glyphs.ellipsis)
  })
}
