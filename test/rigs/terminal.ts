import { setTimeout as after } from 'node:timers/promises'
import headless from '@xterm/headless'
import { type IPty, spawn } from 'node-pty'
import { modesLeft } from './modes.ts'

export interface TerminalOptions {
  readonly command: string
  readonly args?: readonly string[]
  readonly cwd?: string
  /** The whole environment; `TERM` is `xterm-256color` unless it says otherwise. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly columns?: number
  readonly rows?: number
}

export interface TerminalExit {
  readonly exitCode: number
  readonly signal: number | undefined
}

type Wanted = string | RegExp | ((screen: string) => boolean)

/**
 * A person's terminal: a command in a real pty, mirrored into a headless xterm. Nothing here sleeps: every wait is
 * settled by a write that the terminal has parsed, by the end of the command, or fails with the screen in its message.
 */
export class Terminal implements AsyncDisposable {
  /** When the command has ended and everything it wrote is on the screen. */
  readonly exit: Promise<TerminalExit>
  readonly #pty: IPty
  readonly #xterm: InstanceType<typeof headless.Terminal>
  readonly #raw: string[] = []
  readonly #watchers = new Set<() => void>()
  #end: TerminalExit | undefined
  #pendingWrites = 0
  #title = ''

  constructor(options: TerminalOptions) {
    const { command, args = [], columns = 120, rows = 36 } = options
    const { TERM = 'xterm-256color' } = options.env ?? {}
    this.#xterm = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: 5000,
      allowProposedApi: true,
      windowOptions: { pushTitle: true, popTitle: true },
    })
    this.#pty = spawn(command, [...args], {
      // It is what the command gets as its TERM, whatever its environment says.
      name: TERM,
      cols: columns,
      rows,
      cwd: options.cwd ?? process.cwd(),
      env: { ...(options.env ?? process.env), TERM },
    })
    // The terminal's own answers (device attributes, cursor reports) go back to the command, as in a real one.
    this.#xterm.onData((answer) => this.#end === undefined && this.#pty.write(answer))
    this.#xterm.onTitleChange((title) => {
      this.#title = title
    })
    this.#pty.onData((data) => {
      this.#raw.push(data)
      this.#pendingWrites += 1
      this.#xterm.write(data, () => {
        this.#pendingWrites -= 1
        this.#look()
      })
    })
    this.exit = new Promise((resolve) => {
      const settle = () => {
        if (this.#end === undefined || this.#pendingWrites > 0) return
        this.#watchers.delete(settle)
        resolve(this.#end)
      }
      this.#watchers.add(settle)
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#end = { exitCode, signal: signal === 0 ? undefined : signal }
        this.#look()
      })
    })
  }

  get pid(): number {
    return this.#pty.pid
  }

  /** The visible rows as text, without blanks at their ends, joined by newlines; no empty rows at the bottom. */
  screen(): string {
    return this.rows().join('\n').trimEnd()
  }

  /** The visible rows as text, with the blanks that were written, as a prompt's; always as many as the terminal has. */
  rows(): readonly string[] {
    const { cols, rows, buffer } = this.#xterm
    const { active } = buffer
    return Array.from(
      { length: rows },
      // Made narrower, xterm keeps what stands right of its last column, where nobody sees it.
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true, 0, cols) ?? '',
    )
  }

  /** What the terminal was left in: which screen, where the cursor is, which modes the command has switched on. */
  state(): {
    readonly isAlternateScreen: boolean
    readonly cursor: { readonly column: number; readonly row: number }
    readonly isBracketedPaste: boolean
    readonly isMouseOn: boolean
    readonly isCursorVisible: boolean
    /** Of the window; empty as nobody has set one. */
    readonly title: string
    /** What differs from how it was, of everything that a program can switch. */
    readonly modesLeft: readonly string[]
    /** Arrows are spelled as programs ask for it. */
    readonly areKeysOfPrograms: boolean
  } {
    const { active } = this.#xterm.buffer
    const left = modesLeft(this.rawOutput())
    return {
      isAlternateScreen: active.type === 'alternate',
      cursor: { column: active.cursorX, row: active.cursorY },
      isBracketedPaste: this.#xterm.modes.bracketedPasteMode,
      isMouseOn: this.#xterm.modes.mouseTrackingMode !== 'none',
      isCursorVisible: !left.includes('no ?25'),
      areKeysOfPrograms: this.#xterm.modes.applicationCursorKeysMode,
      title: this.#title,
      modesLeft: left,
    }
  }

  /** Colours and weights of one cell, as xterm numbers them (palette index, or 0xRRGGBB); -1 is the default colour. */
  cell(column: number, row: number) {
    const { active } = this.#xterm.buffer
    const cell = active.getLine(active.baseY + row)?.getCell(column)
    return {
      text: cell?.getChars() ?? '',
      /** 2: wide. 0: the second half of one. */
      width: cell?.getWidth() ?? 1,
      foreground: cell === undefined || cell.isFgDefault() ? -1 : cell.getFgColor(),
      background: cell === undefined || cell.isBgDefault() ? -1 : cell.getBgColor(),
      isBold: (cell?.isBold() ?? 0) !== 0,
      isDim: (cell?.isDim() ?? 0) !== 0,
      isUnderlined: (cell?.isUnderline() ?? 0) !== 0,
      isInverse: (cell?.isInverse() ?? 0) !== 0,
    }
  }

  /** Everything the command wrote, escape sequences included. */
  rawOutput(): string {
    return this.#raw.join('')
  }

  /** Resolves with the screen as soon as it shows what is wanted in a whole frame (mode 2026 frames one); rejects after `timeoutMs`, or when the command ends before. */
  async waitFor(wanted: Wanted, options: { readonly timeoutMs?: number } = {}): Promise<string> {
    // Only ever waited out where something is wrong: long, as a machine may be busy with other things.
    const { timeoutMs = 30_000 } = options
    const isThere = matcher(wanted)
    const abort = new AbortController()
    const seen = new Promise<string>((resolve, reject) => {
      const check = () => {
        const screen = this.screen()
        const isOver = this.#end !== undefined && this.#pendingWrites === 0
        // Half of one is nothing that anybody sees: a key that is typed to it would be for what was there before.
        if (!isOver && (this.#xterm.modes.synchronizedOutputMode || !isThere(screen))) return
        this.#watchers.delete(check)
        if (isThere(screen)) resolve(screen)
        else reject(this.#complaint(wanted, `the command ended with ${this.#end?.exitCode}`))
      }
      this.#watchers.add(check)
      abort.signal.addEventListener('abort', () => this.#watchers.delete(check))
      check()
    })
    const late = after(timeoutMs, undefined, { signal: abort.signal }).then(
      () => Promise.reject(this.#complaint(wanted, `waited ${timeoutMs} ms`)),
      () => '',
    )
    try {
      return await Promise.race([seen, late])
    } finally {
      abort.abort()
    }
  }

  /** Keys and text, as the keyboard sends them. */
  type(keys: string): void {
    this.#pty.write(keys)
  }

  resize(columns: number, rows: number): void {
    this.#xterm.resize(columns, rows)
    this.#pty.resize(columns, rows)
  }

  kill(signal: NodeJS.Signals = 'SIGTERM'): void {
    if (this.#end === undefined) this.#pty.kill(signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGKILL')
    await this.exit
    this.#xterm.dispose()
  }

  #look(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }

  #complaint(wanted: Wanted, why: string): Error {
    const rule = '─'.repeat(this.#xterm.cols)
    return new Error(
      `the terminal never showed ${String(wanted)} (${why}):\n${rule}\n${this.screen()}\n${rule}`,
    )
  }
}

const matcher = (wanted: Wanted): ((screen: string) => boolean) => {
  if (typeof wanted === 'string') return (screen) => screen.includes(wanted)
  if (wanted instanceof RegExp) return (screen) => wanted.test(screen)
  return wanted
}
