import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMarkScanner, type Segment } from './marks.ts'
import { createUndoTty } from './undo-tty.ts'

/** Neighbouring output joined, as text. */
const scan = (chunks: readonly Buffer[]): readonly unknown[] => {
  const found: (Segment | string)[] = []
  const scanner = createMarkScanner((segment) => {
    const last = found.at(-1)
    if (segment.kind !== 'output') found.push(segment)
    else if (typeof last === 'string') found[found.length - 1] = last + segment.data.toString('latin1')
    else found.push(segment.data.toString('latin1'))
  })
  for (const chunk of chunks) scanner.push(chunk)
  scanner.end()
  return found
}

const cut = (bytes: Buffer, size: number): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  )

const printed = Buffer.from(
  'x\x1b]133;A\x07$ \x1b]133;B\x1b\\\x1b]2;hal:prompt\x07ls\r\n\x1b]133;C\x07\x1b]2;hal:busy\x07\x1b[1mout\x1b]2;theirs\x07\x1b]133;A;k=s\x07> \x1b]133;B\x07\x1b]133;D;12\x07\x1b]133;D\x07\x1b]133;L\x07\x1b]13',
)
const segments = [
  'x',
  { kind: 'prompt', isContinuation: false },
  '$ ',
  { kind: 'prompt-end' },
  { kind: 'title', says: 'prompt' },
  'ls\r\n',
  { kind: 'command-start' },
  { kind: 'title', says: 'busy' },
  '\x1b[1mout\x1b]2;theirs\x07',
  { kind: 'prompt', isContinuation: true },
  '> ',
  { kind: 'prompt-end' },
  { kind: 'command-end', exitCode: 12 },
  { kind: 'command-end', exitCode: undefined },
  '\x1b]133;L\x07\x1b]13',
]

describe("a shell's marks", () => {
  it.each([1, 2, 3, 5, 7, 1_000])('are told from its output, in chunks of %i bytes', (size) => {
    expect(scan(cut(printed, size))).toEqual(segments)
  })

  it('never hold back output without end', () => {
    const long = `\x1b]133;${'x'.repeat(5_000)}`
    expect(scan(cut(Buffer.from(long), 100))).toEqual([long])
  })

  it('leave every other byte as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, size) => {
        fc.pre(!Buffer.from(bytes).includes('\x1b]'))
        expect(scan(cut(Buffer.from(bytes), size)).join('')).toBe(Buffer.from(bytes).toString('latin1'))
      }),
    )
  })
})

describe("a terminal's line ends", () => {
  it('are undone wherever the output is cut', () => {
    const text = fc.array(fc.constantFrom('a', '\r', '\n', '\r\n')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 5 }), (written, size) => {
        const undo = createUndoTty()
        const printed = Buffer.from(written.replaceAll('\n', '\r\n'))
        expect(Buffer.concat([...cut(printed, size).map(undo.push), undo.end()]).toString()).toBe(written)
      }),
    )
  })
})
