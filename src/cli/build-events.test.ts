import { expect, test } from 'vitest'
import { buildEvents } from './build-events.ts'

test('what fails as a whole is one object on one line, too', () => {
  const lines: string[] = []
  buildEvents((line) => lines.push(line)).failed({ reason: 'no-registry' })
  expect(lines).toEqual([expect.stringMatching(/^[^\n]*\n$/)])
  expect(JSON.parse(lines.join(''))).toMatchObject({
    version: 1,
    event: 'failed',
    failure: { reason: 'no-registry' },
  })
})
