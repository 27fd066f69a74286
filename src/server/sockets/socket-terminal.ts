import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Terminal } from '../../workers/verbs.ts'
import { readSize, type TerminalAsked } from './terminal-size.ts'

/** Who is so far behind reads nothing: its connection ends, and tmux draws all anew for the next one. */
const mostBehindBytes = 8 * 1024 ** 2

/** A browser's terminal as hal's verbs know one. Bytes go both ways as they are, no faster than they are taken; a text of the browser's says its new size. */
export function socketTerminal(
  socket: WebSocket,
  { columns, rows, term, 'color-term': colorTerm }: TerminalAsked,
): Terminal {
  const typed = new PassThrough()
  const input = Object.assign(typed, { isTTY: true, isRaw: false, setRawMode: () => input })
  const output = Object.assign(new EventEmitter(), {
    ...{ isTTY: true, columns, rows },
    write: (data: string | Uint8Array): boolean => {
      if (socket.readyState !== socket.OPEN) return false
      if (socket.bufferedAmount > mostBehindBytes) socket.terminate()
      else socket.send(typeof data === 'string' ? Buffer.from(data) : data, { binary: true })
      return true
    },
  })
  typed.on('drain', () => socket.resume())
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      if (!typed.write(data)) socket.pause()
      return
    }
    const size = readSize(data.toString())
    if (size === undefined) return
    Object.assign(output, size)
    output.emit('resize')
  })
  return { input, output, term, colorTerm: colorTerm === 'none' ? undefined : colorTerm }
}
