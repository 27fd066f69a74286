import { z } from 'zod'
import { described } from '../schemas/described.ts'
import { seen, yes } from '../schemas/worker.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

const columns = z.coerce.number().int().min(2).max(1000)
const rows = z.coerce.number().int().min(1).max(1000)

const terminalName = z.string().regex(/^[\w.+-]{1,64}$/)

export const sizeQuery = z.object({
  columns: described(columns.default(80), 'how wide it is, 2 to 1000'),
  rows: described(rows.default(24), 'how high it is, 1 to 1000'),
})

/** What a terminal is, and what it is to show. */
export const terminalQuery = sizeQuery.extend({
  // Those of xterm.js, unless they are said.
  term: described(terminalName.default('xterm-256color'), 'its `$TERM`'),
  'color-term': described(terminalName.default('truecolor'), 'its `$COLORTERM`; `none`: it has none'),
  window: described(z.string().min(1).optional(), 'without: the agent’s, or its shell'),
  'read-only': described(yes, 'what is typed goes nowhere'),
  ...seen.shape,
})

export type TerminalAsked = z.output<typeof terminalQuery>

const resize = z.object({ type: z.literal('resize'), columns, rows })

/** `{"type":"resize","columns":80,"rows":24}`; `undefined`: it is something else. */
export function readSize(text: string): Size | undefined {
  try {
    const read = resize.safeParse(JSON.parse(text))
    return read.success ? { columns: read.data.columns, rows: read.data.rows } : undefined
  } catch {
    return undefined
  }
}
