/**
 * What may come from a stranger's terminal to a person's: text, cursor, colours, modes. What it takes out acts on more than the screen:
 * it moves windows, prints, reads the clipboard, notifies, transfers files, defines keys.
 *
 * Works on bytes in pieces of any size; a sequence that is cut waits for its end. After ECMA-48 and xterm's control sequences.
 */
export function createTerminalFilter(): (chunk: Uint8Array) => Buffer {
  let state: State = 'ground'
  let held: number[] = []
  const kept: number[] = []
  const keep = () => {
    kept.push(...held)
    held = []
    state = 'ground'
  }
  const drop = () => {
    held = []
    state = 'ground'
  }
  const hold = (byte: number, next: State) => {
    held.push(byte)
    state = next
  }
  const settle = (byte: number, isPlain: (sequence: string) => boolean) => {
    held.push(byte)
    if (isPlain(Buffer.from(held).toString('latin1'))) keep()
    else drop()
  }

  const on: Readonly<Record<State, (byte: number) => void>> = {
    ground: (byte) => {
      if (byte === ESC) hold(byte, 'escape')
      else if (byte === firstOfC1) hold(byte, 'c1')
      else kept.push(byte)
    },
    // The 8-bit forms of the same controls, as UTF-8. tmux speaks none.
    c1: (byte) => {
      if (byte >= 0x80 && byte <= 0x9f) drop()
      else {
        keep()
        on.ground(byte)
      }
    },
    escape: (byte) => {
      const next = afterEscape[String.fromCharCode(byte)]
      const isIntermediate = byte >= 0x20 && byte <= 0x2f && held.length < maxHeldBytes
      if (held.length === 1 && next !== undefined) hold(byte, next)
      else if (isIntermediate) hold(byte, 'escape')
      else settle(byte, () => byte >= 0x30 && byte <= 0x7e && byte !== BACKSLASH)
    },
    csi: (byte) => {
      if (byte >= 0x40 && byte <= 0x7e) settle(byte, isPlainCsi)
      else if (byte < 0x20 || byte > 0x7e || held.length > maxHeldBytes) drop()
      else held.push(byte)
    },
    osc: (byte) => {
      const wasEscape = held.at(-1) === ESC
      if (byte === BEL || (byte === BACKSLASH && wasEscape)) settle(byte, isPlainOsc)
      else if (wasEscape) {
        held = [ESC]
        on.escape(byte)
      } else if (held.length < maxOscBytes) held.push(byte)
      // Too long for anything plain: gone, up to its end.
      else hold(byte, 'string')
    },
    string: (byte) => {
      const isEnd = byte === BACKSLASH ? held.at(-1) === ESC : byte === BEL && held[1] === OSC
      if (isEnd) drop()
      else held = [...held.slice(0, 2), byte]
    },
  }
  const take = (byte: number) => {
    // Both end any sequence in any terminal.
    if ((byte === CAN || byte === SUB) && state !== 'ground' && state !== 'c1') drop()
    else on[state](byte)
  }

  return (chunk) => {
    for (const byte of chunk) take(byte)
    const out = Buffer.from(kept)
    kept.length = 0
    return out
  }
}

type State = 'ground' | 'c1' | 'escape' | 'csi' | 'osc' | 'string'

const [BEL, CAN, SUB, ESC, BACKSLASH, OSC] = [0x07, 0x18, 0x1a, 0x1b, 0x5c, 0x5d]
/** Of U+0080 to U+00BF in UTF-8. */
const firstOfC1 = 0xc2

const afterEscape: Readonly<Record<string, State>> = {
  '[': 'csi',
  ']': 'osc',
  ...{ P: 'string', X: 'string', '^': 'string', _: 'string' },
}

const maxHeldBytes = 128
/** A selection on its way to the clipboard. */
const maxOscBytes = 1024 * 1024

/** Not: print (`i`), and of window manipulation (`t`) only what asks for a size or keeps the title. */
const isPlainCsi = (sequence: string): boolean => {
  const final = sequence.at(-1)
  if (final === 'i') return false
  return final !== 't' || /^\x1b\[(14|16|18|22|23)(;\d+)*t$/.test(sequence)
}

/** Titles, links, the cursor's colour, what colours there are, and text for the clipboard; `?` for its content is a question. */
const isPlainOsc = (sequence: string): boolean =>
  /^\x1b\](?:[012];[^\x00-\x1f]*|8;[^\x00-\x1f]*|12;[^\x00-\x1f]*|112;?|1[01];\?|52;[a-z0-7]*;[A-Za-z0-9+/=]*)(?:\x07|\x1b\\)$/.test(
    sequence,
  )
