import { z } from 'zod'

export interface Size {
  readonly columns: number
  readonly rows: number
}

const columns = z.coerce.number().int().min(2).max(1000)
const rows = z.coerce.number().int().min(1).max(1000)

export const sizeQuery = z.object({ columns: columns.default(80), rows: rows.default(24) })

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
