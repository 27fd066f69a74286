import { onView } from '../changes.ts'
import { groupBy, sortBy } from '../list/arrange.ts'
import { groupings, sortNames } from '../list/list-state.ts'
import type { CommandRecord } from './command-record.ts'

/** How the list is arranged. */
export const listCommands: readonly CommandRecord[] = [
  {
    name: 'sort',
    args: [{ name: 'COLUMN', values: () => sortNames.flatMap((text) => [{ text }, { text: `-${text}` }]) }],
    help: 'sort the list; with a - before it the other way round',
    run: ({ change }, { words: [word = ''] }) => {
      const by = sortNames.find((name) => name === word.replace(/^-/, ''))
      if (by === undefined) return `no column is called "${word}": there are ${sortNames.join(', ')}`
      change(onView('workers'))
      change(sortBy({ by, isReversed: word.startsWith('-') }))
      return undefined
    },
  },
  {
    name: 'group',
    args: [{ name: 'BY', values: () => groupings.map((text) => ({ text })) }],
    help: 'group the list',
    run: ({ change }, { words: [word = ''] }) => {
      const by = groupings.find((name) => name === word)
      if (by === undefined) return `it can't be grouped by "${word}", but by ${groupings.join(', ')}`
      change(onView('workers'))
      change(groupBy(by))
      return undefined
    },
  },
]
