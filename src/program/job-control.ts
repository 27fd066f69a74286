import { once } from 'node:events'
import type { JobControl } from '../tui/job-control.ts'

/** Word that it goes on comes at once; without a shell that could stop it, it never does. */
const patienceMs = 100

/** The shell's job control, of the process that is handed in. */
export const jobControlOf = (process: NodeJS.Process): JobControl => ({
  stop: async () => {
    const goesOn = once(process, 'SIGCONT', { signal: AbortSignal.timeout(patienceMs) })
    const listeners = process.listeners('SIGTSTP')
    // Only without a listener does the signal do what it is for.
    process.removeAllListeners('SIGTSTP')
    try {
      // To the whole group, as the terminal would: a shell waits for what it started, and that may be npx.
      process.kill(0, 'SIGTSTP')
      await goesOn.catch(() => undefined)
    } finally {
      for (const listener of listeners) process.on('SIGTSTP', listener)
    }
  },
  onAsked: (listener) => on(process, 'SIGTSTP', listener),
  onContinued: (listener) => on(process, 'SIGCONT', listener),
  onWindowChanged: (listener) => on(process, 'SIGWINCH', listener),
})

const on = (process: NodeJS.Process, name: NodeJS.Signals, listener: () => void): Disposable => {
  process.on(name, listener)
  return { [Symbol.dispose]: () => void process.off(name, listener) }
}
