import { Box, Text, useApp } from 'ink'
import { memo, useEffect, useSyncExternalStore } from 'react'
import type { KeyContext } from './keys/key-record.ts'
import { useKeys } from './keys/use-keys.ts'
import type { Store } from './store.ts'

export interface AppProps {
  readonly store: Store
  readonly keys: KeyContext
  /** Hands out what only a mounted Ink can do. */
  readonly onMounted: (app: ReturnType<typeof useApp>) => void
}

/** The whole screen: one line of the frame, one Text that starts at column 0. A line that is the same is not rendered again. */
export const App = ({ store, keys, onMounted }: AppProps) => {
  const lines = useSyncExternalStore(store.subscribe, store.lines)
  const app = useApp()
  useKeys(keys)
  useEffect(() => onMounted(app), [app, onMounted])
  return (
    <Box flexDirection="column">
      {[...lines.entries()].map(([row, line]) => (
        <Line key={row} text={line} />
      ))}
    </Box>
  )
}

const Line = memo(({ text }: { readonly text: string }) => (
  // An empty Text has no height, and the frame would come out a row short.
  <Text wrap="truncate">{text === '' ? ' ' : text}</Text>
))
Line.displayName = 'Line'
