import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Where a request comes from. What proxies say of that is worth something from those that are trusted alone. */
export function clientAddress(
  {
    socket,
    headers,
  }: { readonly socket: Pick<IncomingMessage['socket'], 'remoteAddress'> } & Pick<IncomingMessage, 'headers'>,
  trustedProxies: readonly string[],
): string {
  const nearest = plain(socket.remoteAddress ?? '')
  if (!trustedProxies.includes(nearest)) return nearest
  const hops = String(headers['x-forwarded-for'] ?? '').split(',')
  const told = hops.map((hop) => plain(hop.trim())).findLast((hop) => !trustedProxies.includes(hop))
  return told !== undefined && isIP(told) !== 0 ? told : nearest
}

/** Of an address of IPv4 in IPv6, the former. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')
