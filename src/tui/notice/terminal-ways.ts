/** How the person's terminal takes notices from a program. */
export interface TerminalWays {
  /** The sequence that makes a desktop notification of it; unknown terminals ignore the first one. */
  readonly desktop: 'osc9' | 'osc777' | 'osc99' | 'none'
  readonly hasTitle: boolean
  /** The person's own tmux stands between, which hands on only what it is told to. */
  readonly isInTmux: boolean
}

type Env = Readonly<Record<string, string | undefined>>

/** What the environment says of the terminal. A tmux hides its name and leaves most of what else it had set. */
export const terminalWaysOf = (env: Env): TerminalWays => {
  const isBare = /^(|dumb|linux|vt\d+|cons25)$/.test(env['TERM'] ?? '')
  return {
    desktop: isBare ? 'none' : desktopOf(env),
    hasTitle: !isBare,
    isInTmux: (env['TMUX'] ?? '') !== '',
  }
}

const desktopOf = (env: Env): TerminalWays['desktop'] => {
  const has = (...names: readonly string[]) => names.some((name) => (env[name] ?? '') !== '')
  const term = env['TERM'] ?? ''
  const program = env['TERM_PROGRAM'] ?? ''
  if (term === 'xterm-kitty' || has('KITTY_WINDOW_ID')) return 'osc99'
  if (/^(rxvt|foot)/.test(term) || has('VTE_VERSION')) return 'osc777'
  return program === 'Apple_Terminal' ? 'none' : 'osc9'
}
