import { readSaidActivity } from './activity.ts'
import type { ControlEvent } from './control-event.ts'
import { unescapeOctal } from './octal.ts'

const newline = 0x0a
const carriageReturn = 0x0d
const percent = 0x25
const outputWord = Buffer.from('%output ')
const extendedWord = Buffer.from('%extended-output ')
/** `tmux -CC`, or a terminal in between, frames control mode in a device control string. */
const frameStart = Buffer.from('\x1bP1000p')
const frameEnd = Buffer.from('\x1b\\')

/** Reads control mode as it comes, in chunks cut anywhere. Never throws, whatever the bytes. */
export interface ControlParser {
  readonly push: (chunk: Buffer) => void
}

/** Calls `onEvent` for each complete event, in order, before `push` returns. */
export const createControlParser = (onEvent: (event: ControlEvent) => void): ControlParser => {
  let pending: Buffer[] = []
  let block: Block | undefined

  const onLine = (raw: Buffer): void => {
    const hasReturn = raw.at(-1) === carriageReturn
    const line = hasReturn ? raw.subarray(0, -1) : raw
    if (block !== undefined) {
      const end = readEnd(line, block)
      if (end === undefined) {
        block.lines.push(block.hasReturns ? line : raw)
        return
      }
      const { time, number, isMine, lines } = block
      block = undefined
      onEvent({ kind: 'reply', isError: end === 'error', isMine, time, number, lines })
      return
    }
    const unframed = unframe(line)
    if (unframed.length === 0) return
    if (unframed[0] === percent) {
      const output = startsWith(unframed, outputWord)
        ? readOutput(unframed, outputWord.length, ' ')
        : startsWith(unframed, extendedWord)
          ? readOutput(unframed, extendedWord.length, ' : ')
          : undefined
      if (output !== undefined) {
        onEvent(output)
        return
      }
    }
    const text = unframed.toString()
    block = readBegin(text, hasReturn)
    if (block === undefined) onEvent(readNotification(text))
  }

  const push = (chunk: Buffer): void => {
    let start = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      const line = chunk.subarray(start, end)
      start = end + 1
      if (pending.length === 0) {
        onLine(line)
      } else {
        const whole = Buffer.concat([...pending, line])
        pending = []
        onLine(whole)
      }
    }
    if (start < chunk.length) pending.push(chunk.subarray(start))
  }

  return { push }
}

interface Block {
  readonly time: number
  readonly number: number
  readonly isMine: boolean
  /** What `%end` must repeat: a line of a reply may look like one. */
  readonly tail: string
  readonly hasReturns: boolean
  readonly lines: Buffer[]
}

const startsWith = (line: Buffer, word: Buffer): boolean =>
  line.length >= word.length && line.compare(word, 0, word.length, 0, word.length) === 0

const unframe = (line: Buffer): Buffer => {
  let rest = line
  while (startsWith(rest, frameStart)) rest = rest.subarray(frameStart.length)
  while (startsWith(rest, frameEnd)) rest = rest.subarray(frameEnd.length)
  return rest
}

const readBegin = (text: string, hasReturns: boolean): Block | undefined => {
  const match = /^%begin ((\d+) (\d+) (\d+))$/.exec(text)
  if (match === null) return undefined
  const [, tail = '', time, number, flags] = match
  return {
    time: Number(time),
    number: Number(number),
    isMine: Number(flags) % 2 === 1,
    tail,
    hasReturns,
    lines: [],
  }
}

const readEnd = (line: Buffer, block: Block): 'end' | 'error' | undefined => {
  if (line[0] !== percent) return undefined
  const text = line.toString('latin1')
  if (text === `%end ${block.tail}`) return 'end'
  return text === `%error ${block.tail}` ? 'error' : undefined
}

/** `%output %1 data`, `%extended-output %1 123 : data`. */
const readOutput = (line: Buffer, start: number, separator: string): ControlEvent => {
  const paneEnd = line.indexOf(' ', start)
  const dataStart = line.indexOf(separator, start)
  if (paneEnd < 0 || dataStart < 0) return { kind: 'other', name: '', text: line.toString() }
  return {
    kind: 'output',
    pane: line.toString('latin1', start, paneEnd),
    data: unescapeOctal(line.subarray(dataStart + separator.length)),
  }
}

const readNotification = (text: string): ControlEvent => {
  const [, name = '', rest = ''] = /^%([a-z-]+)(?: ([\s\S]*))?$/.exec(text) ?? []
  const space = rest.indexOf(' ')
  const first = space < 0 ? rest : rest.slice(0, space)
  const after = space < 0 ? '' : rest.slice(space + 1)
  switch (name) {
    case 'exit':
      return { kind: 'exit', why: rest }
    case 'pause':
    case 'continue':
      return { kind: name, pane: first }
    case 'session-changed':
      return { kind: name, session: first, name: after }
    case 'window-add':
    case 'window-close':
    case 'layout-change':
      return { kind: name, window: first }
    // The same, for windows of sessions that this client is not attached to.
    case 'unlinked-window-add':
      return { kind: 'window-add', window: first }
    case 'unlinked-window-close':
      return { kind: 'window-close', window: first }
    case 'window-renamed':
    case 'unlinked-window-renamed':
      return { kind: 'window-renamed', window: first, name: after }
    case 'client-detached':
      return { kind: name, client: rest }
    case 'subscription-changed':
      return readSubscription(rest)
    case 'hal-activity':
      return { kind: 'activity', pane: first, said: readSaidActivity(after) }
    case '':
      return { kind: 'other', name, text }
    default:
      return { kind: 'other', name, text: rest }
  }
}

/** `name $0 @0 0 %0 : value`, with `-` for what it is not about. */
const readSubscription = (rest: string): ControlEvent => {
  const [, name, window, pane, value = ''] =
    /^(\S+) \S+ (\S+) \S+ (\S+)(?: \S+)*? : ([\s\S]*)$/.exec(rest) ?? []
  if (name === undefined) return { kind: 'other', name: 'subscription-changed', text: rest }
  return {
    kind: 'subscription-changed',
    name,
    window: window === '-' ? undefined : window,
    pane: pane === '-' ? undefined : pane,
    value,
  }
}
