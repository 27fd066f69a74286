import { printable } from '../../lib/printable.ts'
import { commandLines } from '../command/command-lines.ts'
import { helpLines } from '../help/help-lines.ts'
import { isTiny } from '../layout.ts'
import { sortMenu } from '../list/sort-menu.ts'
import { wrap } from '../looks/text.ts'
import type { Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import { confirmLines } from './confirm-lines.ts'
import { editorLine } from './editor-line.ts'
import { explainLines } from './explain-lines.ts'
import { filterLines } from './filter-lines.ts'
import { confirmManyLines } from './many-lines.ts'
import { quitLines } from './quit-lines.ts'
import { sendLines } from './send-lines.ts'
import { sendOverLines } from './send-over-lines.ts'
import { startFormLines } from './start-form-lines.ts'
import { workAtStakeLines } from './work-at-stake.ts'

/** What stands where the preview is while a dialog is open; help has the list's place too. */
export const dialogLines = (dialog: Dialog, place: Place): readonly string[] => {
  switch (dialog.kind) {
    case 'help':
      return helpLines(dialog, place)
    case 'confirm':
      return confirmLines(dialog, place)
    case 'refused':
      return [
        '',
        ...wrap(dialog.why, place.model.size.columns - 2).map(
          (line) => ` ${place.theme.paint.warning(line)}`,
        ),
        '',
        ...wrap(wayBack(place.model), place.model.size.columns - 2).map(
          (line) => ` ${place.theme.paint.dim(line)}`,
        ),
      ]
    case 'send':
      return sendLines([dialog.name], dialog.editor, place)
    case 'filter':
      return filterLines(dialog, place)
    case 'start':
      return startFormLines(dialog.form, place)
    case 'command':
      return commandLines(dialog, place)
    case 'sort':
      return sortMenu(place)
    case 'confirm-many':
      return confirmManyLines(dialog, place)
    case 'broadcast':
      return sendLines(
        dialog.workers.map(({ name }) => name),
        dialog.editor,
        place,
        dialog.left,
      )
    case 'save':
      return [
        '',
        ...wrap(
          `capture the history of ${place.theme.paint.strong(dialog.name)} into a file`,
          place.model.size.columns - 2,
        ).map((line) => ` ${line}`),
        '',
        ` ${editorLine(dialog.editor, place, { taken: 3 })}`,
      ]
    case 'overwrite':
      return [
        '',
        ...wrap('write over what is there?', place.model.size.columns - 2).map(
          (line) => ` ${place.theme.paint.warning(line)}`,
        ),
        '',
        ...wrap(printable(dialog.path), place.model.size.columns - 2).map((line) => ` ${line}`),
      ]
    case 'quit':
      return quitLines(place)
    case 'explain':
      return explainLines(dialog, place)
    case 'send-over':
      return sendOverLines(dialog, place)
    case 'lose-work':
      return workAtStakeLines(dialog, place)
    case 'cancel-build':
      // The view of images asks in a place of its own.
      return []
  }
}

/** In next to no room, nothing but why keys do nothing now. */
const wayBack = ({ size }: Model): string =>
  isTiny(size)
    ? 'no key works until esc'
    : 'esc goes back, and keys work again; until then what is typed here goes nowhere.'
