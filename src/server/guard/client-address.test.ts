import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'
import { trustedProxies } from './trusted-proxies.ts'

const proxiesOf = (...texts: readonly string[]) => {
  const proxies = trustedProxies(texts)
  if (!proxies.ok) throw new Error(proxies.failure)
  return proxies.value
}

test.each([
  ['nobody stands between', '192.0.2.7', undefined, '192.0.2.7'],
  ['anybody can say anything', '192.0.2.7', '198.51.100.1', '192.0.2.7'],
  ['a trusted proxy says who asks', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  [
    'what its client says of itself counts for nothing',
    '10.0.0.1',
    '203.0.113.9, 198.51.100.1',
    '198.51.100.1',
  ],
  ['two of them stand between', '10.0.0.1', '198.51.100.1, 10.0.0.2', '198.51.100.1'],
  ['a trusted proxy says nothing', '10.0.0.1', undefined, '10.0.0.1'],
  ['a trusted proxy says nonsense', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['it speaks IPv6 of IPv4', '::ffff:10.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
])('where %s', (_, remoteAddress, forwarded, client) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  expect(clientAddress({ socket: { remoteAddress }, headers }, proxiesOf('10.0.0.1', '10.0.0.2'))).toBe(
    client,
  )
})

test.each([
  ['10.0.0.1', '::FFFF:10.0.0.1', true],
  ['::ffff:10.0.0.1', '10.0.0.1', true],
  ['2001:DB8::1', '2001:db8:0:0::1', true],
  ['10.0.0.0/8', '10.9.8.7', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['2001:db8::/32', '2001:DB8:9::1', true],
  ['fe80::1', 'fe80::1%eth0', true],
  ['127.0.0.1', '', false],
])('of %s, %s is one: %s', (told, address, isOne) => {
  expect(proxiesOf(told).has(address)).toBe(isOne)
})

test.each(['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '2001:db8::/129'])('%s is none', (told) => {
  expect(trustedProxies(['10.0.0.1', told])).toEqual({ ok: false, failure: told })
})
