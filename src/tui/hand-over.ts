import type { useApp } from 'ink'
import { whileAway } from './changes.ts'
import type { Store } from './store.ts'

/** The screen, as far as the terminal can be given away by it. */
export interface Mounted {
  /** Once it is up: it is shown a moment before. */
  readonly app: Promise<ReturnType<typeof useApp>>
  /** From the moment on that the terminal is given away until it is all back. */
  isGiven?: boolean
}

/** Gives the terminal away while `whole` runs; the screen comes back as it was. `undefined`: somebody has it already. */
export const handOver = async <T>(
  mounted: Mounted,
  store: Store,
  whole: () => Promise<T>,
): Promise<T | undefined> => {
  if (mounted.isGiven === true) return undefined
  mounted.isGiven = true
  store.change(whileAway(true))
  try {
    await using terminal = new AsyncDisposableStack()
    try {
      const app = await mounted.app
      terminal.use(await app.suspendTerminal())
      return await whole()
    } finally {
      // Before the terminal is taken back: its keys mean something again as soon as they come.
      store.change(whileAway(false))
    }
  } finally {
    mounted.isGiven = false
  }
}
