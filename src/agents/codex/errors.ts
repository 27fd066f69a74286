import type { AgentEvent, ErrorKind } from '../stream/agent-event.ts'
import { bodyOf, failure, kindOfStatus, retried } from '../stream/error-kind.ts'
import { at, numberAt, textAt } from '../stream/fields.ts'

/** A failure in Codex’s own words, as `codex exec` prints it: whether it tries again is in them, too. */
export function errorOf(said: string): AgentEvent {
  const again = /^Reconnecting\.\.\. \d+\/\d+ \((.*)\)$/s.exec(said)?.[1]
  const { status, message } = bodyOf(again ?? said)
  const kind = kindIn(message, status)
  return again === undefined ? failure(kind, message) : retried(kind, message)
}

/** As `codex app-server` has it: in words, and by a word for programs. */
export function turnErrorOf(error: unknown, isRetried: boolean): AgentEvent {
  const said = textAt(error, 'message') ?? 'it didn’t say why'
  const { status, message } = bodyOf(isRetried ? (textAt(error, 'additionalDetails') ?? said) : said)
  const kind = kindOfInfo(at(error, 'codexErrorInfo')) ?? kindIn(message, status)
  return isRetried ? retried(kind, message) : failure(kind, message)
}

function kindIn(message: string, status: number | undefined): ErrorKind {
  if (message.startsWith('Missing environment variable')) return 'login'
  if (/\busage limit\b/.test(message)) return 'limit'
  const told = /\bstatus:? (\d{3})\b/.exec(message)?.[1]
  return kindOfStatus(told === undefined ? status : Number(told))
}

/** A word, or an object of one with the HTTP status in it. */
function kindOfInfo(info: unknown): ErrorKind | undefined {
  if (typeof info === 'string') return kinds.get(info)
  const [inner] = typeof info === 'object' && info !== null ? Object.values(info) : []
  const status = numberAt(inner, 'httpStatusCode')
  return status === undefined ? undefined : kindOfStatus(status)
}

const kinds: ReadonlyMap<string, ErrorKind> = new Map([
  ['unauthorized', 'login'],
  ['usageLimitExceeded', 'limit'],
  ['rateLimitExceeded', 'limit'],
  ['sessionBudgetExceeded', 'limit'],
  ['badRequest', 'refused'],
  ['contextWindowExceeded', 'refused'],
  ['modelNotFound', 'refused'],
  ['cyberPolicy', 'refused'],
  ['misalignmentPolicyViolation', 'refused'],
  ['inferenceHookDenied', 'refused'],
])
