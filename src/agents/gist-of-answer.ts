import { printable } from '../lib/printable.ts'
import { hasWords } from './screen/last-work.ts'
import { cutToBytes } from './screen/take-text.ts'

/** The first line of an answer that says something, 500 bytes at most; `undefined` where none does. */
export function gistOfAnswer(answer: string): string | undefined {
  const line = answer.split('\n').find((each) => hasWords(each) && !isFence(each))
  return line === undefined ? undefined : cutToBytes(printable(line.trim()))
}

/** Of markdown: the beginning of a piece of code, with its language. */
const isFence = (line: string): boolean => line.trim().startsWith('```')
