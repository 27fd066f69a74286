import { expect, test } from 'vitest'
import { type ImageWish, wishFor } from './choose.ts'

const from = { name: 'TTYD_IMAGE', key: 'images.session' }

test.each<[string, Parameters<typeof wishFor>[0], string | undefined, ImageWish]>([
  ['an image that is named', { image: 'mine:1' }, 'session:1', { image: 'mine:1' }],
  ['a profile that is named', { profile: 'python' }, 'session:1', { profile: 'python' }],
  ['the image for sessions', {}, 'session:1', { image: 'session:1', from: expect.objectContaining(from) }],
  ['without one, the profile that holds for all', {}, undefined, { profile: 'base' }],
  ['an empty one counts as none', { image: '' }, ' ', { profile: 'base' }],
])('%s', (_, named, session, wish) => {
  expect(wishFor(named, { settings: { session, tasks: {} }, defaultProfile: 'base' })).toEqual(wish)
})
