import { commandLines } from '../command/command-lines.ts'
import { helpLines } from '../help/help-lines.ts'
import { keyFor } from '../keys/key-for.ts'
import { leftInWords } from '../list/rows.ts'
import { sortMenu } from '../list/sort-menu.ts'
import { pad, widthOf, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { ConfirmedVerb, Dialog, Model } from '../model.ts'
import type { Place } from '../view.ts'
import type { Life } from '../worker/life.ts'
import { editorLine } from './editor-line.ts'
import type { StartField, StartForm } from './start-form.ts'

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
        place.theme.paint.dim(
          ` ${leftInWords(place.model)}${place.theme.glyphs.separator}what a row says, or key=value; ! inverts`,
        ),
      ]
    case 'start':
      return startForm(dialog.form, place)
    case 'command':
      return commandLines(dialog, place)
    case 'sort':
      return sortMenu(place)
  }
}

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
  remove: 'Its container and the files inside are gone for good. Its workspace stays.',
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
