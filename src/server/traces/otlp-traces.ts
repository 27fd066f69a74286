import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import { setGlobalErrorHandler } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { within } from '../../lib/within.ts'
import type { Log } from '../log.ts'
import { taskTrace } from './task-trace.ts'
import type { TraceSettings } from './trace-settings.ts'
import { parentOf, traceparentOf } from './traceparent.ts'
import type { RequestTrace, Traces } from './traces.ts'

interface Opening extends TraceSettings {
  readonly version: string
  readonly log: Log
}

/** How long a server that ends waits for its collector. */
const patienceMs = 3_000

/** As JSON over HTTP, to where OpenTelemetry's own variables say: the exporter reads those itself. */
export function openOtlpTraces({ version, log, delayMs, ...sampling }: Opening): Traces {
  const complain = (error: unknown) =>
    log('warn', 'traces can’t be sent', { why: error instanceof Error ? error.message : String(error) })
  setGlobalErrorHandler(complain)
  const own = resourceFromAttributes({ 'service.name': 'hal', 'service.version': version })
  const exporter = new OTLPTraceExporter()
  const provider = new TracerProvider({
    // What the variables say goes before what hal is called.
    resource: defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sampling),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: delayMs })],
  })
  const tracer = provider.getTracer('hal', version)
  return {
    request: (method, given) => requestTrace(tracer, method, given),
    task: (task) => taskTrace(tracer, task, contextOf(task.traceparent)),
    [Symbol.asyncDispose]: async () => {
      await within(provider.shutdown().catch(complain), {
        ms: patienceMs,
        signal: new AbortController().signal,
      })
    },
  }
}

function samplerOf({ sampler, ratio }: Pick<TraceSettings, 'sampler' | 'ratio'>): Sampler {
  const roots = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  }
  const root = roots[sampler.replace('parentbased_', '') as keyof typeof roots]()
  return sampler.startsWith('parentbased_') ? new ParentBasedSampler({ root }) : root
}

/** `traceparent`: whose part is to be made. */
function contextOf(traceparent: string | undefined): Context {
  const parent = parentOf(traceparent)
  return parent === undefined
    ? ROOT_CONTEXT
    : trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true })
}

/** Paths hold names of people's; the route says enough. */
function requestTrace(tracer: Tracer, method: string, given: string | undefined): RequestTrace {
  const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } }
  const span: Span = tracer.startSpan(method, options, contextOf(given))
  const context = span.spanContext()
  return {
    ...{ traceId: context.traceId, traceparent: traceparentOf(context) },
    end: ({ route, status }) => {
      if (route !== undefined) span.updateName(`${method} ${route}`).setAttribute('http.route', route)
      span.setAttribute('http.response.status_code', status)
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end()
    },
  }
}
