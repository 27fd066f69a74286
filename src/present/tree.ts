/** An item with the lines that lead to it: `├─ `, `│  └─ `. */
export interface TreeRow<T> {
  readonly item: T
  readonly branch: string
}

interface Node {
  readonly name: string
  /** Of another item; an unknown one, or none, makes this a root. */
  readonly parent: string | undefined
}

/** Items as rows of a tree, each under its parent, siblings in their order. */
export function treeRows<T>(items: readonly T[], nodeOf: (item: T) => Node): readonly TreeRow<T>[] {
  const names = new Set(items.map((item) => nodeOf(item).name))
  const below = (name: string | undefined) =>
    items.filter((item) => {
      const { parent } = nodeOf(item)
      return (parent !== undefined && names.has(parent) ? parent : undefined) === name
    })
  const rows = (parent: string | undefined, lead: string): readonly TreeRow<T>[] =>
    below(parent).flatMap((item, index, siblings) => {
      const isRoot = parent === undefined
      const isLast = index === siblings.length - 1
      const branch = isRoot ? '' : `${lead}${isLast ? '└─ ' : '├─ '}`
      const next = isRoot ? '' : `${lead}${isLast ? '   ' : '│  '}`
      return [{ item, branch }, ...rows(nodeOf(item).name, next)]
    })
  return rows(undefined, '')
}
