import { z } from 'zod'
import { seen, yes } from '../schemas/worker.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

const columns = z.coerce.number().int().min(2).max(1000)
const rows = z.coerce.number().int().min(1).max(1000)

const terminalName = z.string().regex(/^[\w.+-]{1,64}$/)

export const sizeQuery = z.object({ columns: columns.default(80), rows: rows.default(24) })

/** What a terminal is, and what it is to show. */
export const terminalQuery = sizeQuery.extend({
  /** `$TERM` and `$COLORTERM`; a browser's are those of xterm.js. */
  term: terminalName.default('xterm-256color'),
  'color-term': terminalName.default('truecolor'),
  window: z.string().min(1).optional(),
  'read-only': yes,
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
