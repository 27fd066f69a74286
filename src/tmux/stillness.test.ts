import { expect, test } from 'vitest'
import { readStillness } from './stillness.ts'

test('what a pane keeps of its stillness is read, and nothing that somebody else wrote there', () => {
  expect(readStillness('1700000000123 0123456789abcdef')).toEqual({
    digest: '0123456789abcdef',
    since: new Date(1_700_000_000_123),
  })
  for (const other of ['', 'x', '1700000000123', '1700000000123 0123', ' 1 0123456789abcdef'])
    expect(readStillness(other)).toBeUndefined()
})
