import { expect, test } from 'vitest'
import { Nap } from './nap.ts'

const anHourMs = 3_600_000

test('a sleep ends when its time is over, and another can follow', async () => {
  const nap = new Nap()
  await nap.sleep(1)
  await nap.sleep(1)
})

test('a sleep is cut short, and no later word makes it longer', async () => {
  const nap = new Nap()
  const slept = nap.sleep(anHourMs)
  nap.endBy(0)
  nap.endBy(performance.now() + anHourMs)
  await slept
})

test('what was said before a sleep counts for that one alone', async () => {
  const nap = new Nap()
  nap.endBy(0)
  await nap.sleep(anHourMs)
  let hasEnded = false
  const second = nap.sleep(anHourMs).then(() => {
    hasEnded = true
  })
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
  expect(hasEnded).toBe(false)
  nap.endBy(0)
  await second
})
