import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { plainAddress, type TrustedProxies } from './trusted-proxies.ts'

/** Where a request comes from. What proxies say of that is worth something from those that are trusted alone. */
export function clientAddress(
  {
    socket,
    headers,
  }: { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'> } & Pick<IncomingMessage, 'headers'>,
  proxies: TrustedProxies,
): string {
  const nearest = plainAddress(socket.remoteAddress ?? '')
  if (!proxies.has(nearest)) return nearest
  const hops = String(headers['x-forwarded-for'] ?? '').split(',')
  const told = hops.map((hop) => plainAddress(hop.trim())).findLast((hop) => !proxies.has(hop))
  return told !== undefined && isIP(told) !== 0 ? told : nearest
}
