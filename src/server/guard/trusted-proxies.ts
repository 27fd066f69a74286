import { BlockList, isIP } from 'node:net'
import { fail, ok, type Result } from '../../lib/result.ts'

/** What stands in front of the server, and is believed who its clients are. */
export interface TrustedProxies {
  /** However the address is spelled: `::ffff:10.0.0.1` is 10.0.0.1. */
  readonly has: (address: string) => boolean
}

/** Addresses, and networks as `10.0.0.0/8`. Fails with the first that is neither. */
export function trustedProxies(texts: readonly string[]): Result<TrustedProxies, string> {
  const list = new BlockList()
  for (const text of texts) {
    const [written = '', bits, ...more] = text.split('/')
    const address = plainAddress(written)
    const family = familyOf(address)
    const prefix = /^\d{1,3}$/.test(bits ?? '') ? Number(bits) : Number.NaN
    if (family === undefined || more.length > 0) return fail(text)
    if (bits === undefined) list.addAddress(address, family)
    else if (prefix <= (family === 'ipv4' ? 32 : 128)) list.addSubnet(address, prefix, family)
    else return fail(text)
  }
  return ok({
    has: (text) => {
      const address = plainAddress(text)
      const family = familyOf(address)
      return family !== undefined && list.check(address, family)
    },
  })
}

/** Of an address of IPv4 in IPv6 the former, and none of a machine's names for its networks. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')

const familyOf = (address: string): 'ipv4' | 'ipv6' | undefined =>
  (({ 4: 'ipv4', 6: 'ipv6' }) as const)[isIP(address)]
