import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../lib/replace-file.ts'
import { addSent } from './acting.ts'

/** What was sent to workers, kept from one run of hal to the next. Where it can't be kept, it is forgotten. */
export interface SentHistory {
  readonly read: () => readonly string[]
  readonly add: (text: string) => Promise<void>
  /** All that was added is kept. */
  readonly settled: () => Promise<void>
}

/** A longer text is a file that was pasted: nobody looks for it with an arrow. */
const longest = 16 * 1024
const longestOfAll = 256 * 1024

/** A text a line, as JSON, so that it may have lines itself. For the person alone: what is sent may be a secret. */
export const sentHistoryIn = (stateDir: string): SentHistory => {
  const file = join(stateDir, 'sent')
  const read = () => {
    try {
      return readFileSync(file, 'utf8').split('\n').flatMap(textIn)
    } catch {
      return []
    }
  }
  const write = async (text: string) => {
    const kept = lastOf(addSent(read(), text))
    const lines = kept.map((line) => `${JSON.stringify(line)}\n`).join('')
    // Where it can't be kept, it is forgotten.
    await replaceFile(file, lines, { isPrivate: true }).catch(() => undefined)
  }
  let last = Promise.resolve()
  return {
    read,
    add: (text) => {
      if (text.length <= longest) last = last.then(() => write(text))
      return last
    },
    settled: () => last,
  }
}

/** The newest that are together no more than a moment's reading. */
const lastOf = (texts: readonly string[]): readonly string[] => {
  let length = 0
  const tooFar = texts.findLastIndex((text) => {
    length += text.length
    return length > longestOfAll
  })
  return texts.slice(tooFar + 1)
}

const textIn = (line: string): readonly string[] => {
  try {
    const text: unknown = JSON.parse(line)
    return typeof text === 'string' ? [text] : []
  } catch {
    return []
  }
}
