import { z } from 'zod'
import { parseBytes } from '../lib/bytes.ts'

const text = z.string().trim().min(1)
const count = z.number().int().positive()

/** What one config file, or the variables together, may say: strict, everything optional. keys.ts has the words to it. */
export const valuesSchema = z.strictObject({
  engine: text.exactOptional(),
  owner: text.exactOptional(),
  profile: text.exactOptional(),
  memory: text.refine((size) => parseBytes(size).ok).exactOptional(),
  cpus: z.number().positive().max(4096).exactOptional(),
  pids: count.max(4_194_304).exactOptional(),
  workspace: text.exactOptional(),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).exactOptional(),
  images: z
    .strictObject({
      registry: text.exactOptional(),
      org: text.exactOptional(),
      version: text.exactOptional(),
      base: text.exactOptional(),
    })
    .exactOptional(),
  build: z
    .strictObject({ caBundle: text.exactOptional(), concurrency: count.max(64).exactOptional() })
    .exactOptional(),
  mounts: z
    .array(
      z.strictObject({ source: text, target: text.startsWith('/'), isReadOnly: z.boolean().default(true) }),
    )
    .exactOptional(),
  network: text.exactOptional(),
  allowRoot: z.boolean().exactOptional(),
  profiles: z.array(text).exactOptional(),
})

export type ConfigValues = z.output<typeof valuesSchema>
