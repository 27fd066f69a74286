import type { Failure } from '../../present/failure.ts'
import type { ServerSettings } from '../settings.ts'
import { isHostKnown, isOriginKnown } from './pages.ts'
import { hasSecret } from './secret.ts'
import type { Role, Visitors } from './visitors.ts'

/** Who knocks, as far as their request says. */
export interface Knock {
  readonly header: (name: 'host' | 'origin' | 'authorization' | 'cookie') => string | undefined
  /** Something is to be done, and not only looked at. */
  readonly isAct: boolean
  /** A browser asks no leave for a WebSocket to another site: its page is looked at as for what is to be done. */
  readonly isSocket?: boolean
  /** Whoever asks for this needs no secret. */
  readonly isOpen: boolean
}

/** Why a request is not let in; `undefined`: it is. */
export function refusalOf(
  { secret, readSecret }: Pick<ServerSettings, 'secret' | 'readSecret'>,
  visitors: Visitors,
  { header, isAct, isSocket = false, isOpen }: Knock,
): Failure | undefined {
  const host = header('host')
  const origin = header('origin')
  if (secret === undefined && !isHostKnown(host)) return { reason: 'host-refused', host: host ?? '' }
  if ((isAct || isSocket) && !isOriginKnown(origin, host))
    return { reason: 'origin-refused', origin: origin ?? '' }
  if (isOpen || secret === undefined) return undefined
  const role =
    roleOfSecret(header('authorization'), { secret, readSecret }) ?? visitors.roleOf(header('cookie'))
  if (role === undefined) return { reason: 'unauthorized' }
  return isAct && role === 'look' ? { reason: 'may-only-look' } : undefined
}

/** Of a header `Authorization`. */
export function roleOfSecret(
  header: string | undefined,
  { secret, readSecret }: Pick<ServerSettings, 'secret' | 'readSecret'>,
): Role | undefined {
  if (secret === undefined || hasSecret(header, secret)) return 'act'
  return readSecret !== undefined && hasSecret(header, readSecret) ? 'look' : undefined
}
