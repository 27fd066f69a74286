import { printable } from '../../lib/printable.ts'
import { withDialog } from '../changes.ts'
import { pasteCommand, typeCommand } from '../command/command-state.ts'
import { typeHelp } from '../help/help-state.ts'
import { filterBy } from '../list/selection.ts'
import type { Change, Dialog, Model } from '../model.ts'
import { editStartForm, pasteIntoStartForm } from './edit-start-form.ts'
import { edit, insert, type LineEditor, textOf } from './line-editor.ts'
import { offersOf } from './offers.ts'

const unchanged: Change = (model) => model

/** A key without a record goes to the editor that is open, if any. */
export const typeInto = (model: Model, key: string): Change => {
  const { dialog, profiles } = model
  if (dialog?.kind === 'start')
    return withDialog({ ...dialog, form: editStartForm(dialog.form, key, profiles, offersOf(model)) })
  if (dialog?.kind === 'command') return typeCommand(dialog, key)
  if (dialog?.kind === 'help') return typeHelp(dialog, key)
  if (!hasEditor(dialog)) return unchanged
  const editor = edit(dialog.editor, key)
  return editor === undefined ? unchanged : retyped({ ...dialog, editor })
}

export const pasteInto = ({ dialog }: Model, text: string): Change => {
  switch (dialog?.kind) {
    case 'start':
      return withDialog({ ...dialog, form: pasteIntoStartForm(dialog.form, text) })
    case 'send':
    case 'broadcast':
      return withDialog({ ...dialog, editor: insert(dialog.editor, text.replaceAll(/\r\n?/g, '\n')) })
    case 'filter':
    case 'save':
      return retyped({ ...dialog, editor: insert(dialog.editor, inOneLine(text)) })
    case 'command':
      return pasteCommand(dialog, text)
    default:
      return unchanged
  }
}

/** What was pasted may have anything in it. */
const inOneLine = (text: string): string => printable(text.replace(/\s+/g, ' '))

type WithEditor = Extract<Dialog, { readonly editor: LineEditor }>

const hasEditor = (dialog: Dialog | undefined): dialog is WithEditor =>
  dialog !== undefined && 'editor' in dialog

const retyped =
  (dialog: WithEditor): Change =>
  (model) => {
    const open = withDialog(dialog)(model)
    return dialog.kind === 'filter' ? filterBy(textOf(dialog.editor))(open) : open
  }
