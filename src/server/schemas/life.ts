import { z } from 'zod'
import { oneWorker } from './worker.ts'

const words = z.string().min(1)

/** What a worker is started with. */
export const newWorker = z.strictObject({
  /** Without: hal makes one up. */
  name: words.optional(),
  profile: words.optional(),
  image: words.optional(),
  agent: words.optional(),
  /** Its agent acts without asking. */
  unattended: z.boolean().optional(),
  /** Given to its agent, once it can take it. */
  prompt: words.optional(),
  /** Where in the server's own folder; `empty`: nowhere. */
  workspace: words.optional(),
  branch: words.optional(),
  memory: words.optional(),
  cpus: z.number().positive().optional(),
})

/** `warnings`: what a person should know of it, though it is ready. */
export const started = oneWorker.extend({ warnings: z.array(z.string()) })

export const done = z.object({ version: z.literal(1), worker: z.string() })
