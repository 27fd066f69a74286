import { formatBytes } from '../../lib/bytes.ts'
import { printable } from '../../lib/printable.ts'
import { formatAge } from '../../present/duration.ts'
import { isAttention, moodOf, moods, questionOf, stateSince, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { rollUp } from '../frame/header.ts'
import { countMoods, windowOf } from '../list/rows.ts'
import { barsOf } from '../looks/bars.ts'
import { clip, clipParts, pad, spread, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Place } from '../view.ts'
import { advice } from '../worker/advice.ts'
import { type LoadSample, loadOf, slices } from './fleet-load.ts'
import { brailleGraph, plainGraph } from './graph.ts'
import { imageRows } from './images/image-rows.ts'
import { isBuilding } from './images/images-state.ts'
import { busiestRows, needyRows, pickedInPulse } from './pulse-picks.ts'
import type { PulsePick } from './views-state.ts'

/** Whose numbers are streamed while the pulse is on the screen, at most: each costs the engine a stream. */
export const mostMeasured = 50

/** The fleet at a glance: who is how, what it costs, who needs somebody, what images and the engine do. */
export const pulseView = (place: Place): readonly string[] => {
  const { model, theme, height } = place
  const { columns } = model.size
  const half = halfOf(columns)
  const top = [titleLine(place), '', stateBar(place), ` ${rollUp(model, theme)}`, '']
  const bottom = ['', ...imagesLines(place), engineLine(place)]
  const room = Math.max(0, height - top.length - bottom.length)
  const graphs = graphsIn(room, place)
  const listRows = Math.max(0, room - graphs.length - (graphs.length === 0 ? 0 : 1))
  const lists = isWide(columns)
    ? beside(needy(half, listRows, place), busiest(columns - half, listRows, place), half)
    : stacked(columns, listRows, place)
  const middle = [...graphs, ...(graphs.length === 0 ? [] : ['']), ...lists].slice(0, room)
  return [...top, ...middle, ...Array<string>(room - middle.length).fill(''), ...bottom]
    .slice(0, height)
    .map((line) => clip(line, columns, theme.glyphs.ellipsis))
}

const isWide = (columns: number): boolean => columns >= 90

const halfOf = (columns: number): number => Math.floor((columns - 2) / 2)

/** None where they would leave no room for who needs somebody. */
const graphsIn = (room: number, place: Place): readonly string[] => {
  const { columns } = place.model.size
  const rows = Math.max(2, Math.min(8, Math.floor(room / 2) - 2))
  if (!isWide(columns)) return room < 11 ? [] : graph('cpu', columns, Math.min(3, rows), place)
  const half = halfOf(columns)
  return room < 7
    ? []
    : beside(graph('cpu', half, rows, place), graph('mem', columns - half, rows, place), half)
}

/** Who needs somebody has as much as that takes, up to half of it. */
const stacked = (columns: number, height: number, place: Place): readonly string[] => {
  const above = Math.min(Math.max(1, needyRows(place.model).length) + 2, Math.ceil(height / 2))
  return [...needy(columns, above, place), ...busiest(columns, height - above, place)]
}

const titleLine = ({ model, theme }: Place): string => {
  const { workers } = model.snapshot
  const measured = workers.filter(({ stats }) => stats !== undefined).length
  const running = workers.filter(({ worker }) => worker.phase.kind === 'ready').length
  const of = running > measured && running > mostMeasured ? `cpu and memory of ${measured} of them ` : ''
  return spread({
    left: ` ${theme.paint.strong('pulse')}  ${countOf(workers.length, 'worker')}, ${running} running`,
    right: theme.paint.dim(of),
    columns: model.size.columns,
  })
}

const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** As long as there is room, each state as much of it as it has of the fleet; without colour in the states' own glyphs. */
const stateBar = ({ model, theme }: Place): string => {
  const counts = countMoods(model.snapshot)
  const columns = Math.max(1, model.size.columns - 2)
  const all = model.snapshot.workers.length
  if (all === 0) return ` ${theme.paint.dim(theme.glyphs.rule.repeat(columns))}`
  let before = 0
  let used = 0
  const parts = moods.flatMap((mood) => {
    const count = counts.get(mood) ?? 0
    if (count === 0) return []
    before += count
    // The ends are rounded, not the lengths: so they add up.
    const length = Math.max(1, Math.round((before / all) * columns) - used)
    used += length
    const glyph = theme.colorLevel === 0 || !theme.isUnicode ? theme.glyphs.moods[mood] : '━'
    return theme.paint[theme.tones[mood]](glyph.repeat(length))
  })
  return ` ${parts.join('')}`
}

const graphs = {
  cpu: { label: 'cpu', of: (sample: LoadSample) => sample.cpuPercent },
  mem: { label: 'memory', of: (sample: LoadSample) => sample.memoryBytes },
}

const sliceMs = 2000

const graph = (kind: keyof typeof graphs, columns: number, rows: number, place: Place): readonly string[] => {
  const { model, theme } = place
  const { label, of } = graphs[kind]
  const { machine } = model.snapshot.engine
  const width = Math.max(1, Math.min(150, columns - 3))
  const values = slices(model.views.load, { now: model.now, count: width * 2, sliceMs, of })
  const limit = kind === 'cpu' ? (machine?.cpus ?? 0) * 100 : (machine?.memoryBytes ?? 0)
  const peak = Math.max(0, ...values.map((value) => value ?? 0))
  // Half a machine's worth at the least, so that a fleet that idles looks like one.
  const highest = Math.max(peak, limit === 0 ? 100 : limit / (peak > limit / 4 ? 1 : 4))
  const draw = theme.isUnicode ? brailleGraph : plainGraph
  const sum = loadOf(model.snapshot)
  const minutes = Math.max(1, Math.round((width * 2 * sliceMs) / 60_000))
  const now = sum === undefined ? theme.glyphs.none : amount(kind, of({ ...sum, at: model.now }))
  const most = limit === 0 ? '' : theme.paint.dim(` of ${amount(kind, limit)}`)
  const head = spread({
    left: ` ${theme.paint.dim(label)} ${theme.paint.strong(now)}${most}`,
    right: theme.paint.dim(`${minutes} min, up to ${amount(kind, highest)} `),
    columns: Math.min(columns, width + 2),
  })
  return [head, ...draw(values, { rows, top: highest }).map((line) => ` ${theme.paint.accent(line)}`)]
}

const amount = (kind: keyof typeof graphs, value: number): string =>
  kind === 'cpu' ? `${Math.round(value)}%` : formatBytes(value)

const needy = (columns: number, height: number, { model, theme }: Place): readonly string[] => {
  const rows = needyRows(model)
  const lines = rows.map((row) => {
    const { worker } = row
    const mood = moodOf(worker)
    const paint = theme.paint[theme.tones[mood]]
    const state = `${theme.glyphs.moods[mood]} ${pad(worker.name, nameColumns(rows))}  ${pad(stateWords(worker), 12)}`
    const age = pad(formatAge(stateSince(worker), model.now), 4, { isRight: true })
    const why = printable(advice(worker, model) ?? questionOf(worker) ?? row.lastLine)
    const room = columns - widthOf(state) - 9
    return `${paint(state)} ${age}  ${theme.paint.dim(clipParts(why, Math.max(0, room), theme.glyphs.ellipsis))}`
  })
  return section('needs you', lines, { height, none: 'nobody', at: pickedAt('needy', rows, model) }, theme)
}

const busiest = (columns: number, height: number, { model, theme }: Place): readonly string[] => {
  const rows = busiestRows(model)
  const lines = rows.map(({ worker, stats, cpuHistory, lastLine }) => {
    const spark = barsOf(cpuHistory.slice(-8), worker.limits.cpus * 100, theme)
    const cpu = stats?.cpuPercent === undefined ? theme.glyphs.none : `${Math.round(stats.cpuPercent)}%`
    const start = `${pad(worker.name, nameColumns(rows))}  ${spark.padStart(8)} ${cpu.padStart(5)}  ${formatBytes(stats?.memoryBytes ?? 0).padStart(5)}`
    return `${start}  ${theme.paint.dim(clip(printable(lastLine), Math.max(0, columns - widthOf(start) - 4), theme.glyphs.ellipsis))}`
  })
  return section(
    'busiest',
    lines,
    { height, none: 'no numbers yet', at: pickedAt('busiest', rows, model) },
    theme,
  )
}

/** Which of them is picked; -1 where none is. */
const pickedAt = (list: PulsePick['list'], rows: readonly FleetWorker[], model: Model): number => {
  const picked = pickedInPulse(model)
  return picked?.list === list ? rows.findIndex(({ worker }) => worker.name === picked.name) : -1
}

const nameColumns = (rows: readonly FleetWorker[]): number =>
  Math.min(20, Math.max(6, ...rows.map(({ worker }) => widthOf(worker.name))))

/** A heading, and as many lines as there is room for, the one that is picked among them. */
const section = (
  title: string,
  lines: readonly string[],
  { height, none, at }: { readonly height: number; readonly none: string; readonly at: number },
  { paint, glyphs }: Theme,
): readonly string[] => {
  if (height <= 0) return []
  const shown =
    lines.length === 0
      ? [paint.dim(` ${none}`)]
      : lines.map((line, index) => `${index === at ? paint.accent(glyphs.selected) : ' '}${line}`)
  const isCut = shown.length > height - 1
  // One line says more than how many there are.
  const isCounted = isCut && height > 2
  const room = height - (isCounted ? 2 : 1)
  const { from, to } = windowOf({ count: shown.length, at: Math.max(0, at), height: room })
  const kept = shown.slice(from, to)
  const more = isCounted ? [paint.dim(` and ${shown.length - kept.length} more`)] : []
  const all = [paint.dim(` ${title}`), ...kept, ...more]
  return [...all, ...Array<string>(Math.max(0, height - all.length)).fill('')]
}

/** `left` and `right` side by side; `left` is `columns` wide. */
const beside = (left: readonly string[], right: readonly string[], columns: number): readonly string[] =>
  Array.from(
    { length: Math.max(left.length, right.length) },
    (_, row) => `${pad(left[row] ?? '', columns)}${right[row] ?? ''}`,
  )

const imagesLines = ({ model, theme }: Place): readonly string[] => {
  const { images } = model.views
  const { paint, glyphs } = theme
  const { profiles, sizes } = images
  const count = (kind: string) => (profiles ?? []).filter(({ state }) => state.kind === kind).length
  const known =
    profiles === undefined
      ? [images.failure === undefined ? 'reading' : printable(images.failure)]
      : [`${count('fresh')} fresh`, `${count('stale')} stale`, `${count('not-built')} not built`]
  const held =
    sizes === undefined ? [] : [`${formatBytes(sizes.heldBytes + sizes.others.heldBytes)} on the disk`]
  const building = isBuilding(images)
    ? imageRows(images, model.now)
        .filter(({ isOfBuild, tone }) => isOfBuild && tone === 'accent')
        .slice(0, 3)
        .map(({ profile, state }) => ` ${pad('', 7)} ${paint.accent(`${profile.name}  ${state}`)}`)
    : []
  return [` ${paint.dim(pad('images', 7))} ${[...known, ...held].join(glyphs.separator)}`, ...building]
}

const engineLine = ({ model, theme }: Place): string => {
  const { engine } = model.snapshot
  const { machine } = engine
  const facts = [
    engine.name,
    ...(engine.hostName === undefined ? [] : [`on ${engine.hostName}`]),
    ...(machine === undefined ? [] : [countOf(machine.cpus, 'cpu'), formatBytes(machine.memoryBytes)]),
  ]
  const state =
    engine.kind === 'lost'
      ? theme.paint.bad(
          `${theme.glyphs.separator}lost ${formatAge(engine.since, model.now)} ago: ${printable(engine.why)}`,
        )
      : ''
  return ` ${theme.paint.dim(pad('engine', 7))} ${facts.join(theme.glyphs.separator)}${state}`
}

/** What the pulse says the age of. */
export const agesInPulse = (model: Model): readonly Date[] =>
  model.snapshot.workers.flatMap(({ worker }) =>
    isAttention(moodOf(worker)) ? (stateSince(worker) ?? []) : [],
  )
