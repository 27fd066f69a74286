import type { Log } from '../log.ts'
import type { TraceSettings } from './trace-settings.ts'
import { traceIdOf } from './traceparent.ts'
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

/** What comes is passed on all the same. */
const noTraces: Traces = {
  request: (_, given) => {
    const traceId = traceIdOf(given)
    return { traceId, traceparent: traceId === undefined ? undefined : given, end: () => {} }
  },
  task: () => ({ tell: () => {}, end: () => {} }),
  [Symbol.asyncDispose]: async () => {},
}
