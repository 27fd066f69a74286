import { formatBytes } from '../../present/bytes.ts'
import { clockTime } from '../../present/clock-time.ts'
import { formatAge } from '../../present/duration.ts'
import { isAttention, type Mood, moods } from '../../present/worker.ts'
import { countMoods } from '../list/rows.ts'
import { spread, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'

const moodWords: Readonly<Record<Mood, string>> = {
  waiting: 'waiting',
  unreachable: 'unreachable',
  failed: 'failed',
  done: 'done',
  working: 'working',
  moving: 'on the way',
  idle: 'ready',
  frozen: 'frozen',
  ended: 'ended',
}

/** How much of the roll-up is in words: all of it, what needs a person, nothing. */
type Wording = 'all' | 'attention' | 'none'

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
      const word = isWorded ? ` ${moodWords[mood]}` : ''
      const text = theme.paint[theme.tones[mood]](`${theme.glyphs.moods[mood]} ${counts.get(mood)}${word}`)
      return { mood, text }
    })
}

const engineWords = ({ snapshot: { engine }, now }: Model, theme: Theme): string => {
  const where = engine.hostName === undefined ? engine.name : `${engine.name} on ${engine.hostName}`
  if (engine.kind === 'connected') return theme.paint.dim(where)
  const age = formatAge(engine.since, now)
  return theme.paint.bad(`${engine.name} doesn't answer${theme.glyphs.separator}shown as ${age} ago`)
}

const sums = ({ snapshot: { workers } }: Model): string | undefined => {
  const stats = workers.flatMap((row) => row.stats ?? [])
  if (stats.length === 0) return undefined
  const cpu = stats.reduce((sum, { cpuPercent }) => sum + (cpuPercent ?? 0), 0)
  const memory = stats.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  return `cpu ${Math.round(cpu)}%  mem ${formatBytes(memory)}`
}

/** The line over everything: who needs you, which engine, what it all costs, what time it is; less of it where it is narrow. */
export const header = (model: Model, theme: Theme): string => {
  const { columns } = model.size
  const isLost = model.snapshot.engine.kind === 'lost'
  const engine = `   ${engineWords(model, theme)}`
  const time = clockTime(model.now)
  const costs = [isLost ? undefined : sums(model), time].filter((part) => part !== undefined).join('  ')
  const news = isLost ? engine : ''
  // Words before the engine's name and the costs: a number beside a sign means nothing to a newcomer.
  const attempts: readonly (readonly [Wording, string, string])[] = [
    ['all', engine, costs],
    ['all', news, costs],
    ['all', news, time],
    ['attention', news, costs],
    ['attention', news, time],
    ['none', news, time],
    ['none', news, ''],
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
