import { printable } from '../../lib/printable.ts'
import { commandLines } from '../command/command-lines.ts'
import { helpLines } from '../help/help-lines.ts'
import { keyFor } from '../keys/key-for.ts'
import { isTiny } from '../layout.ts'
import { filterKeys, unknownKeyIn } from '../list/filter.ts'
import { leftInWords } from '../list/rows.ts'
import { sortMenu } from '../list/sort-menu.ts'
import { wrap } from '../looks/text.ts'
import type { ConfirmedVerb, Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'
import { editorLine } from './editor-line.ts'
import { explainLines } from './explain-lines.ts'
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
      return confirm(dialog, place)
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
      return ['', ` / ${editorLine(dialog.editor, place, { taken: 5 })}`, '', ...filterHint(place)]
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
        ` capture the history of ${place.theme.paint.strong(dialog.name)} into a file`,
        '',
        ` ${editorLine(dialog.editor, place, { taken: 3 })}`,
      ]
    case 'overwrite':
      return [
        '',
        ` ${place.theme.paint.warning('write over what is there?')}`,
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

const questions: Readonly<Record<ConfirmedVerb, (name: string) => string>> = {
  stop: (name) => `stop ${name}?`,
  restart: (name) => `restart ${name}?`,
  remove: (name) => `remove ${name}?`,
}

/** What ends with it; nothing does once it has ended. */
const losses = (model: Model): Readonly<Record<Life, string>> => ({
  running: 'What runs in it ends. ',
  frozen: `What is frozen in it ends (${keyFor(model, 'worker.freeze', 'f')} thaws it). `,
  new: '',
  ended: '',
  going: '',
})

const consequences = (model: Model): Readonly<Record<ConfirmedVerb, string>> => ({
  stop: `Its files stay, and ${keyFor(model, 'worker.restart', 'R')} starts it again.`,
  restart: 'It starts again with its files.',
  remove:
    'Its container and the files inside are gone for good. A clone of its own goes, too; a folder of yours stays.',
})

const confirm = (
  { verb, name, life }: Extract<Dialog, { kind: 'confirm' }>,
  { model, theme }: Place,
): readonly string[] => [
  '',
  ` ${theme.paint.warning(questions[verb](name))}`,
  ...wrap(`${losses(model)[life]}${consequences(model)[verb]}`, model.size.columns - 2).map(
    (line) => ` ${line}`,
  ),
]

/** What can be typed; of a key that there isn't, which ones there are. On one line where more would be the list's. */
const filterHint = ({ model, theme }: Place): readonly string[] => {
  const unknown = unknownKeyIn(model.filter)
  const left = ` ${leftInWords(model)}${theme.glyphs.separator}`
  const keys = `${filterKeys.join(', ')}, label:`
  const first =
    unknown === undefined
      ? theme.paint.dim(`${left}what a row says, or key=value; ! inverts.`)
      : left + theme.paint.warning(`no key is called "${unknown}"`)
  const { columns, rows } = model.size
  if (rows < leastRowsForKeys) return [first + theme.paint.dim(` Keys: ${keys}`)]
  return [first, ...wrap(`Keys: ${keys}`, columns - 2).map((line) => ` ${theme.paint.dim(line)}`)]
}

const leastRowsForKeys = 20
