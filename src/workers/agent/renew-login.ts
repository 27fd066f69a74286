import { createHash } from 'node:crypto'
import type { LoginForm } from '../../agents/login.ts'
import { type LoginTokens, objectIn, objectOf, type Renewal, type TokenAnswer } from '../../agents/renewal.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import type { KeptLoginFacts, WorkerResult } from '../verbs.ts'
import { orUnkept, readLoginFile, readLoginNotes, roomForLogin, writeLoginNotes } from './login-store.ts'

/** So long before its end a login is renewed. Agents that could do it by themselves take five minutes, and whoever starts one has this long. */
export const renewedBeforeMs = 15 * 60_000

/** A login that hal can renew, as it is kept. */
export interface KeptLogin {
  readonly agent: string
  readonly path: string
  readonly renewal: Renewal
  readonly text: string
  readonly tokens: LoginTokens
}

/** `undefined`: there is none, or none that hal knows to read. */
export function keptLogin(
  dataDir: string,
  agent: string,
  form: LoginForm | undefined,
): KeptLogin | undefined {
  const [path] = form?.files ?? []
  if (form?.renewal === undefined || path === undefined) return undefined
  const text = readLoginFile(dataDir, agent, path)
  const tokens = text === undefined ? undefined : form.renewal.read(text)
  return text === undefined || tokens === undefined
    ? undefined
    : { agent, path, renewal: form.renewal, text, tokens }
}

/** When it is to be renewed; `undefined`: never, as far as it says. */
export const dueAt = ({ tokens }: KeptLogin): number | undefined =>
  tokens.refresh === undefined || tokens.expiresAt === undefined
    ? undefined
    : tokens.expiresAt.getTime() - renewedBeforeMs

const isRefused = (dataDir: string, { agent, tokens }: KeptLogin): boolean =>
  tokens.refresh !== undefined && readLoginNotes(dataDir, agent).refused === digestOf(tokens.refresh)

export function factsOfLogin(dataDir: string, agent: string, form: LoginForm | undefined): KeptLoginFacts {
  const kept = keptLogin(dataDir, agent, form)
  return {
    agent,
    expiresAt: kept?.tokens.expiresAt,
    isRenewable: kept?.tokens.refresh !== undefined,
    isRefused: kept !== undefined && isRefused(dataDir, kept),
  }
}

/**
 * Spends its refresh token, and keeps what comes before anything else is done with it. Under the login's lock. What was asked is waited
 * for, also when hal is to end: the answer is the only copy of the next one.
 */
export async function renewLogin(context: WorkersContext, kept: KeptLogin): WorkerResult<KeptLogin> {
  const { dataDir, agents, askForTokens } = context
  const { agent, path, renewal, text, tokens } = kept
  if (tokens.refresh === undefined) return unrenewed(agent, 'it has nothing to be renewed with')
  if (isRefused(dataDir, kept)) return fail({ reason: 'login-needed', agent, why: undefined })
  const sizes = new Map([[path, 2 * Buffer.byteLength(text) + mostLonger]])
  const reserved = await orUnkept(dataDir, agent, () => roomForLogin(dataDir, agent, sizes))
  if (!reserved.ok) return reserved
  await using room = reserved.value
  const address = agents[agent]?.tokenUrl ?? renewal.tokenUrl
  const answered = await askForTokens(address, renewal.question(text, tokens.refresh))
  if (!answered.ok) return unrenewed(agent, answered.failure)
  const answer = objectIn(answered.value.text)
  const { status } = answered.value
  if (status !== 200) {
    const why = refusalIn(answer)
    if (why === undefined) return unrenewed(agent, `its maker answers ${status}`)
    note(context, agent, { refused: digestOf(tokens.refresh) })
    return fail({ reason: 'login-needed', agent, why })
  }
  if (!hasToken(answer)) return unrenewed(agent, 'its maker answers without a token')
  const now = renewal.renewed(text, answer, new Date())
  const fresh = renewal.read(now)
  if (fresh === undefined) return unrenewed(agent, 'its maker answers without a token')
  if (isOfAnother(tokens, fresh))
    return fail({ reason: 'login-needed', agent, why: 'another account answered' })
  const written = await orUnkept(dataDir, agent, () => room.keep(new Map([[path, now]])))
  return written.ok ? ok({ ...kept, text: now, tokens: fresh }) : written
}

/** What new tokens may have more than those before them. */
const mostLonger = 16 * 1024

export const isOfAnother = (one: LoginTokens, other: LoginTokens): boolean =>
  one.account !== undefined && other.account !== undefined && one.account !== other.account

/** Says nothing of what it is of. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex')

export const note = (
  { dataDir }: Pick<WorkersContext, 'dataDir'>,
  agent: string,
  notes: ReturnType<typeof readLoginNotes>,
): void => writeLoginNotes(dataDir, agent, { ...readLoginNotes(dataDir, agent), ...notes })

const unrenewed = (agent: string, detail: string) =>
  fail({ reason: 'login-unrenewed', agent, detail } as const)

const hasToken = (answer: Readonly<Record<string, unknown>>): answer is TokenAnswer & typeof answer =>
  typeof answer['access_token'] === 'string' && answer['access_token'] !== ''

/** As RFC 6749 has it, and as OpenAI does. Nothing else of an answer is ever shown: it may repeat what was sent. */
function refusalIn(answer: Readonly<Record<string, unknown>>): string | undefined {
  const code = answer['error'] === 'invalid_grant' ? 'invalid_grant' : objectOf(answer['error'])['code']
  return typeof code === 'string' && refusals.has(code) ? code : undefined
}

const refusals: ReadonlySet<string> = new Set([
  'invalid_grant',
  'refresh_token_expired',
  'refresh_token_reused',
  'refresh_token_invalidated',
])
