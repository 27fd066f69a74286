import type { Change } from '../model.ts'
import { editorOf } from './line-editor.ts'
import { moveLine } from './text-area.ts'

/** An arrow up or down: to another line of the text, and from its first to what was sent before, from its last back. */
export const upOrDown =
  (step: 1 | -1): Change =>
  (model) => {
    const { dialog } = model
    if (dialog?.kind !== 'send' && dialog?.kind !== 'broadcast') return model
    const moved = moveLine(dialog.editor, step)
    if (moved !== undefined) return { ...model, dialog: { ...dialog, editor: moved } }
    const { sent } = model.acting
    const { recall = { at: -1, typed: dialog.editor } } = dialog
    const at = Math.max(-1, Math.min(sent.length - 1, recall.at - step))
    if (at === recall.at) return model
    const editor = at === -1 ? recall.typed : editorOf(sent[sent.length - 1 - at])
    return { ...model, dialog: { ...dialog, editor, recall: { at, typed: recall.typed } } }
  }
