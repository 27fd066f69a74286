import type { LineEditor } from '../dialogs/line-editor.ts'

/** What the dashboard keeps of commands between two of them. */
export interface CommandState {
  /** The lines that were run, the newest last. */
  readonly history: readonly string[]
}

export const noCommands: CommandState = { history: [] }

/** The `:` line while it is open. */
export interface CommandDialog {
  readonly kind: 'command'
  readonly editor: LineEditor
  /** Why the line can't be run as it is. */
  readonly fault?: string
  /** While tab goes through candidates: for which typed line, and the one that is in it now. */
  readonly menu?: { readonly stem: string; readonly at: number }
  /** While up and down go through the history: for which typed line, and how many lines back. */
  readonly recall?: { readonly stem: string; readonly back: number }
}
