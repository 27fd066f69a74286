import { EventEmitter, once } from 'node:events'
import { PassThrough } from 'node:stream'
import headless from '@xterm/headless'

/** A terminal of memory: what is written is kept and shown, and a wait ends when the screen shows it. */
export class MemoryOutput extends EventEmitter {
  readonly isTTY = true
  readonly writable = true
  readonly columns = 100
  readonly rows = 24
  readonly #xterm = new headless.Terminal({ cols: 100, rows: 24, convertEol: true, allowProposedApi: true })
  written = ''
  write(data: string | Uint8Array, done?: () => void): boolean {
    const text = Buffer.from(data).toString('utf8')
    this.written += text
    this.#xterm.write(text, () => this.emit('shown'))
    done?.()
    return true
  }
  screen(): string {
    const { active } = this.#xterm.buffer
    return Array.from({ length: 24 }, (_, row) => active.getLine(row)?.translateToString(true)).join('\n')
  }
  async shows(text: string): Promise<void> {
    while (!this.screen().includes(text)) await once(this, 'shown')
  }
}

export class MemoryInput extends PassThrough {
  readonly isTTY = true
  isRaw = false
  setRawMode(isRaw: boolean): this {
    this.isRaw = isRaw
    return this
  }
}
