import { formatBytes } from '../../../lib/bytes.ts'
import { printable } from '../../../lib/printable.ts'
import { formatAge } from '../../../present/duration.ts'
import { sizeOfProfile } from '../../../present/profile.ts'
import { windowOf } from '../../list/rows.ts'
import { clip, filled, pad, spread, widthOf, wrap } from '../../looks/text.ts'
import type { Place } from '../../view.ts'
import { imageDetails, imagePreview } from './image-details.ts'
import { type ImageRow, imageRows } from './image-rows.ts'
import { type ImagesState, selectedName } from './images-state.ts'

/** Every profile, under the one it stands on: its image, or what its build does; the selected one below, or alone. */
export const imagesView = (place: Place): readonly string[] => {
  const { model, theme, height } = place
  const { images } = model.views
  const rows = imageRows(images, model.now)
  const selected = selectedName(
    images,
    rows.map(({ profile }) => profile.name),
  )
  const row = rows.find(({ profile }) => profile.name === selected)
  const asked = model.dialog?.kind === 'cancel-build' ? question(place) : []
  // Next to no room is the question's.
  if (asked.length > 0 && height < asked.length + 3) return asked.slice(1)
  if (images.isOpened && row !== undefined) {
    const above = height - asked.length
    return [...filled(opened(row, { ...place, height: above }), above), ...asked]
  }
  const foot = asked.length > 0 || row === undefined ? asked : below(row, place)
  const head = [titleLine(place), ...notes(place)]
  const room = height - head.length - 1 - foot.length
  return [...head, headLine(rows, place), ...list(rows, selected, { ...place, height: room }), ...foot].map(
    (line) => clip(line, model.size.columns, theme.glyphs.ellipsis),
  )
}

const titleLine = ({ model, theme }: Place): string => {
  const { profiles = [], sizes, areLayersShown } = model.views.images
  const count = (kind: string) => profiles.filter(({ state }) => state.kind === kind).length
  const { paint, glyphs } = theme
  const parts = [
    paint.good(`${count('fresh')} fresh`),
    ...(count('stale') === 0 ? [] : [paint.warning(`${count('stale')} stale`)]),
    paint.dim(`${count('not-built')} not built`),
  ]
  const held =
    sizes === undefined
      ? ''
      : paint.dim(`${formatBytes(sizes.heldBytes + sizes.others.heldBytes)} on the disk `)
  const name = paint.strong(areLayersShown ? 'images' : 'profiles')
  return spread({
    left: ` ${name}  ${profiles.length === 0 ? '' : parts.join(paint.dim(glyphs.separator))}`,
    right: held,
    columns: model.size.columns,
  })
}

/** Why what is shown is old, or isn't there. */
const notes = ({ model, theme }: Place): readonly string[] => {
  const { failure, readAt } = model.views.images
  if (failure === undefined) return []
  const age = readAt === undefined ? '' : `as it was ${formatAge(readAt, model.now)} ago · `
  return wrap(age + failure, Math.max(1, model.size.columns - 2)).map((line) => ` ${theme.paint.bad(line)}`)
}

/** The selection's bar with its blanks. */
const margin = 3
/** Between two columns. */
const gap = 2
const sizeColumns = 6
const ageColumns = 4

/** 0: there is no room for it. */
interface Widths {
  readonly name: number
  readonly state: number
  readonly age: number
  readonly what: number
  /** From the state on, for what has no size, no age and nothing else yet. */
  readonly rest: number
}

const leastWhat = 8

/** The state has what it takes before its age has any, and what an image is is said below, too. */
const widthsOf = (rows: readonly ImageRow[], columns: number): Widths => {
  const name = Math.min(
    Math.max(8, ...rows.map(({ branch, profile }) => widthOf(branch + profile.name))),
    Math.floor(columns * 0.4),
  )
  const rest = columns - 1 - margin - name - gap
  const wanted = Math.max(10, ...rows.map(({ isOfBuild, state }) => (isOfBuild ? 0 : widthOf(state))))
  const withAge = rest - (gap + sizeColumns) - (gap + ageColumns)
  const age = wanted <= withAge ? ageColumns : 0
  const room = age === 0 ? rest - (gap + sizeColumns) : withAge
  const state = Math.max(10, Math.min(wanted, room, Math.max(44, Math.floor(room / 2))))
  const what = room - state - gap
  return { name, state, age, what: what < leastWhat ? 0 : what, rest }
}

