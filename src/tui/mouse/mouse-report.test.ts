import { expect, test } from 'vitest'
import { mouseReader } from './mouse-report.ts'

const heardIn = (chunks: readonly string[]): readonly string[] => {
  const heard: string[] = []
  const read = mouseReader({
    onMouse: ({ kind, column, row }) => heard.push(`${kind} ${column},${row}`),
    onF1: () => heard.push('f1'),
  })
  for (const chunk of chunks) read(chunk)
  return heard
}

const click = '\u001b[<0;12;5M'
const paste = (text: string) => `\u001b[200~${text}\u001b[201~`

test.each<[string, readonly string[], readonly string[]]>([
  ['a click', [click, '\u001b[<0;12;5m'], ['press 11,4']],
  ['the wheel', ['\u001b[<64;1;1M\u001b[<65;300;200M'], ['wheel-up 0,0', 'wheel-down 299,199']],
  ['other buttons, drags and clicks with shift', ['\u001b[<2;1;1M\u001b[<32;1;1M\u001b[<4;1;1M'], []],
  ['a click among keys', [`ab${click}c`], ['press 11,4']],
  ['a click in pieces', [...click], ['press 11,4']],
  ['a key after escape', ['\u001b', 'x', '\u001b[A'], []],
  ['a click in a paste, which is text', [paste(`x${click}`), click], ['press 11,4']],
  ['a paste in pieces', [...paste(click), ...click], ['press 11,4']],
  ['F1, as terminals send it', ['\u001bOP', '\u001b[11~', '\u001b[[A'], ['f1', 'f1', 'f1']],
])('%s', (_, chunks, expected) => {
  expect(heardIn(chunks)).toEqual(expected)
})
