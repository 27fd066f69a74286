/**
 * How a login that runs out is renewed, as its first file keeps it. hal alone does it: makers take each refresh token once, and may end a login whose
 * token is used twice. So what workers get of it has no refresh token.
 */
export interface Renewal {
  /** Where the agent's own program asks its maker. `agents.NAME.tokenUrl` of the person's config takes its place. */
  readonly tokenUrl: string
  /** `undefined`: there are no such tokens in it. */
  readonly read: (file: string) => LoginTokens | undefined
  /** What is asked there, as JSON. Only of a file with a refresh token. */
  readonly question: (file: string, refresh: string) => object
  /** The file with what was answered; what is not about tokens stays as it was. */
  readonly renewed: (file: string, answer: TokenAnswer, now: Date) => string
  /** What a worker gets: `file` without what renews it, and around it what the worker keeps in its own. */
  readonly shared: (file: string, around?: string) => string
}

export interface LoginTokens {
  readonly access: string
  /** `undefined`: whoever has this file can't renew it. */
  readonly refresh: string | undefined
  /** `undefined`: it doesn't say. */
  readonly expiresAt: Date | undefined
  /** Whose they are; `undefined`: it doesn't say. */
  readonly account: string | undefined
}

/** An answer of 200 with a token in it. All else in it may be missing, or anything. */
export interface TokenAnswer {
  readonly access_token: string
  readonly [name: string]: unknown
}

/** An object in JSON; `{}` for anything else. */
export function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text))
  } catch {
    return {}
  }
}

export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}

/** `undefined` for an empty one, too. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

/** A moment in milliseconds; none that no calendar has. */
export function momentOf(value: unknown): Date | undefined {
  const at = new Date(numberOf(value) ?? Number.NaN)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** What a JSON Web Token says of itself, unchecked: whoever takes it will check it. */
export const claimsOf = (token: unknown): Readonly<Record<string, unknown>> =>
  objectIn(Buffer.from(textOf(token)?.split('.')[1] ?? '', 'base64url').toString())
