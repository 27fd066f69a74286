import type { Typed } from '../../workers/fleet/fleet.ts'

/** What a piece of the keyboard's bytes is, while keys go to a worker. */
export type FocusPart =
  | { readonly kind: 'typed'; readonly typed: Typed }
  | { readonly kind: 'mouse'; readonly mouse: TypedMouse }
  /** The key that leaves: the keys are hal's again, with what came behind it. */
  | { readonly kind: 'leave'; readonly rest: Buffer }
  /** The terminal's own words (answers to questions, focus reports): not the person's, and not for the worker. */
  | { readonly kind: 'terminal'; readonly bytes: Buffer }

/** As a terminal reports it in SGR's spelling, from column and row 1. */
export interface TypedMouse {
  readonly button: number
  readonly column: number
  readonly row: number
  readonly isRelease: boolean
}

/** Reads what comes from the person's terminal, cut anywhere; every byte of it is in one part, in order. */
export interface FocusReader {
  readonly push: (chunk: Buffer) => readonly FocusPart[]
  /** What is held as the beginning of something was all of it: no more came for a while. */
  readonly flush: () => readonly FocusPart[]
  readonly isHolding: () => boolean
  /** In the middle of a paste. */
  readonly isPasting: () => boolean
}

const [pasteBegin, pasteEnd] = ['\x1b[200~', '\x1b[201~']

// In order: sequences whole; what may still become one; one byte behind an Escape (Alt and a key); a run of anything else.
const mouse = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/y
const special = /\x1b\[(?:(\d+)(?:;(\d+))?~|1;(\d+)([ABCDHFPQRS])|([ABCDHFZ]))|\x1bO([ABCDHFPQRS])/y
const terminalWords =
  /\x1b\[[IO]|\x1b\[[?>][\d;]*(?:\$y|[cnuR])|\x1b\[[\d;]*[cntR]|\x1b[\]P_^X](?:[^\x07\x1b]|\x1b(?!\\))*(?:\x07|\x1b\\)/y
const unfinished = /\x1b(?:\[[<?>]?[\d;]*\$?|O|[\]P_^X][^\x07\x1b]*\x1b?)?$/y
const run = /[^\x00-\x1f]+|[\x00-\x1f]/y

/** `leaving`: the control characters that leave. */
export const createFocusReader = (leaving: ReadonlySet<string> = new Set(['\x1d'])): FocusReader => {
  let held = ''
  let pasted: string | undefined

  const read = (text: string, isAll: boolean): readonly FocusPart[] => {
    const parts: FocusPart[] = []
    let at = 0
    let plain = ''
    const put = (...more: readonly FocusPart[]) => {
      if (plain !== '') parts.push(typed({ kind: 'bytes', bytes: Buffer.from(plain, 'latin1') }))
      plain = ''
      parts.push(...more)
    }
    const take = (pattern: RegExp): RegExpExecArray | undefined => {
      pattern.lastIndex = at
      const found = pattern.exec(text)
      if (found === null) return undefined
      at += found[0].length
      return found
    }
    while (at < text.length || (isAll && pasted !== undefined)) {
      if (pasted !== undefined) {
        const end = text.indexOf(pasteEnd, at)
        const to = end >= 0 ? end : isAll ? text.length : Math.max(at, text.length - pasteEnd.length + 1)
        pasted += text.slice(at, to)
        at = end >= 0 ? end + pasteEnd.length : to
        if (end < 0 && !isAll) break
        put(typed({ kind: 'paste', text: Buffer.from(pasted, 'latin1').toString() }))
        pasted = undefined
        continue
      }
      if (leaving.has(text[at] ?? '')) {
        put({ kind: 'leave', rest: Buffer.from(text.slice(at + 1), 'latin1') })
        held = ''
        return parts
      }
      if (text.startsWith(pasteBegin, at)) {
        at += pasteBegin.length
        pasted = ''
        continue
      }
      const report = take(mouse)
      if (report !== undefined) {
        put({ kind: 'mouse', mouse: mouseOf(report) })
        continue
      }
      const from = at
      const key = take(special)
      const name = key === undefined ? undefined : keyName(key)
      if (name !== undefined) {
        put(typed({ kind: 'key', key: name }))
        continue
      }
      at = from
      const words = take(terminalWords)
      if (words !== undefined) {
        put({ kind: 'terminal', bytes: Buffer.from(words[0], 'latin1') })
        continue
      }
      if (!isAll && take(unfinished) !== undefined) {
        at = from
        break
      }
      plain += take(run)?.[0] ?? ''
    }
    put()
    held = text.slice(at)
    return parts
  }

  return {
    push: (chunk) => read(held + chunk.toString('latin1'), false),
    flush: () => (pasted === undefined && held === '' ? [] : read(held, true)),
    isHolding: () => held !== '' || pasted !== undefined,
    isPasting: () => pasted !== undefined,
  }
}

const typed = (one: Typed): FocusPart => ({ kind: 'typed', typed: one })

const mouseOf = ([, button, column, row, end]: RegExpExecArray): TypedMouse => ({
  button: Number(button),
  column: Number(column),
  row: Number(row),
  isRelease: end === 'm',
})

const letters: Readonly<Record<string, string>> = {
  ...{ A: 'Up', B: 'Down', C: 'Right', D: 'Left', H: 'Home', F: 'End', Z: 'BTab' },
  ...{ P: 'F1', Q: 'F2', R: 'F3', S: 'F4' },
}

const numbers: Readonly<Record<string, string>> = {
  ...{ 1: 'Home', 2: 'IC', 3: 'DC', 4: 'End', 5: 'PPage', 6: 'NPage', 7: 'Home', 8: 'End' },
  ...{ 11: 'F1', 12: 'F2', 13: 'F3', 14: 'F4', 15: 'F5', 17: 'F6', 18: 'F7', 19: 'F8' },
  ...{ 20: 'F9', 21: 'F10', 23: 'F11', 24: 'F12' },
}

/** By tmux's name: what a program finds under it differs from terminal to terminal, and the worker's is not the person's. */
const keyName = (found: RegExpExecArray): string | undefined => {
  const [, number, numberWith, letterWith, letter, plainLetter, applicationLetter] = found
  const base =
    number !== undefined ? numbers[number] : letters[letter ?? plainLetter ?? applicationLetter ?? '']
  return base === undefined ? undefined : modifiers(Number(numberWith ?? letterWith ?? 1)) + base
}

/** One more than the sum of 1 for Shift, 2 for Alt, 4 for Control. */
const modifiers = (code: number): string => {
  const bits = code - 1
  return `${bits & 4 ? 'C-' : ''}${bits & 2 ? 'M-' : ''}${bits & 1 ? 'S-' : ''}`
}
