import { expect, test } from 'vitest'
import { followBuild } from './build-progress.ts'

// moby/moby#47717
test.each([
  'invalid response status 403',
  'Get "http://build-context-d5qs": dial tcp: lookup build-context-d5qs on 1.1.1.1:53: no such host',
])('an engine that can’t read what it was sent says so in words that a person can act on: %s', (why) => {
  const progress = followBuild(() => undefined)
  const error = `failed to read downloaded context: failed to load cache key: ${why}`
  progress.take({ errorDetail: { message: error } })
  expect(progress.failure()).toEqual({ reason: 'context-refused', detail: error })
})
