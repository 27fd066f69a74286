import { formatBytes } from '../../lib/bytes.ts'
import { printable } from '../../lib/printable.ts'
import { clockTime } from '../../present/clock-time.ts'
import { formatAge } from '../../present/duration.ts'
import { isAttention, type Mood, moodOf, moods, stateWords } from '../../present/worker.ts'
import { countMoods } from '../list/rows.ts'
import { barsOf } from '../looks/bars.ts'
import { spread, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import { loadOf, slices } from '../views/fleet-load.ts'
import { countBuilding, isBuilding } from '../views/images/images-state.ts'

const moodWords: Readonly<Record<Mood, string>> = {
  waiting: 'waiting',
  unreachable: 'unreachable',
  failed: 'failed',
  done: 'done',
  working: 'working',
  moving: 'on the way',
  idle: 'ready',
  frozen: 'frozen',
  exited: 'exited',
}

/** In the words of their rows: a shell is ready, an agent idle, and several of both are ready for something to do. */
const moodWord = (mood: Mood, { snapshot }: Model): string => {
  const isOfAgents = snapshot.workers.every(
    ({ worker }) => moodOf(worker) !== mood || stateWords(worker) === 'idle',
  )
  return mood === 'idle' && isOfAgents ? 'idle' : moodWords[mood]
}

/** How much of the roll-up is in words: all of it, what needs a person, nothing. */
const wordings = ['all', 'attention', 'none'] as const
type Wording = (typeof wordings)[number]

/** `● 2 waiting  ✗ 1 failed  ○ 3 ready`, those that need a person first. */
export const rollUp = (model: Model, theme: Theme, wording: Wording = 'all'): string => {
  const parts = rollUpParts(model, theme, wording)
  return parts.length === 0 ? theme.paint.dim('no workers') : parts.map(({ text }) => text).join('  ')
}

/** The same, one by one. */
export const rollUpParts = (
  model: Model,
  theme: Theme,
  wording: Wording,
): readonly { readonly mood: Mood; readonly text: string }[] => {
  const counts = countMoods(model.snapshot)
  return moods
    .filter((mood) => counts.has(mood))
    .map((mood) => {
      const isWorded = wording === 'all' || (wording === 'attention' && isAttention(mood))
      const word = isWorded ? ` ${moodWord(mood, model)}` : ''
      const text = theme.paint[theme.tones[mood]](`${theme.glyphs.moods[mood]} ${counts.get(mood)}${word}`)
      return { mood, text }
    })
}

/** Which engine this is; of one that is lost, how old all of it is, and with more room what that means, and why. */
const engineWords = ({ snapshot: { engine }, engines, now }: Model, theme: Theme): readonly string[] => {
  const { separator } = theme.glyphs
  const called = engines.isTurnedTo ? `${separator}${engines.present}` : ''
  const where =
    (engine.hostName === undefined ? engine.name : `${engine.name} on ${engine.hostName}`) + called
  if (engine.kind === 'connected') return [theme.paint.dim(where)]
  const lost = `${engine.name} doesn't answer`
  const age = `${separator}as it was ${formatAge(engine.since, now)} ago`
  return [
    `${lost}: ${printable(engine.why)}${age}; workers run on`,
    `${lost}${age}; workers run on`,
    lost + age,
  ].map(theme.paint.bad)
}

const sums = (model: Model, theme: Theme): string | undefined => {
  const load = loadOf(model.snapshot)
  if (load === undefined) return undefined
  const { machine } = model.snapshot.engine
  const of = machine === undefined ? '' : `/${formatBytes(machine.memoryBytes)}`
  return `cpu ${spark(model, theme)}${Math.round(load.cpuPercent)}%  mem ${formatBytes(load.memoryBytes)}${of}`
}

const sparkSliceMs = 5000
const sparkColumns = 8

/** What the fleet took of the machine's CPUs lately, always as wide; nothing before there is anything to compare. */
const spark = ({ views, snapshot, now }: Model, theme: Theme): string => {
  const values = slices(views.load, {
    // A slice that has just begun has nothing to show until its first numbers come.
    ...{ now: views.load.at(-1)?.at ?? now, count: sparkColumns, sliceMs: sparkSliceMs },
    of: ({ cpuPercent }) => cpuPercent,
  })
  if (values.filter((value) => value !== undefined).length < 2) return ''
  const top = Math.max(100, (snapshot.engine.machine?.cpus ?? 0) * 100, ...values.map((value) => value ?? 0))
  return `${barsOf(values, top, theme)} `
}

/** `building 2` while images are built. */
const buildWords = ({ views: { images } }: Model, theme: Theme): string => {
  if (!isBuilding(images)) return ''
  const count = countBuilding(images)
  return `   ${theme.paint.accent(count === 0 ? 'building' : `building ${count}`)}`
}

/** The line over everything: who needs you, which engine, what it all costs, what time it is; less of it where it is narrow. */
export const header = (model: Model, theme: Theme): string => {
  const { columns } = model.size
  const isLost = model.snapshot.engine.kind === 'lost'
  const build = buildWords(model, theme)
  const engines = engineWords(model, theme).map((words) => `   ${words}${build}`)
  const time = clockTime(model.now)
  const costs = [isLost ? undefined : sums(model, theme), time]
    .filter((part) => part !== undefined)
    .join('  ')
  // Words before the engine's name and the costs: a number beside a sign means nothing to a newcomer.
  const attempts: readonly (readonly [Wording, string, string])[] = isLost
    ? [
        ...engines.flatMap((engine) => [
          ...wordings.map((wording) => [wording, engine, time] as const),
          // That workers run on is worth more than the time.
          ...(engine === engines[0] ? [] : [['none', engine, ''] as const]),
        ]),
      ]
    : [
        ['all', engines[0] ?? '', costs],
        ['all', build, costs],
        ['all', build, time],
        ['attention', build, costs],
        ['attention', build, time],
        ['none', build, time],
        ['none', build, ''],
      ]
  const ends = attempts.map(([wording, where, right]) => ({
    left: `${theme.paint.strong(' hal')}  ${rollUp(model, theme, wording)}${where}`,
    right: `${theme.paint.dim(right)} `,
  }))
  const fitting = ends.find(({ left, right }) => widthOf(left) + widthOf(right) + 2 <= columns) ?? ends.at(-1)
  return spread({ left: fitting?.left ?? '', right: fitting?.right ?? '', columns })
}

export const rule = (model: Model, theme: Theme): string =>
  theme.paint.dim(theme.glyphs.rule.repeat(model.size.columns))
