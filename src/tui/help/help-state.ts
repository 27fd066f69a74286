import { withDialog } from '../changes.ts'
import { edit, editorOf, textOf } from '../dialogs/line-editor.ts'
import type { Change, Dialog } from '../model.ts'

type HelpDialog = Extract<Dialog, { kind: 'help' }>

/** The help on what is there now; a dialog that is open waits below it. */
export const openHelp: Change = (model) =>
  model.dialog?.kind === 'help'
    ? model
    : withDialog({
        kind: 'help',
        offset: 0,
        ...(model.dialog === undefined ? {} : { under: model.dialog }),
      })(model)

/** Back to where the help was opened. */
export const closeHelp: Change = (model) =>
  model.dialog?.kind === 'help' ? { ...model, dialog: model.dialog.under } : model

/** Takes the search away first, then the help itself. */
export const leaveHelp: Change = (model) => {
  const { dialog } = model
  if (dialog?.kind !== 'help' || queryOf(dialog) === '') return closeHelp(model)
  return { ...model, dialog: { ...dialog, offset: 0, query: editorOf() } }
}

/** `end` is as far as it goes: more would have to be scrolled back first. */
export const scrollHelp =
  (by: number, end: number): Change =>
  (model) => {
    const { dialog } = model
    if (dialog?.kind !== 'help') return model
    return {
      ...model,
      dialog: { ...dialog, offset: Math.max(0, Math.min(end, Math.min(end, dialog.offset) + by)) },
    }
  }

export const typeHelp =
  (dialog: HelpDialog, key: string): Change =>
  (model) => {
    const query = edit(dialog.query ?? editorOf(), key)
    return query === undefined ? model : { ...model, dialog: { ...dialog, offset: 0, query } }
  }

export const queryOf = ({ query }: HelpDialog): string => (query === undefined ? '' : textOf(query).trim())

/** Whether something is typed there. The footer asks, which goes on beside a dialog that is broken. */
export const isSearching = ({ query }: HelpDialog): boolean =>
  query?.characters?.some((character) => character.trim() !== '') === true
