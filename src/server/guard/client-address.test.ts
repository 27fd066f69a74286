import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

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
  expect(clientAddress({ socket: { remoteAddress }, headers }, ['10.0.0.1', '10.0.0.2'])).toBe(client)
})
