import { keyWords } from '../keys/key-words.ts'
import { clip, pad, widthOf, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { ConfirmedVerb, Dialog } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'
import type { LineEditor } from './line-editor.ts'
import type { StartField, StartForm } from './start-form.ts'

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
      return [
        '',
        ` send to ${place.theme.paint.strong(dialog.name)}`,
        '',
        ` ${editorLine(dialog.editor, place)}`,
      ]
    case 'filter':
      return [
        '',
        ` / ${editorLine(dialog.editor, place)}`,
        '',
        place.theme.paint.dim(' name, state or profile'),
      ]
    case 'start':
      return startForm(dialog.form, place)
    case 'cancel-build':
      // The view of images asks in a place of its own.
      return []
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

const labels: Readonly<Record<StartField, { readonly label: string; readonly hint: string }>> = {
  name: { label: 'name', hint: 'empty: hal makes one up' },
  profile: { label: 'profile', hint: 'arrows choose' },
  image: { label: 'image', hint: 'any image with a shell; empty: the profile’s' },
}

const startForm = (form: StartForm, place: Place): readonly string[] => {
  const { theme, model } = place
  const line = (field: StartField): string => {
    const isHere = form.field === field
    const mark = isHere ? theme.paint.accent(theme.glyphs.selected) : ' '
    const { label, hint } = labels[field]
    const value = field === 'profile' ? choice(form, theme, isHere) : editorLine(form[field], place, isHere)
    const text = `${mark} ${theme.paint.dim(pad(label, 8))} ${value}`
    const room = model.size.columns - widthOf(text) - 4
    return isHere && room >= hint.length ? ` ${text}  ${theme.paint.dim(hint)}` : ` ${text}`
  }
  const lines = (field: StartField): readonly string[] => [
    line(field),
    ...(form.fault?.field === field ? fault : []),
  ]
  const fault = wrap(form.fault?.why ?? '', model.size.columns - 14).map(
    (why) => `${' '.repeat(12)}${theme.paint.bad(why)}`,
  )
  return [
    '',
    ` ${theme.paint.strong('start a worker')}`,
    '',
    ...(['name', 'profile', 'image'] as const).flatMap(lines),
  ]
}

const choice = (form: StartForm, theme: Theme, isHere: boolean): string => {
  const { left, right } = theme.glyphs.arrows
  const shown = form.profile ?? 'default'
  return isHere ? `${shown} ${theme.paint.accent(left + right)}` : shown
}

/** The end of the line stays in sight, with the cursor. */
const editorLine = ({ characters, at }: LineEditor, { model, theme }: Place, isHere = true): string => {
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
  return `${shown.slice(from, at).join('')}${theme.cursor(shown[at] ?? ' ')}${after}`
}

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
