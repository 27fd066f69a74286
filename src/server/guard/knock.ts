import { fail, ok, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'
import type { ServerSettings } from '../settings.ts'
import type { Limits } from './limits.ts'
import { isHostKnown, isOriginKnown } from './pages.ts'
import { hasSecret } from './secret.ts'
import type { Role, Visitors } from './visitors.ts'

/** What stands at the door. */
export interface Guard {
  readonly settings: Pick<ServerSettings, 'secret' | 'readSecret'>
  readonly visitors: Visitors
  readonly limits: Limits
}

/** Who knocks, as far as their request says. */
export interface Knock {
  readonly header: (name: 'host' | 'origin' | 'authorization' | 'cookie') => string | undefined
  /** Their address. */
  readonly client: string
  /** Something is to be done, and not only looked at. */
  readonly isAct: boolean
  /** A browser asks no leave for a WebSocket to another site: its page is looked at as for what is to be done. */
  readonly isSocket?: boolean
  /** Whoever asks for this needs no secret. */
  readonly isOpen: boolean
}

/** Why a request is not let in; `undefined`: it is. */
export function refusalOf(
  guard: Guard,
  { header, client, isAct, isSocket = false, isOpen }: Knock,
): Failure | undefined {
  const { secret } = guard.settings
  const tooMany = guard.limits.request(client)
  if (tooMany !== undefined) return tooMany
  const host = header('host')
  const origin = header('origin')
  if (secret === undefined && !isHostKnown(host)) return { reason: 'host-refused', host: host ?? '' }
  if ((isAct || isSocket) && !isOriginKnown(origin, host))
    return { reason: 'origin-refused', origin: origin ?? '' }
  if (isOpen || secret === undefined) return undefined
  const visitor = guard.visitors.roleOf(header('cookie'))
  const role =
    visitor === undefined ? roleOfSecret(guard, { client, told: header('authorization') }) : ok(visitor)
  if (!role.ok) return role.failure
  return isAct && role.value === 'look' ? { reason: 'may-only-look' } : undefined
}

/** `told`: a header `Authorization`. Who guesses too often is looked at no more for a while. */
export function roleOfSecret(
  { settings: { secret, readSecret }, limits }: Guard,
  { client, told }: { readonly client: string; readonly told: string | undefined },
): Result<Role, Failure> {
  if (secret === undefined) return ok('act')
  if (told === undefined) return fail({ reason: 'unauthorized' })
  const shut = limits.shutFor(client)
  if (shut !== undefined) return fail(shut)
  if (hasSecret(told, secret)) return ok('act')
  if (readSecret !== undefined && hasSecret(told, readSecret)) return ok('look')
  limits.wasWrong(client)
  return fail({ reason: 'unauthorized' })
}
