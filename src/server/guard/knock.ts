import type { Failure } from '../../present/failure.ts'
import type { ServerSettings } from '../settings.ts'
import { isHostKnown, isOriginKnown } from './pages.ts'
import { hasSecret } from './secret.ts'
import type { Visitors } from './visitors.ts'

/** Who knocks, as far as their request says. */
export interface Knock {
  readonly header: (name: 'host' | 'origin' | 'authorization' | 'cookie') => string | undefined
  /** Something is to be done, and not only looked at. */
  readonly isAct: boolean
  /** Whoever asks for this needs no secret. */
  readonly isOpen: boolean
}

/** Why a request is not let in; `undefined`: it is. */
export function refusalOf(
  { secret }: Pick<ServerSettings, 'secret'>,
  visitors: Visitors,
  { header, isAct, isOpen }: Knock,
): Failure | undefined {
  const host = header('host')
  const origin = header('origin')
  if (secret === undefined && !isHostKnown(host)) return { reason: 'host-refused', host: host ?? '' }
  if (isAct && !isOriginKnown(origin, host)) return { reason: 'origin-refused', origin: origin ?? '' }
  if (isOpen || secret === undefined) return undefined
  return hasSecret(header('authorization'), secret) || visitors.knows(header('cookie'))
    ? undefined
    : { reason: 'unauthorized' }
}
