import type { Model } from '../model.ts'
import { countMoods } from '../rows.ts'
import { clip, spread } from '../text.ts'
import type { Theme } from '../theme.ts'
import { bytes, duration, type Mood, moods } from '../words.ts'

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

/** `● 2 waiting  ✗ 1 failed  ○ 3 ready`, those that need a person first. */
export const rollUp = (model: Model, theme: Theme): string => {
  const counts = countMoods(model.snapshot)
  const parts = moods
    .filter((mood) => counts.has(mood))
    .map((mood) =>
      theme.paint[theme.tones[mood]](`${theme.glyphs.moods[mood]} ${counts.get(mood)} ${moodWords[mood]}`),
    )
  return parts.length === 0 ? theme.paint.dim('no workers') : parts.join('  ')
}

const engineWords = ({ snapshot: { engine }, now }: Model, theme: Theme): string => {
  const where = `${engine.name}${theme.glyphs.separator}${engine.hostName}`
  if (engine.kind === 'connected') return theme.paint.dim(where)
  const age = duration(now.getTime() - engine.since.getTime())
  return theme.paint.bad(`${engine.name} doesn't answer${theme.glyphs.separator}shown as ${age} ago`)
}

const sums = ({ snapshot: { workers } }: Model): string | undefined => {
  const stats = workers.flatMap((row) => row.stats ?? [])
  if (stats.length === 0) return undefined
  const cpu = stats.reduce((sum, { cpuPercent }) => sum + cpuPercent, 0)
  const memory = stats.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  return `cpu ${Math.round(cpu)}%  mem ${bytes(memory)}`
}

const clock = (now: Date): string =>
  `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`

/** The line over everything: who needs you, which engine, what it all costs, what time it is. */
export const header = (model: Model, theme: Theme): string => {
  const { columns } = model.size
  const isLost = model.snapshot.engine.kind === 'lost'
  const roll = `${theme.paint.strong(' hal')}  ${rollUp(model, theme)}`
  const engine = engineWords(model, theme)
  const left = isLost || columns >= 90 ? `${roll}   ${engine}` : roll
  const right = [isLost ? undefined : sums(model), clock(model.now)].filter((part) => part !== undefined)
  return spread({
    left: clip(left, columns - 1, theme.glyphs.ellipsis),
    right: `${theme.paint.dim(right.join('  '))} `,
    columns,
  })
}

export const rule = (model: Model, theme: Theme): string =>
  theme.paint.dim(theme.glyphs.rule.repeat(model.size.columns))
