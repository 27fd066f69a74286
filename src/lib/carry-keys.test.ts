import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { carryKeys } from './carry-keys.ts'

// What a real terminal and a real tmux do with it is shown where workers are attached to; this is what neither does in time.

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A keyboard, and what was sent of it. */
function carried() {
  const keyboard = new PassThrough()
  const input = Object.assign(keyboard, {
    isRaw: false,
    setRawMode: (isRaw: boolean) => Object.assign(input, { isRaw }),
  })
  const sent: string[] = []
  const keys = carryKeys(input, (typed) => {
    sent.push(String(typed))
    return true
  })
  return { input, sent, keys }
}

test('a program that gives the screen back and stays hears again, what was typed meanwhile, too', async () => {
  const { input, sent, keys } = carried()
  keys.hold()
  expect(input.isRaw).toBe(false)
  input.write('held')
  await vi.advanceTimersByTimeAsync(999)
  expect(sent).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(input.isRaw).toBe(true)
  expect(sent).toEqual(['held'])
  keys[Symbol.dispose]()
})

test.each(['before', 'after'])('once it is over nothing is taken, nor when it is held %s', async (when) => {
  const { input, sent, keys } = carried()
  if (when === 'before') keys.hold()
  keys[Symbol.dispose]()
  if (when === 'after') keys.hold()
  keys.resume()
  input.write('for somebody else')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(input.isRaw).toBe(false)
  expect(sent).toEqual([])
  expect(String(input.read())).toBe('for somebody else')
})
