import { printable } from '../../lib/printable.ts'
import type { EnvironmentVariable } from '../../workers/verbs.ts'
import { pad } from '../looks/text.ts'
import type { View } from '../view.ts'

const widest = 28

export const environmentLines = (
  variables: readonly EnvironmentVariable[],
  { theme }: View,
): readonly string[] => {
  const columns = Math.min(widest, Math.max(0, ...variables.map(({ name }) => name.length)))
  return variables.map(({ name, value }) => {
    const shown = value === undefined ? theme.paint.dim('hidden: it looks like a secret') : printable(value)
    return `${theme.paint.accent(pad(printable(name), columns, { ellipsis: theme.glyphs.ellipsis }))}  ${shown}`
  })
}
