import type { HalConfig } from '../config/hal-config.ts'
import { isLoopback } from '../lib/loopback.ts'
import { fail, ok } from '../lib/result.ts'
import type { Surroundings } from './surroundings.ts'

/** What lets hal into the server that it works on, where it does and that wants one; or why that can't be had. */
export async function fleetSecret(
  { url, secretFile, allowPlainHttp }: HalConfig,
  uid: number,
): Promise<NonNullable<Surroundings['secret']>> {
  if (url === undefined || secretFile === undefined) return ok(undefined)
  if (isInTheClear(url) && !allowPlainHttp) return fail({ reason: 'secret-in-the-clear', url })
  const { readSharedSecret } = await import('../server/shared-secret.ts')
  return readSharedSecret(secretFile, uid)
}

function isInTheClear(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'http:' && !isLoopback(hostname)
}
