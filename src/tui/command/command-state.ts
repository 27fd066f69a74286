import { printable } from '../../lib/printable.ts'
import { withDialog } from '../changes.ts'
import { edit, editorOf, insert, textOf } from '../dialogs/line-editor.ts'
import type { Change, Model } from '../model.ts'
import type { CommandDialog } from './command-line.ts'
import { commands } from './commands.ts'
import { completionOf, ghostOf } from './complete.ts'

/** More than anybody goes back through. */
const kept = 200

export const openCommand =
  (line = ''): Change =>
  (model) =>
    withDialog({ kind: 'command', editor: editorOf(line) })(model)

export const withHistory =
  (history: readonly string[]): Change =>
  (model) => ({ ...model, command: { history: history.slice(-kept).map(printable) } })

/** The line is the newest of the history; said before, it is not there twice. */
export const remembering =
  (line: string): Change =>
  (model) =>
    withHistory([...model.command.history.filter((past) => past !== line), line])(model)

export const withFault =
  (dialog: CommandDialog, fault: string): Change =>
  (model) =>
    withDialog({ kind: 'command', editor: dialog.editor, fault })(model)

/** Dim behind the cursor; only at the end of the line is there a place for it. */
export const ghostIn = ({ editor, menu }: CommandDialog, model: Model): string => {
  const line = textOf(editor)
  if (menu !== undefined || editor.at < editor.characters.length) return ''
  return ghostOf(line, completionOf(commands, line, model), model.command.history)
}

/** What typing does to the line. Backspace in an empty one leaves it, as in other programs with such a line. */
export const typeCommand =
  (dialog: CommandDialog, key: string): Change =>
  (model) => {
    if (key === 'backspace' && dialog.editor.characters.length === 0) return withDialog(undefined)(model)
    const ghost = takers.has(key) ? ghostIn(dialog, model) : ''
    const editor = ghost === '' ? edit(dialog.editor, key) : insert(dialog.editor, ghost)
    return editor === undefined ? model : withDialog({ kind: 'command', editor })(model)
  }

/** Keys to the right: at the end of the line there is only the ghost to go to. */
const takers: ReadonlySet<string> = new Set(['right', 'ctrl+f', 'end', 'ctrl+e'])

export const pasteCommand =
  (dialog: CommandDialog, text: string): Change =>
  (model) =>
    withDialog({ kind: 'command', editor: insert(dialog.editor, printable(text.replaceAll(/\s+/g, ' '))) })(
      model,
    )

/** Puts the next candidate into the line, or the one before; the only one with a blank, so that the next word can be typed. */
export const completeBy =
  (dialog: CommandDialog, step: 1 | -1): Change =>
  (model) => {
    const stem = dialog.menu?.stem ?? textOf(dialog.editor)
    const { from, candidates } = completionOf(commands, stem, model)
    const count = candidates.length
    if (count === 0) return typeCommand(dialog, 'end')(model)
    const at =
      dialog.menu === undefined ? (step === 1 ? 0 : count - 1) : (dialog.menu.at + step + count) % count
    const taken = stem.slice(0, from) + quoted(candidates[at]?.text ?? '')
    return count === 1
      ? openCommand(`${taken} `)(model)
      : withDialog({ kind: 'command', editor: editorOf(taken), menu: { stem, at } })(model)
  }

const quoted = (text: string): string => (/\s/.test(text) ? `"${text}"` : text)

/** The line before in the history (after, when `step` is -1), of those that begin as the line did when it was typed. */
export const recallBy =
  (dialog: CommandDialog, step: 1 | -1): Change =>
  (model) => {
    const stem = dialog.recall?.stem ?? textOf(dialog.editor)
    const past = model.command.history.filter((line) => line.startsWith(stem)).toReversed()
    const back = Math.max(0, Math.min(past.length, (dialog.recall?.back ?? 0) + step))
    if (back === (dialog.recall?.back ?? 0)) return model
    const line = back === 0 ? stem : (past[back - 1] ?? stem)
    return withDialog({
      kind: 'command',
      editor: editorOf(line),
      ...(back === 0 ? {} : { recall: { stem, back } }),
    })(model)
  }
