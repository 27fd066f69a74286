import { clip, pad, widthOf, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Place } from '../view.ts'
import { around } from './around.ts'
import { ghostOf } from './edit-start-form.ts'
import { editorLine } from './editor-line.ts'
import { candidates } from './folder-name.ts'
import { offersOf } from './offers.ts'
import { startCommand } from './start-command.ts'
import { type StartField, type StartForm, startFields, valueIn } from './start-form.ts'
import { faultsOf } from './start-objections.ts'

const hints: Readonly<Record<StartField, string>> = {
  name: 'empty: hal makes one up',
  profile: 'arrows choose',
  image: 'any image with a shell; empty: the profile’s',
  agent: 'a command for its window, like claude; empty: a shell',
  workspace: 'the folder to work on, tab completes; empty: this one',
  count: 'how many, as NAME-1, NAME-2 …; empty: one',
  memory: 'the most each may use, like 4g',
  cpus: 'the most each may use, like 2 or 0.5',
}

const labelColumns = 9

/** The fields, each with what is wrong with it, and the command that does the same; the field that is typed into stays in sight. */
export const startFormLines = (form: StartForm, place: Place): readonly string[] => {
  const { theme, model, height } = place
  const faults = faultsOf(form, model.acting.look)
  const fields = startFields.flatMap((field) => [
    { field, line: fieldLine(form, field, place) },
    ...below(form, field, { place, fault: faults[field] }).map((line) => ({ field, line })),
  ])
  const lines = [
    '',
    ` ${theme.paint.strong('start a worker')}`,
    '',
    ...fields.map(({ line }) => line),
    '',
    ...commandLines(form, place),
  ]
  const at = 3 + fields.findIndex(({ field }) => field === form.field)
  // Without room for all, the blanks go first.
  const kept = lines.length > height ? lines.filter((line) => line !== '') : lines
  return around(kept, at - (lines.length - kept.length > 0 ? 2 : 0), height)
}

const fieldLine = (form: StartForm, field: StartField, place: Place): string => {
  const { theme, model } = place
  const isHere = form.field === field
  const mark = isHere ? theme.paint.accent(theme.glyphs.selected) : ' '
  const ghost = isHere ? ghostOf(form, offersOf(model)) : ''
  const value =
    field === 'profile' ? choice(form, theme, isHere) : editorLine(form[field], place, { isHere, ghost })
  const text = `${mark} ${theme.paint.dim(pad(field, labelColumns))} ${value}`
  const hint = hints[field]
  const room = model.size.columns - widthOf(text) - 4
  const isHinted = isHere && room >= widthOf(hint) && (valueIn(form, field) ?? '').length < 40
  return isHinted ? ` ${text}  ${theme.paint.dim(hint)}` : ` ${text}`
}

/** What is wrong with a field, or how what is typed into it may go on. */
const below = (
  form: StartForm,
  field: StartField,
  { place, fault }: { readonly place: Place; readonly fault: string | undefined },
): readonly string[] => {
  const { theme, model } = place
  const indent = ' '.repeat(labelColumns + 4)
  const columns = model.size.columns - indent.length - 1
  if (fault !== undefined)
    return wrap(fault, Math.max(10, columns)).map((line) => `${indent}${theme.paint.bad(line)}`)
  if (field !== 'workspace' || form.field !== field || valueIn(form, field) === undefined) return []
  const folders = candidates(valueIn(form, field) ?? '', model.acting.look)
  return folders.length < 2
    ? []
    : [`${indent}${theme.paint.dim(clip(folders.join('  '), columns, theme.glyphs.ellipsis))}`]
}

const choice = (form: StartForm, theme: Theme, isHere: boolean): string => {
  const { left, right } = theme.glyphs.arrows
  const shown = form.profile ?? 'default'
  return isHere ? `${shown} ${theme.paint.accent(left + right)}` : shown
}

const commandLines = (form: StartForm, { theme, model }: Place): readonly string[] =>
  wrap(startCommand(form, model.acting), Math.max(10, model.size.columns - 5))
    .slice(0, 3)
    .map((line, row) => ` ${theme.paint.dim(`${row === 0 ? '$' : ' '} ${line}`)}`)
