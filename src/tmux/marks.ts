const escapeByte = 0x1b
const bell = 0x07
/** A mark longer than this is none: its bytes are output. */
const longestMarkBytes = 512

/** What a shell's marks frame, in the order it was printed. */
export type Segment =
  | { readonly kind: 'output'; readonly data: Buffer }
  /** A prompt starts (`isContinuation`: the one that asks for the rest of a command). */
  | { readonly kind: 'prompt'; readonly isContinuation: boolean }
  /** The prompt is there: what follows is typed. */
  | { readonly kind: 'prompt-end' }
  /** A title of hal's: the shell starts, is ready for a command, or runs one. */
  | { readonly kind: 'title'; readonly says: 'start' | 'prompt' | 'busy' }
  | { readonly kind: 'command-start' }
  | { readonly kind: 'command-end'; readonly exitCode: number | undefined }

/** Tells a shell's marks (OSC 133) from what is printed, and hal's window titles (OSC 2), wherever the bytes are cut. */
export interface MarkScanner {
  readonly push: (chunk: Buffer) => void
  /** Bytes of a mark that never ended. */
  readonly end: () => void
}

export const createMarkScanner = (onSegment: (segment: Segment) => void): MarkScanner => {
  let held: Buffer = Buffer.alloc(0)

  const output = (data: Buffer): void => {
    if (data.length > 0) onSegment({ kind: 'output', data })
  }

  const push = (chunk: Buffer): void => {
    const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    held = Buffer.alloc(0)
    let printedFrom = 0
    for (let at = bytes.indexOf(escapeByte); at >= 0; at = bytes.indexOf(escapeByte, at)) {
      const found = readMark(bytes, at)
      if (found === 'none') {
        at++
        continue
      }
      output(bytes.subarray(printedFrom, at))
      if (found === 'cut') {
        held = bytes.subarray(at)
        return
      }
      onSegment(found.segment)
      at = found.end
      printedFrom = at
    }
    output(bytes.subarray(printedFrom))
  }

  const end = (): void => {
    output(held)
    held = Buffer.alloc(0)
  }

  return { push, end }
}

interface Mark {
  /** Where the bytes after it start. */
  readonly end: number
  readonly segment: Segment
}

const introducers = [Buffer.from('\x1b]133;'), Buffer.from('\x1b]2;hal:')]

/** `cut`: the bytes end before one can tell. */
const readMark = (bytes: Buffer, start: number): Mark | 'none' | 'cut' => {
  const rest = bytes.subarray(start)
  const isCutIntroducer = introducers.some(
    (each) => rest.length < each.length && rest.equals(each.subarray(0, rest.length)),
  )
  if (isCutIntroducer) return 'cut'
  const introducer = introducers.find((each) => rest.subarray(0, each.length).equals(each))
  if (introducer === undefined) return 'none'
  const from = start + introducer.length
  for (let at = from; at < bytes.length; at++) {
    if (at - start > longestMarkBytes) return 'none'
    const byte = bytes[at] ?? 0
    if (byte === bell) return markOf(introducer, bytes.toString('latin1', from, at), at + 1)
    if (byte === escapeByte) {
      if (at + 1 === bytes.length) return 'cut'
      if (bytes[at + 1] !== 0x5c) return 'none'
      return markOf(introducer, bytes.toString('latin1', from, at), at + 2)
    }
    if (byte < 0x20) return 'none'
  }
  return 'cut'
}

const readTitle = (text: string) =>
  text.startsWith('prompt') ? 'prompt' : text === 'start' ? 'start' : 'busy'

const markOf = (introducer: Buffer, text: string, end: number): Mark | 'none' => {
  if (introducer === introducers[1]) return { end, segment: { kind: 'title', says: readTitle(text) } }
  const [letter, ...parameters] = text.split(';')
  switch (letter) {
    case 'A':
      return { end, segment: { kind: 'prompt', isContinuation: parameters.includes('k=s') } }
    case 'B':
      return { end, segment: { kind: 'prompt-end' } }
    case 'C':
      return { end, segment: { kind: 'command-start' } }
    case 'D': {
      const status = parameters[0] ?? ''
      return {
        end,
        segment: { kind: 'command-end', exitCode: /^\d+$/.test(status) ? Number(status) : undefined },
      }
    }
    default:
      return 'none'
  }
}
