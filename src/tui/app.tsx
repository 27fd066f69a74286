import { useApp } from 'ink'
import { useEffect } from 'react'
import type { KeyContext } from './keys/key-record.ts'
import { useKeys } from './keys/use-keys.ts'

export interface AppProps {
  readonly keys: KeyContext
  /** Hands out what only a mounted Ink can do. */
  readonly onMounted: (app: ReturnType<typeof useApp>) => void
}

/** What Ink is here for: it keeps the terminal's modes and reads the keys. The screen is the painter's. */
export const App = ({ keys, onMounted }: AppProps) => {
  const app = useApp()
  useKeys(keys)
  useEffect(() => onMounted(app), [app, onMounted])
  return null
}
