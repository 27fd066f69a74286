import { expect, test } from 'vitest'
import { Limits } from './limits.ts'
import { networkOf } from './network.ts'

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:0:1:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
  ['2001:DB8:0000:0001::9', '2001:db8:0:1::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ['', ''],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('who guesses from many addresses of one network is one', () => {
  const limits = new Limits(0)
  for (let guess = 0; guess < 20; guess += 1) limits.wasWrong(`2001:db8::${guess.toString(16)}`)
  expect(limits.shutFor('2001:db8::ffff')).toMatchObject({ reason: 'too-many-knocks' })
  expect(limits.shutFor('2001:db8:0:1::1')).toBeUndefined()
})
