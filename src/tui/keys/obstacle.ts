import { andList } from '../../present/and-list.ts'

/** What stands in a key's way to a worker. */
export interface Obstacle {
  /** `is frozen`, and of several `are frozen`. */
  readonly is: readonly [one: string, many: string]
  /** The key that helps, and how: `f thaws it`. */
  readonly help?: ((them: 'it' | 'them') => string) | undefined
}

/** `eve is frozen: f thaws it` */
export const obstacleOf = (name: string, { is: [one], help }: Obstacle): string =>
  `${name} ${one}${help === undefined ? '' : `: ${help('it')}`}`

/** The same of several that all have one: `the 2 marked are frozen: f thaws them`. */
export const obstaclesOf = (all: readonly Obstacle[]): string => {
  const kinds = [...Map.groupBy(all, ({ is: [one] }) => one).values()]
  const words = kinds.flatMap((some) => {
    const [
      {
        is: [one, many],
        help,
      } = { is: ['', ''] as const },
    ] = some
    const state = some.length === 1 ? `1 ${one}` : `${some.length} ${many}`
    const helps = help?.(some.length === 1 ? 'it' : 'them')
    return { state, many, helps }
  })
  const [only, another] = words
  if (only !== undefined && another === undefined)
    return `the ${all.length} marked ${only.many}${only.helps === undefined ? '' : `: ${only.helps}`}`
  const parts = words.map(({ state, helps }) => (helps === undefined ? state : `${state} (${helps})`))
  return `of the ${all.length} marked, ${andList(parts)}`
}
