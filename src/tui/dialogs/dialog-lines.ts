import { printable } from '../../lib/printable.ts'
import { keyWords } from '../keys/key-words.ts'
import { clip, pad, wrap } from '../looks/text.ts'
import type { ConfirmedVerb, Dialog } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'
import { editorLine } from './editor-line.ts'
import { confirmManyLines } from './many-lines.ts'
import { quitLines } from './quit-lines.ts'
import { sendLines } from './send-lines.ts'
import { startFormLines } from './start-form-lines.ts'

/** What stands where the preview is while a dialog is open; help has the list's place too. */
export const dialogLines = (dialog: Dialog, place: Place): readonly string[] => {
  switch (dialog.kind) {
    case 'help':
      return help(dialog.offset, place)
    case 'confirm':
      return confirm(dialog, place)
    case 'refused':
      return [
        '',
        ...wrap(dialog.why, place.model.size.columns - 2).map(
          (line) => ` ${place.theme.paint.warning(line)}`,
        ),
        '',
        place.theme.paint.dim(' What is typed here goes nowhere; esc goes back.'),
      ]
    case 'send':
      return sendLines([dialog.name], dialog.editor, place)
    case 'filter':
      return [
        '',
        ` / ${editorLine(dialog.editor, place)}`,
        '',
        place.theme.paint.dim(' name, state or profile'),
      ]
    case 'start':
      return startFormLines(dialog.form, place)
    case 'confirm-many':
      return confirmManyLines(dialog, place)
    case 'broadcast':
      return sendLines(dialog.names, dialog.editor, place, dialog.left)
    case 'save':
      return [
        '',
        ` capture the history of ${place.theme.paint.strong(dialog.name)} into a file`,
        '',
        ` ${editorLine(dialog.editor, place)}`,
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
  }
}

const questions: Readonly<Record<ConfirmedVerb, (name: string) => string>> = {
  stop: (name) => `stop ${name}?`,
  restart: (name) => `restart ${name}?`,
  remove: (name) => `remove ${name}?`,
}

/** What ends with it; nothing does once it has ended. */
const losses: Readonly<Record<Life, string>> = {
  running: 'What runs in it ends. ',
  frozen: 'What is frozen in it ends (f thaws it). ',
  new: '',
  ended: '',
  going: '',
}

const consequences: Readonly<Record<ConfirmedVerb, string>> = {
  stop: 'Its files stay, and R starts it again.',
  restart: 'It starts again with its files.',
  remove: 'Its container and the files inside are gone for good. Its workspace stays.',
}

const confirm = (
  { verb, name, life }: Extract<Dialog, { kind: 'confirm' }>,
  { model, theme }: Place,
): readonly string[] => [
  '',
  ` ${theme.paint.warning(questions[verb](name))}`,
  ...wrap(`${losses[life]}${consequences[verb]}`, model.size.columns - 2).map((line) => ` ${line}`),
]

const help = (offset: number, { model, theme, keymap, height }: Place): readonly string[] => {
  const records = keymap.filter((record) => record.where === 'list' && record.help !== undefined)
  const lines = records.map((record) => {
    const reason = record.isDisabled?.(model)
    const why = reason === undefined ? '' : theme.paint.dim(`  (${reason})`)
    const text = `   ${theme.paint.accent(pad(keyWords(record, theme), 8))} ${record.help ?? ''}${why}`
    return clip(text, model.size.columns, theme.glyphs.ellipsis)
  })
  const all = [` ${theme.paint.strong('keys')}`, ...lines]
  const from = Math.max(0, Math.min(offset, all.length - height))
  return all.slice(from, from + height)
}
