import { array, assert, integer, nat, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { caughtUp } from './caught-up.ts'

/** What comes out of a stream cut in parts of these sizes; `|` where it is said that all of before has come. */
const passed = (
  before: { older: string; newer: string },
  stream: string,
  sizes: readonly number[],
): string => {
  let out = ''
  const { push, end } = caughtUp({
    before: { older: Buffer.from(before.older), newer: Buffer.from(before.newer) },
    onData: (chunk) => {
      out += chunk.toString('latin1')
    },
    onCaughtUp: () => {
      out += '|'
    },
  })
  const bytes = Buffer.from(stream, 'latin1')
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    push(bytes.subarray(at, at + size))
    at += size
  }
  end()
  return out
}

const long = (letter: string) => `${letter.repeat(400)}\n`
const sizes = array(integer({ min: 1, max: 300 }), { minLength: 1 })

test('says where what was there ends, however the stream is cut', () => {
  assert(
    property(nat(700), nat(700), nat(700), sizes, (older, newer, later, cuts) => {
      const before = { older: 'o'.repeat(older), newer: 'n'.repeat(newer) }
      const all = before.older + before.newer
      expect(passed(before, all + 'l'.repeat(later), cuts)).toBe(`${all}|${'l'.repeat(later)}`)
    }),
  )
})

test('says it where the older part went meanwhile', () => {
  const before = { older: long('o'), newer: long('n') }
  expect(passed(before, `${long('n')}later`, [7])).toBe(`${long('n')}|later`)
})

test('says it at the end at the latest, and loses nothing', () => {
  assert(
    property(string({ unit: 'binary-ascii' }), sizes, (stream, cuts) => {
      const out = passed({ older: '', newer: long('n') }, stream, cuts)
      expect(out).toBe(`${stream}|`)
    }),
  )
  expect(passed({ older: '', newer: '' }, 'all of it', [3])).toBe('|all of it')
})
