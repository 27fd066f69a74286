import { fail, ok, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'

const samplers = [
  ...(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'] as const),
  ...(['always_on', 'always_off', 'traceidratio'] as const),
] as const

export interface TraceSettings {
  readonly sampler: (typeof samplers)[number]
  /** Of all traces, 0 to 1. */
  readonly ratio: number
  /** How long spans are gathered. */
  readonly delayMs: number
}

type Env = Readonly<Record<string, string | undefined>>

/**
 * What OpenTelemetry's variables say, as far as it isn't the exporter's own business. `undefined`: nobody wants traces.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables
 */
export function readTraceSettings(env: Env): Result<TraceSettings | undefined, Failure> {
  const endpoint = ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'].find(
    (one) => env[one],
  )
  const isOff =
    env['OTEL_SDK_DISABLED']?.trim().toLowerCase() === 'true' || env['OTEL_TRACES_EXPORTER'] === 'none'
  if (endpoint === undefined || isOff) return ok(undefined)
  const wrong = (what: string, expected: string) =>
    fail({ reason: 'invalid-input', what, expected, got: env[what] ?? '' } as const)
  if (!/^https?:/.test(env[endpoint] ?? '') || !URL.canParse(env[endpoint] ?? ''))
    return wrong(endpoint, 'an address, as http://localhost:4318')
  const protocol = ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'OTEL_EXPORTER_OTLP_PROTOCOL'].find(
    (one) => env[one],
  )
  if (protocol !== undefined && !env[protocol]?.startsWith('http/')) return wrong(protocol, 'http/json')
  const sampler = samplers.find((one) => one === (env['OTEL_TRACES_SAMPLER'] || samplers[0]))
  if (sampler === undefined) return wrong('OTEL_TRACES_SAMPLER', samplers.join(', '))
  const ratio = Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1)
  if (!(ratio >= 0 && ratio <= 1)) return wrong('OTEL_TRACES_SAMPLER_ARG', 'a number from 0 to 1')
  const delayMs = Number(env['OTEL_BSP_SCHEDULE_DELAY'] || 5_000)
  if (!(delayMs >= 0)) return wrong('OTEL_BSP_SCHEDULE_DELAY', 'milliseconds')
  return ok({ sampler, ratio, delayMs })
}
