import { expect, test } from 'vitest'
import { readSize } from './terminal-size.ts'

test('a new size is read, and nothing else is', () => {
  expect(readSize('{"type":"resize","columns":120,"rows":40}')).toEqual({ columns: 120, rows: 40 })
  for (const text of [
    '',
    'null',
    '{}',
    '{"type":"resize","columns":0,"rows":40}',
    '{"type":"resize","columns":1e9,"rows":4}',
  ])
    expect(readSize(text)).toBeUndefined()
})