const headLine = (rows: readonly ImageRow[], { model, theme }: Place): string => {
  const { name, state, age, what } = widthsOf(rows, model.size.columns)
  const cells = [
    pad('IMAGE', name),
    pad('STATE', state),
    pad('SIZE', sizeColumns, { isRight: true }),
    ...(age === 0 ? [] : [pad('AGE', age, { isRight: true })]),
    ...(what === 0 ? [] : ['WHAT IT IS']),
  ]
  return theme.paint.dim(`${' '.repeat(margin)}${cells.join('  ')}`)
}

const list = (rows: readonly ImageRow[], selected: string | undefined, place: Place): readonly string[] => {
  const { model, theme } = place
  const height = Math.max(0, place.height)
  if (rows.length === 0) return filled([theme.paint.dim(`   ${emptyWords(model.views.images)}`)], height)
  const at = rows.findIndex(({ profile }) => profile.name === selected)
  const isLong = rows.length > height
  const { from, to } = windowOf({ count: rows.length, at, height: isLong ? height - 1 : height })
  const widths = widthsOf(rows, model.size.columns)
  const lines = rows
    .slice(from, Math.max(from, to))
    .map((row) => rowLine(row, { widths, isSelected: row.profile.name === selected }, place))
  if (isLong) {
    const { up, down } = theme.glyphs.more
    const note = `${at + 1} of ${rows.length} ${from > 0 ? up : ''}${to < rows.length ? down : ''}`
    lines.push(theme.paint.dim(`${note.padStart(model.size.columns - 2)} `))
  }
  return filled(lines, height)
}

const emptyWords = ({ profiles, failure }: ImagesState): string => {
  if (failure !== undefined) return 'nothing was read yet'
  return profiles === undefined ? 'reading profiles' : 'no profiles'
}

const rowLine = (
  { profile, branch, tone, state, isOfBuild }: ImageRow,
  { widths, isSelected }: { readonly widths: Widths; readonly isSelected: boolean },
  { model, theme }: Place,
): string => {
  const { paint, glyphs } = theme
  const { ellipsis } = glyphs
  const bar = isSelected ? paint.accent(glyphs.selected) : ' '
  const room = Math.max(0, widths.name - widthOf(branch))
  const name = pad(profile.name, room, { ellipsis })
  const shownName = isSelected ? paint.strong(name) : profile.isLayer ? paint.dim(name) : name
  const start = ` ${bar} ${paint.dim(branch)}${shownName}`
  // A step has the columns of what isn't known before it is done.
  if (isOfBuild) return `${start}  ${paint[tone](clip(state, widths.rest, ellipsis))}`
  const cells = [
    paint[tone](pad(state, widths.state, { ellipsis })),
    pad(sizeOfProfile(profile), sizeColumns, { isRight: true, ellipsis: '' }),
    ...(widths.age === 0
      ? []
      : [paint.dim(pad(ageOf(profile.state, model.now), widths.age, { isRight: true, ellipsis: '' }))]),
    ...(widths.what === 0 ? [] : [paint.dim(clip(printable(profile.description), widths.what, ellipsis))]),
  ]
  return `${start}  ${cells.join('  ')}`
}

const ageOf = (state: ImageRow['profile']['state'], now: Date): string =>
  state.kind === 'not-built' ? '' : formatAge(state.builtAt, now)

/** A few lines on the selected one, where there is room. */
const below = (row: ImageRow, place: Place): readonly string[] => {
  const { model, theme, height } = place
  const room = Math.min(9, Math.floor(height / 3))
  if (room < 4) return []
  return [
    theme.paint.dim(theme.glyphs.rule.repeat(model.size.columns)),
    ...imagePreview({ row, rows: room - 1 }, model, theme),
  ]
}

const opened = (row: ImageRow, { model, theme, height }: Place): readonly string[] => {
  const lines = imageDetails(row, model, theme)
  const from = Math.max(0, Math.min(model.views.images.offset, lines.length - height))
  return lines.slice(from, from + height).map((line) => clip(line, model.size.columns, theme.glyphs.ellipsis))
}

const question = ({ model, theme }: Place): readonly string[] => {
  const { queued } = model.views.images
  return [
    theme.paint.dim(theme.glyphs.rule.repeat(model.size.columns)),
    ` ${theme.paint.warning('end the build?')}`,
    ...wrap(
      [
        'What is being built now is lost. Images that are done stay.',
        ...(queued.length === 0 ? [] : [`Not built either: ${queued.join(', ')}.`]),
      ].join(' '),
      Math.max(1, model.size.columns - 2),
    ).map((line) => ` ${line}`),
  ]
}
