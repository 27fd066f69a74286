import { expect, test } from 'vitest'
import { within } from './within.ts'

const never = new Promise(() => {})
const anHour = 3_600_000

test('what happens ends it', async () => {
  const { signal } = new AbortController()
  await within(Promise.resolve('it'), { ms: anHour, signal })
})

test('so do the time, and whoever waits no longer', async () => {
  const person = new AbortController()
  await within(never, { ms: 1, signal: person.signal })
  const waiting = within(never, { ms: anHour, signal: person.signal })
  person.abort()
  await waiting
  await within(never, { ms: anHour, signal: person.signal })
})

test('what goes wrong is told', async () => {
  const { signal } = new AbortController()
  await expect(within(Promise.reject(new Error('no')), { ms: anHour, signal })).rejects.toThrow('no')
})
