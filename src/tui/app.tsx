import { type Instance, render, useApp } from 'ink'
import { useEffect } from 'react'
import type { Keyboard } from './keyboard.ts'
import type { KeyContext } from './keys/key-record.ts'
import { useKeys } from './keys/use-keys.ts'
import type { InkOutput } from './output/ink-output.ts'

export interface AppProps {
  readonly keys: KeyContext
  /** Hands out what only a mounted Ink can do. */
  readonly onMounted: (app: ReturnType<typeof useApp>) => void
}

/** What Ink is here for: it keeps the terminal's modes and reads the keys. The screen is the painter's. */
const App = ({ keys, onMounted }: AppProps) => {
  const app = useApp()
  useKeys(keys)
  useEffect(() => onMounted(app), [app, onMounted])
  return null
}

export const mountApp = ({
  keyboard,
  output,
  ...props
}: AppProps & { readonly keyboard: Keyboard; readonly output: InkOutput }): Instance =>
  render(<App {...props} />, {
    stdin: keyboard as unknown as NodeJS.ReadStream,
    stdout: output as unknown as NodeJS.WriteStream,
    interactive: true,
    alternateScreen: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
