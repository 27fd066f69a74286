import type { Terminal } from './terminal.ts'

/** Somebody who never saw hal: they press what the footer says, and type text. */
export class Newcomer {
  readonly #terminal: Terminal

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  sees(wanted: string | RegExp, options: { readonly timeoutMs?: number } = {}): Promise<string> {
    return this.#terminal.waitFor(wanted, options)
  }

  types(text: string): void {
    this.#terminal.type(text)
  }

  /** Presses the key that stands beside this word in the footer, as soon as it does. */
  async presses(word: string): Promise<void> {
    const [key = ''] = await this.#keysFor(word)
    this.#terminal.type(typed[key] ?? key)
  }

  /** Presses what the footer calls the next field until this one has the sign. */
  async goesTo(field: string): Promise<void> {
    const at = () => /▌ ([a-z]+) /.exec(this.#terminal.screen())?.[1]
    while (at() !== field) {
      const before = at()
      await this.presses('next field')
      await this.#terminal.waitFor(() => at() !== before)
    }
  }

  /** Goes down the list, and up again, by the two keys that the footer has for it, until the selection is on this worker. */
  async selects(name: string): Promise<void> {
    const [down = '', up = ''] = await this.#keysFor('move')
    const at = () => this.#terminal.rows().findIndex((row) => row.trimStart().startsWith('▌'))
    const wanted = () => this.#terminal.rows().findIndex((row) => row.slice(0, 20).includes(name))
    while (at() !== wanted()) {
      const before = at()
      const key = before < wanted() ? down : up
      this.#terminal.type(typed[key] ?? key)
      await this.#terminal.waitFor(() => at() !== before || at() === wanted())
    }
  }

  async #keysFor(word: string): Promise<readonly string[]> {
    const beside = () => footerKeys(this.#terminal.rows().at(-1) ?? '', word)
    await this.#terminal.waitFor(() => beside().length > 0)
    return beside()
  }
}

/** How keys that are no character of their own are written in the footer, and what they send. */
const typed: Readonly<Record<string, string>> = {
  '⏎': '\r',
  esc: '\u001b',
  tab: '\t',
  space: ' ',
  '↓': '\u001b[B',
  '↑': '\u001b[A',
}

/** ` a attach  ↓ ↑ move`: the keys before the word. */
const footerKeys = (footer: string, word: string): readonly string[] => {
  const part = footer
    .trim()
    .split(/ {2,}/)
    .find((each) => each.endsWith(` ${word}`))
  return part?.slice(0, -word.length).trim().split(' ') ?? []
}
