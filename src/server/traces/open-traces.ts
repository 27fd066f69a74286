import type { Log } from '../log.ts'
import type { TraceSettings } from './trace-settings.ts'
import { parentOf, traceparentOf } from './traceparent.ts'
import type { Traces } from './traces.ts'

interface Opening {
  readonly version: string
  readonly log: Log
}

/** What traces are made with loads where somebody asks for them. */
export async function openTraces(settings: TraceSettings | undefined, opening: Opening): Promise<Traces> {
  if (settings === undefined) return noTraces
  const { openOtlpTraces } = await import('./otlp-traces.ts')
  return openOtlpTraces({ ...settings, ...opening })
}

/** What comes is passed on all the same, without what is not its form's. */
const noTraces: Traces = {
  request: (_, given) => {
    const parent = parentOf(given)
    return { traceId: parent?.traceId, traceparent: parent && traceparentOf(parent), end: () => {} }
  },
  task: () => ({ tell: () => {}, end: () => {} }),
  [Symbol.asyncDispose]: async () => {},
}
