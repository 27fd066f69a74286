import { constants } from 'node:os'

const asked = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

export interface StopSignal {
  /** Aborts when the person or the system asks hal to end; a second time ends it at once. */
  readonly signal: AbortSignal
  /** 128 + the signal's number, once one came. */
  readonly exitCode: () => number | undefined
  /** As if SIGINT came: ctrl-c where the terminal only passes it on as a key. */
  readonly interrupt: () => void
  /** hal's own wish to end. */
  readonly abort: () => void
  readonly end: () => void
  /** While `run` runs, ctrl-c is for another program that has the terminal. */
  readonly withoutInterrupts: <T>(run: () => Promise<T>) => Promise<T>
}

const ignore = () => undefined

/** A terminal sends ctrl-c to all of a group, and what started hal there may pass its own on: that is one wish, not two. */
const onceMs = 500

export function stopSignal(process: NodeJS.Process): StopSignal {
  const controller = new AbortController()
  let came: number | undefined
  let cameAtMs = 0
  const onSignal = (name: NodeJS.Signals) => {
    const code = 128 + constants.signals[name]
    if (came !== undefined) {
      if (performance.now() - cameAtMs < onceMs) return
      process.exit(code)
    }
    came = code
    cameAtMs = performance.now()
    controller.abort()
  }
  for (const name of asked) process.on(name, onSignal)
  return {
    signal: controller.signal,
    exitCode: () => came,
    interrupt: () => onSignal('SIGINT'),
    abort: () => controller.abort(),
    withoutInterrupts: async (run) => {
      process.on('SIGINT', ignore)
      process.off('SIGINT', onSignal)
      try {
        return await run()
      } finally {
        process.on('SIGINT', onSignal)
        process.off('SIGINT', ignore)
      }
    },
    end: () => {
      for (const name of asked) process.off(name, onSignal)
    },
  }
}
