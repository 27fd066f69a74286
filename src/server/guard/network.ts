import { isIPv6 } from 'node:net'

/** Of how many groups: whoever has one address of IPv6 has all of its network's. */
const networkGroups = 4

/** Whose address it is, as far as limits go: of IPv6 the network of 64 bits, of anything else the address. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const [before = [], after] = address.replace(/%.*$/, '').split('::').map(groupsOf)
  const end = after ?? []
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - end.length) }, () => '0')
  const network = [...before, ...zeros, ...end].slice(0, networkGroups)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** An address of IPv4 at the end has the room of two. */
const groupsOf = (text: string): readonly string[] =>
  text
    .replace(/\d+(\.\d+){3}$/, '0:0')
    .split(':')
    .filter((group) => group !== '')
