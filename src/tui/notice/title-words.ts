import { type Mood, moods } from '../../present/worker.ts'
import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { countMoods } from '../list/rows.ts'
import type { Theme } from '../looks/theme.ts'

/** What is worth a look at the terminal's title, in the order of the roll-up. */
const words: Partial<Readonly<Record<Mood, string>>> = {
  waiting: 'waiting',
  unreachable: 'unreachable',
  failed: 'failed',
  done: 'done',
  working: 'working',
}

/** `hal ● 2 waiting · 6 working`, with the sign of what is most pressing; `hal` when there is nothing to say. */
export const titleWords = (snapshot: FleetSnapshot, { glyphs }: Pick<Theme, 'glyphs'>): string => {
  const counts = countMoods(snapshot)
  const said = moods.flatMap((mood) => {
    const [count, word] = [counts.get(mood), words[mood]]
    return count === undefined || word === undefined ? [] : [{ mood, text: `${count} ${word}` }]
  })
  const [first] = said
  if (first === undefined) return 'hal'
  return `hal ${glyphs.moods[first.mood]} ${said.map(({ text }) => text).join(glyphs.separator)}`
}
