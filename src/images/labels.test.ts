import { expect, test } from 'vitest'
import { builtAt, type Origin, profileImageLabels } from './labels.ts'

const labelsOf = (origin: Origin, inherited: Readonly<Record<string, string>> = {}) =>
  profileImageLabels({
    ...{
      name: 'python',
      description: 'Python',
      fingerprint: 'f',
      inputs: 'i',
      parts: '{}',
      parentImage: 'hal/base:1',
    },
    ...{ home: 'hal', pins: {}, missing: ['kubectl'], createdAt: new Date(0), origin, inherited },
  })

test('an image says what it can do, without what it was built without', () => {
  const promises = { git: '2.39', kubectl: '1.34', 'cursor-agent': '' }
  expect(labelsOf({ promises })['dev.hal.capabilities']).toBe('git=2.39,cursor-agent')
})

test('an image says where it comes from, and nothing where nobody knows', () => {
  const source = 'org.opencontainers.image.source'
  const revision = 'org.opencontainers.image.revision'
  const known = { url: 'https://example.org/x', commit: 'c', promises: {} }
  expect(labelsOf(known)).toMatchObject({ [source]: known.url, [revision]: 'c' })
  expect(labelsOf({ promises: {} })).not.toHaveProperty([source])
  // What it stands on has said it of itself.
  expect(labelsOf({ promises: {} }, { [source]: 'https://example.org/base' })).toMatchObject({ [source]: '' })
})

test('an image from the cache is as old as hal’s last build of it', () => {
  const createdAt = new Date(86_400_000)
  expect(builtAt({ labels: labelsOf({ promises: {} }), createdAt })).toEqual(new Date(0))
  expect(builtAt({ labels: {}, createdAt })).toEqual(createdAt)
})
