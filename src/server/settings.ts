import { isLoopback } from '../lib/loopback.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import { type TrustedProxies, trustedProxies } from './guard/trusted-proxies.ts'
import { type LogLevel, logLevels } from './log.ts'
import { readSharedSecret } from './shared-secret.ts'
import { readTraceSettings, type TraceSettings } from './traces/trace-settings.ts'

export interface ServerSettings {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
  readonly secret: string | undefined
  /** Who has this one may look, and do nothing. */
  readonly readSecret: string | undefined
  /** How long a task may take where it doesn't say so itself. */
  readonly taskTimeoutMs: number
  /** How many sessions may be at work here at once: other tasks wait in the queue. */
  readonly mostSessions: number
  /** Of one client; 0: as many as they like. */
  readonly requestsPerSecond: number
  /** What these say of where a request comes from is believed. */
  readonly trustedProxies: TrustedProxies
  readonly logLevel: LogLevel
  /** `undefined`: nobody wants any. */
  readonly traces: TraceSettings | undefined
}

/** What was typed. */
interface ServeFlags {
  readonly host: string | undefined
  readonly port: number | undefined
  readonly secretFile: string | undefined
  readonly readSecretFile: string | undefined
}

type Env = Readonly<Record<string, string | undefined>>

/** What was typed goes before what the environment says. `uid`: who serves. */
export async function readSettings(
  { host = '127.0.0.1', port: typed, secretFile, readSecretFile }: ServeFlags,
  { env, uid }: { readonly env: Env; readonly uid: number },
): Promise<Result<ServerSettings, Failure>> {
  const secret = await readSharedSecret(secretFile ?? { variable: env['OPENCODE_SHARED_SECRET'] }, uid)
  if (!secret.ok) return secret
  if (secret.value === undefined && !isLoopback(host)) return fail({ reason: 'no-secret', host })
  const readSecret = await readSharedSecret(readSecretFile, uid)
  if (!readSecret.ok) return readSecret
  if (readSecret.value !== undefined && secret.value === undefined)
    return fail({ reason: 'read-secret-alone', from: readSecretFile ?? '' })
  const port =
    typed === undefined ? wholeNumber(env, ['PORT'], { least: 0, most: 65_535, usual: 3003 }) : ok(typed)
  const timeoutS = wholeNumber(env, ['SESSION_TIMEOUT', 'TASK_TIMEOUT'], {
    least: 1,
    most: 2_000_000,
    usual: 3600,
  })
  const mostSessions = wholeNumber(env, ['MAX_CONCURRENT_SESSIONS', 'MAX_CONCURRENT_TASKS'], {
    ...{ least: 1, most: 1000, usual: 5 },
  })
  const requestsPerSecond = wholeNumber(env, ['RATE_LIMIT'], { least: 0, most: 1_000_000, usual: 100 })
  const proxies = proxiesIn(env, 'TRUSTED_PROXIES')
  const logLevel = levelOf(env['LOG_LEVEL'])
  if (!port.ok) return port
  if (port.value > 65_535)
    return fail({ reason: 'invalid-input', what: '--port', expected: '0 to 65535', got: String(port.value) })
  if (!timeoutS.ok) return timeoutS
  if (!mostSessions.ok) return mostSessions
  if (!requestsPerSecond.ok) return requestsPerSecond
  if (!proxies.ok) return proxies
  if (!logLevel.ok) return logLevel
  const traces = readTraceSettings(env)
  if (!traces.ok) return traces
  return ok({
    ...{
      host,
      port: port.value,
      secret: secret.value,
      readSecret: readSecret.value,
      logLevel: logLevel.value,
      traces: traces.value,
    },
    ...{ taskTimeoutMs: timeoutS.value * 1000, mostSessions: mostSessions.value },
    ...{ requestsPerSecond: requestsPerSecond.value, trustedProxies: proxies.value },
  })
}

interface Range {
  readonly least: number
  readonly most: number
  readonly usual: number
}

/** Of the first of these variables that is set. */
function wholeNumber(
  env: Env,
  names: readonly string[],
  { least, most, usual }: Range,
): Result<number, Failure> {
  const name = names.find((one) => (env[one] ?? '') !== '')
  if (name === undefined) return ok(usual)
  const got = env[name] ?? ''
  const number = /^\d{1,9}$/.test(got) ? Number(got) : Number.NaN
  return number >= least && number <= most
    ? ok(number)
    : fail({ reason: 'invalid-input', what: name, expected: `a whole number from ${least} to ${most}`, got })
}

/** One after the other, with commas between. */
function proxiesIn(env: Env, name: string): Result<TrustedProxies, Failure> {
  const all = (env[name] ?? '').split(',').map((one) => one.trim())
  const proxies = trustedProxies(all.filter((one) => one !== ''))
  if (proxies.ok) return proxies
  const expected = 'addresses or networks, as 10.0.0.1,10.1.0.0/16'
  return fail({ reason: 'invalid-input', what: name, expected, got: proxies.failure })
}

function levelOf(text = ''): Result<LogLevel, Failure> {
  const level = logLevels.find((one) => one === (text.toLowerCase() || 'info'))
  return level === undefined
    ? fail({ reason: 'invalid-input', what: 'LOG_LEVEL', expected: logLevels.join(', '), got: text })
    : ok(level)
}
