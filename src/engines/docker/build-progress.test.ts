import { expect, test } from 'vitest'
import { followBuild } from './build-progress.ts'

// moby/moby#47717
test('an engine that can’t read what it was sent says so in words that a person can act on', () => {
  const progress = followBuild(() => undefined)
  const error = 'failed to read downloaded context: failed to load cache key: invalid response status 403'
  progress.take({ errorDetail: { message: error } })
  expect(progress.failure()).toEqual({ reason: 'context-refused', detail: error })
})
