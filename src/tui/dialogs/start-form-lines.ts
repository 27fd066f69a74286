import type { Acting } from '../actions/acting.ts'
import { clip, pad, widthOf, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Place } from '../view.ts'
import { around, markedAround } from './around.ts'
import { ghostOf } from './edit-start-form.ts'
import { editorLine } from './editor-line.ts'
import { candidates } from './folder-name.ts'
import { nameInUse } from './name-in-use.ts'
import { offersOf } from './offers.ts'
import { startCommand } from './start-command.ts'
import {
  isTextField,
  type StartField,
  type StartForm,
  startFields,
  type TextField,
  valueIn,
} from './start-form.ts'
import { faultsOf } from './start-objections.ts'
import { rowsOfText } from './text-area.ts'

const hints: Readonly<Record<StartField, string>> = {
  name: 'empty: hal makes one up',
  agent: 'arrows choose; empty: a shell',
  unattended: 'arrows choose; yes: it acts without asking, its container is its sandbox',
  branch: 'like ada/fix: it works on a clone of its own; empty: on the folder itself',
  prompt: 'given to the agent once it is up; ctrl-j: a new line',
  workspace: 'the folder to work on, tab completes; empty: this one',
  profile: 'arrows choose',
  image: 'any image with a shell; empty: the profile’s',
  command: 'for its window, in place of an agent, like htop',
  count: 'how many, as NAME-1, NAME-2 …; empty: one',
  memory: 'the most each may use, like 4g',
  cpus: 'the most each may use, like 2 or 0.5',
  pids: 'the most processes and threads each may have, like 2048',
}

const labelColumns = 10

/** The fields, each with what is wrong with it, and the command that does the same; the field that is typed into stays in sight. */
export const startFormLines = (form: StartForm, place: Place): readonly string[] => {
  const { theme, model, height } = place
  const faults = faultsOf(form, model.acting)
  const fields = startFields.flatMap((field) => [
    ...fieldLines(form, field, place).map((line) => ({ field, line })),
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
  const at = 3 + fields.findIndex(({ field }) => field === form.field) + cursorRow(form, place)
  // Without room for all, the blanks go first.
  const kept = lines.length > height ? lines.filter((line) => line !== '') : lines
  return markedAround(kept, at - (lines.length - kept.length > 0 ? 2 : 0), place)
}

/** Where a text of several lines is typed, its rows below its first. */
const fieldLines = (form: StartForm, field: StartField, place: Place): readonly string[] => {
  if (field !== 'prompt' || form.field !== 'prompt' || valueIn(form, 'prompt') === undefined)
    return [fieldLine(form, field, place)]
  const { theme } = place
  const indent = ' '.repeat(labelColumns)
  const label = (row: number) =>
    row === 0
      ? `${theme.paint.accent(theme.glyphs.selected)} ${theme.paint.dim(pad('prompt', labelColumns))}`
      : `  ${indent}`
  return promptRows(form, place).map(({ line }, row) => ` ${label(row)} ${line}`)
}

const mostPromptRows = 8

const promptRows = (form: StartForm, { model, theme, height }: Place) => {
  const columns = Math.max(4, model.size.columns - labelColumns - 5)
  const rows = rowsOfText(form.prompt, columns).map((cells) => ({
    line: cells.map(({ character, isCursor }) => (isCursor ? theme.cursor(character) : character)).join(''),
    isHere: cells.some(({ isCursor }) => isCursor),
  }))
  const at = rows.findIndex(({ isHere }) => isHere)
  return around(rows, at, Math.max(1, Math.min(mostPromptRows, height - 2)))
}

const cursorRow = (form: StartForm, place: Place): number =>
  form.field === 'prompt'
    ? Math.max(
        0,
        promptRows(form, place).findIndex(({ isHere }) => isHere),
      )
    : 0

const fieldLine = (form: StartForm, field: StartField, place: Place): string => {
  const { theme, model } = place
  const isHere = form.field === field
  const mark = isHere ? theme.paint.accent(theme.glyphs.selected) : ' '
  const ghost = isHere ? ghostOf(form, offersOf(model)) : ''
  const value = isTextField(field)
    ? typed(form, field, { place, ghost })
    : choice(chosen(form, field, model.acting), theme, isHere)
  const text = `${mark} ${theme.paint.dim(pad(field, labelColumns))} ${value}`
  const hint = hints[field]
  const room = model.size.columns - widthOf(text) - 4
  const isHinted = isHere && room >= widthOf(hint) && (valueIn(form, field) ?? '').length < 40
  return isHinted ? ` ${text}  ${theme.paint.dim(hint)}` : ` ${text}`
}

/** What is wrong with a field, what comes of a name that is in use, or how what is typed into it may go on. */
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
  const inUse = field === 'name' ? nameInUse(form, model) : undefined
  if (inUse !== undefined)
    return wrap(inUse, Math.max(10, columns)).map((line) => `${indent}${theme.paint.warning(line)}`)
  if (field !== 'workspace' || form.field !== field || valueIn(form, field) === undefined) return []
  const folders = candidates(valueIn(form, field) ?? '', model.acting.look)
  return folders.length < 2
    ? []
    : [`${indent}${theme.paint.dim(clip(folders.join('  '), columns, theme.glyphs.ellipsis))}`]
}

const choice = (shown: string, { paint, glyphs: { arrows } }: Theme, isHere: boolean): string =>
  isHere ? `${paint.accent(arrows.left)} ${shown} ${paint.accent(arrows.right)}` : shown

/** The signs around what arrows choose, with their blanks. */
const arrowColumns = 4

/** An agent is typed or chosen. */
const typed = (
  form: StartForm,
  field: TextField,
  { place, ghost }: { readonly place: Place; readonly ghost: string },
): string => {
  const isHere = form.field === field
  const isChosen = isHere && field === 'agent' && place.model.acting.agents.length > 0
  const taken = labelColumns + 6 + (isChosen ? arrowColumns : 0)
  return choice(editorLine(form[field], place, { isHere, ghost, taken }), place.theme, isChosen)
}

const chosen = (form: StartForm, field: StartField, { agents }: Acting): string => {
  if (field === 'profile') return form.profile ?? 'default'
  if (form.isUnattended) return 'yes'
  const agent = valueIn(form, 'agent')
  const isSo = agents.some(({ name, isUnattended }) => name === agent && isUnattended)
  return isSo ? 'yes, as your config has it' : 'no'
}

const commandLines = (form: StartForm, { theme, model }: Place): readonly string[] =>
  wrap(
    startCommand(form, model.acting).replaceAll('\n', theme.glyphs.enter),
    Math.max(10, model.size.columns - 5),
  )
    .slice(0, 3)
    .map((line, row) => ` ${theme.paint.dim(`${row === 0 ? '$' : ' '} ${line}`)}`)
