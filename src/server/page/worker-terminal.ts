import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal } from '@xterm/xterm'
import { allowStyles } from './allow-styles.ts'
import type { Theme } from './looks.ts'

export type TerminalState =
  | { readonly kind: 'connecting' | 'live' }
  /** The worker's side is over, or was refused; nobody tries again. */
  | { readonly kind: 'ended'; readonly words: string }

interface Opening {
  readonly worker: string
  readonly element: HTMLElement
  readonly onState: (state: TerminalState) => void
}

const firstPauseMs = 500
const longestPauseMs = 10_000

/** A worker's real terminal in an element of the page. A connection that breaks is made anew; tmux draws all of it again. */
export class WorkerTerminal implements Disposable {
  readonly #opening: Opening
  readonly #terminal: Terminal
  readonly #fit = new FitAddon()
  readonly #resized: ResizeObserver
  #socket: WebSocket | undefined
  #again: ReturnType<typeof setTimeout> | undefined
  #pauseMs = firstPauseMs
  #isOver = false

  constructor(opening: Opening) {
    const { element } = opening
    this.#opening = opening
    this.#terminal = new Terminal({
      fontFamily: getComputedStyle(element).fontFamily,
      fontSize: 13,
      cursorBlink: false,
      // The worker's tmux keeps its history; the wheel asks it.
      scrollback: 0,
    })
    this.#terminal.loadAddon(this.#fit)
    allowStyles(() => this.#terminal.open(element))
    this.#terminal.attachCustomKeyEventHandler((event) => !isWayBack(event))
    this.#terminal.onData((text) => this.#send(new TextEncoder().encode(text)))
    this.#terminal.onBinary((text) => this.#send(Uint8Array.from(text, (letter) => letter.charCodeAt(0))))
    this.#terminal.onResize(({ cols, rows }) =>
      this.#send(JSON.stringify({ type: 'resize', columns: cols, rows })),
    )
    this.#resized = new ResizeObserver(() => this.#fit.fit())
    this.#resized.observe(element)
    this.#fit.fit()
    this.#connect()
  }

  setTheme(theme: Theme): void {
    this.#terminal.options.theme = colours[theme]
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    clearTimeout(this.#again)
    this.#resized.disconnect()
    this.#socket?.close()
    this.#terminal.dispose()
  }

  #connect(): void {
    const { worker, onState } = this.#opening
    onState({ kind: 'connecting' })
    const { cols, rows } = this.#terminal
    const url = new URL(`/workers/${encodeURIComponent(worker)}/terminal`, location.href)
    url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    url.search = new URLSearchParams({ columns: `${cols}`, rows: `${rows}` }).toString()
    const socket = new WebSocket(url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    socket.onopen = () => {
      this.#pauseMs = firstPauseMs
      this.#terminal.reset()
      onState({ kind: 'live' })
    }
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === 'string') this.#end((JSON.parse(data) as { message: string }).message)
      else this.#terminal.write(new Uint8Array(data))
    }
    socket.onclose = () => {
      if (this.#isOver || this.#socket !== socket) return
      onState({ kind: 'connecting' })
      this.#again = setTimeout(() => this.#connect(), this.#pauseMs)
      this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
    }
  }

  #end(words: string): void {
    this.#isOver = true
    this.#opening.onState({ kind: 'ended', words })
  }

  /** What is typed while nobody is connected goes nowhere: it would arrive at a screen that the person hasn't seen. */
  #send(data: Uint8Array<ArrayBuffer> | string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(data)
  }
}

/** At once: a key that follows is the worker's already. */
export const focusTerminal = (): void =>
  document.querySelector<HTMLElement>('.worker-screen textarea')?.focus()

/** Comes back to the page, as in the dashboard. */
export const isWayBack = ({ ctrlKey, key }: Pick<KeyboardEvent, 'ctrlKey' | 'key'>): boolean =>
  ctrlKey && key === ']'

const colours: Readonly<Record<Theme, ITheme>> = {
  dark: { background: '#14171c', foreground: '#d8dce2', cursor: '#56c8d8', selectionBackground: '#2f3a46' },
  light: {
    background: '#ffffff',
    foreground: '#23272e',
    cursor: '#00687a',
    selectionBackground: '#cfe3ea',
    black: '#23272e',
    red: '#b3201f',
    green: '#1a6b2f',
    yellow: '#8a5a00',
    blue: '#1f4f9c',
    magenta: '#7d2f86',
    cyan: '#00687a',
    white: '#6f6f6f',
    brightBlack: '#6f6f6f',
    brightRed: '#b3201f',
    brightGreen: '#1a6b2f',
    brightYellow: '#8a5a00',
    brightBlue: '#1f4f9c',
    brightMagenta: '#7d2f86',
    brightCyan: '#00687a',
    brightWhite: '#23272e',
  },
}
