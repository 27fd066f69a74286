const carriageReturn = 0x0d
const newline = 0x0a

/** Undoes what a terminal does to a program's line ends (`\n` → `\r\n`), chunk by chunk, wherever they are cut. */
export interface UndoTty {
  readonly push: (chunk: Buffer) => Buffer
  /** A carriage return that was held back, should the next byte have been a newline. */
  readonly end: () => Buffer
}

export const createUndoTty = (): UndoTty => {
  let isReturnHeld = false

  const push = (chunk: Buffer): Buffer => {
    if (!isReturnHeld && chunk.indexOf(carriageReturn) < 0) return chunk
    const undone = Buffer.allocUnsafe(chunk.length + 1)
    let end = 0
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0
      if (isReturnHeld && byte !== newline) undone[end++] = carriageReturn
      isReturnHeld = byte === carriageReturn
      if (!isReturnHeld) undone[end++] = byte
    }
    return undone.subarray(0, end)
  }

  const end = (): Buffer => {
    const held = Buffer.from(isReturnHeld ? '\r' : '')
    isReturnHeld = false
    return held
  }

  return { push, end }
}
