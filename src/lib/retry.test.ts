import { expect, test } from 'vitest'
import { fail, ok } from './result.ts'
import { retry } from './retry.ts'

/** Fails with each of these in turn, then succeeds. */
const flaky = (...failures: readonly string[]) => {
  const left = [...failures]
  return async () => {
    const failure = left.shift()
    return failure === undefined ? ok('well') : fail(failure)
  }
}
const mayPass = (failure: string) => failure !== 'never'

test('tries as often as there are pauses, and once more', async () => {
  const paused: string[] = []
  const onPause = (failure: string) => void paused.push(failure)
  const how = { pausesMs: [0, 0], mayPass, onPause }
  expect(await retry(flaky('one', 'two'), how)).toEqual(ok('well'))
  expect(paused).toEqual(['one', 'two'])
  expect(await retry(flaky('one', 'two', 'three'), how)).toEqual(fail('three'))
})

test('does not try again what does not pass', async () => {
  const attempt = flaky('never')
  expect(await retry(attempt, { pausesMs: [0, 0], mayPass })).toEqual(fail('never'))
  expect(await attempt()).toEqual(ok('well'))
})

test('an abort ends the pause', async () => {
  const abort = new AbortController()
  const onPause = () => abort.abort()
  const how = { pausesMs: [3_600_000], mayPass, onPause, signal: abort.signal }
  expect(await retry(flaky('one', 'cancelled'), how)).toEqual(fail('cancelled'))
})
