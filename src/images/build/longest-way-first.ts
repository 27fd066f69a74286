/**
 * In the order in which a few hands are done soonest: what the longest row of others waits for comes first, otherwise as given. Parents,
 * which have to come first in `items`, still do. `nameAndParent`: its name, and the name of what it stands on.
 */
export function longestWayFirst<T>(
  items: readonly T[],
  nameAndParent: (item: T) => readonly [name: string, parent: string | undefined],
): readonly T[] {
  const heights = new Map<string, number>()
  for (const item of items.toReversed()) {
    const [name, parent] = nameAndParent(item)
    const height = heights.get(name) ?? 0
    if (parent !== undefined) heights.set(parent, Math.max(heights.get(parent) ?? 0, height + 1))
  }
  const heightOf = (item: T): number => heights.get(nameAndParent(item)[0]) ?? 0
  return items.toSorted((a, b) => heightOf(b) - heightOf(a))
}
