import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownForms } from '../forms.ts'
import { readAll, recordedStreams } from './recorded-streams.fixture.ts'
import { longestLine, streamReader } from './stream-reader.ts'

const readers = knownForms.flatMap(({ name, headless }) =>
  headless === undefined ? [] : [{ name, reader: headless.reader }],
)

/** The same bytes in other pieces. */
const cutAt = (bytes: Buffer, places: readonly number[]): readonly Buffer[] => {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
}

test('the events are the same however the bytes are cut', () => {
  fc.assert(
    fc.property(fc.constantFrom(...recordedStreams), fc.array(fc.nat()), ({ bytes, headless }, places) => {
      const reader = headless.reader()
      const events = cutAt(bytes, places).flatMap((piece) => {
        // A stream may use a piece's memory again.
        const lent = Buffer.from(piece)
        const told = reader.read(lent)
        lent.fill(0)
        return told
      })
      expect([...events, ...reader.end()]).toEqual(readAll(headless.reader(), [bytes]))
    }),
  )
})

test('nothing that an agent may print is thrown back', () => {
  const anything = fc.array(
    fc.oneof(fc.uint8Array(), fc.json().map(Buffer.from), fc.constant(Buffer.from('\n'))),
  )
  fc.assert(
    fc.property(fc.constantFrom(...readers), anything, ({ reader }, pieces) => {
      expect(() => JSON.stringify(readAll(reader(), pieces))).not.toThrow()
    }),
  )
})

/** A real line in which one value is another one. */
const spoilt = fc
  .tuple(fc.constantFrom(...recordedStreams), fc.nat(), fc.nat(), fc.jsonValue())
  .map(([{ bytes, headless }, row, place, value]) => {
    const lines = bytes.toString().trim().split('\n')
    const line = lines[row % lines.length] ?? ''
    let places = 0
    JSON.parse(line === '' ? '{}' : line, (_, old) => {
      places += 1
      return old
    })
    let at = 0
    const said = JSON.parse(line === '' ? '{}' : line, (_, old) => {
      at += 1
      return at === 1 + (place % places) ? value : old
    })
    return { reader: headless.reader, line: JSON.stringify(said) }
  })

test('a line whose parts are of other kinds than ever is read, too', () => {
  fc.assert(
    fc.property(spoilt, ({ reader, line }) => {
      expect(() => readAll(reader(), [Buffer.from(line)])).not.toThrow()
    }),
    { numRuns: 1000 },
  )
})

const parrot = () =>
  streamReader({ read: (said) => [{ type: 'text', form: 'whole', text: JSON.stringify(said) }] })

test('a line that is too long is told by its beginning, and the next one is read', () => {
  const long = Buffer.alloc(longestLine + 1, 'x')
  const events = readAll(parrot(), [long, Buffer.from('\n{"a":1}\n')])
  expect(events).toEqual([
    { type: 'unknown', line: 'x'.repeat(8192), length: longestLine + 1 },
    { type: 'text', form: 'whole', text: '{"a":1}' },
  ])
})

test.each([
  ['words', 'Warning: something'],
  ['half a line', '{"type":"text","te'],
  ['no object', '[1,2]'],
  ['a hundred levels of lists', `{"a":${'['.repeat(101)}${']'.repeat(101)}}`],
])('%s are an unknown line', (_, line) => {
  expect(readAll(parrot(), [Buffer.from(line)])).toEqual([{ type: 'unknown', line, length: line.length }])
})

test('a line of a kind that came with a newer version is an unknown line, for every agent', () => {
  const line = '{"type":"novelty","data":{}}'
  for (const { reader } of readers)
    expect(readAll(reader(), [Buffer.from(`${line}\n`)])).toEqual([
      { type: 'unknown', line, length: line.length },
    ])
})

test('a session whose name would be an option of the next run has none', () => {
  const line = JSON.stringify({
    ...{ type: 'init', session_id: '--yolo', sessionID: '--yolo', thread_id: '--yolo', sessionId: '--yolo' },
  })
  for (const type of ['init', 'system', 'thread.started', 'result', 'text'])
    for (const { reader } of readers) {
      const events = readAll(reader(), [
        Buffer.from(line.replace('"type":"init"', `"type":"${type}","subtype":"init"`)),
      ])
      expect(events.filter((event) => event.type === 'session')).toEqual([])
    }
})
