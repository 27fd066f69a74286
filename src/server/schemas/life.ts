import { z } from 'zod'
import { oneWorker, seen, yes } from './worker.ts'

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
  pids: z.int().min(1).optional(),
  /** Where the branch begins. */
  base: words.optional(),
  env: z.record(words, z.string()).optional(),
  /** In place of an agent: a program and its arguments. */
  command: z.array(z.string()).min(1).optional(),
})

/** `warnings`: what a person should know of it, though it is ready. */
export const started = oneWorker.extend({
  warnings: z.array(z.string()),
  how: z.enum(['started', 'started-again', 'ran-already']),
  tookMs: z.int(),
  /** The setting that named its image, where nobody did. */
  imageFrom: z.object({ name: z.string(), key: z.string() }).optional(),
  /** What came of its prompt. */
  prompt: z.looseObject({ outcome: z.string() }).optional(),
})

/** `grace-ms`: of `stop`, how long it may take to end by itself. */
export const ending = seen.extend({ 'grace-ms': z.coerce.number().int().min(0).max(3_600_000).optional() })

/** `force`: though it runs. `lose-work`: though what it holds is nowhere else. */
export const removing = seen.extend({ force: yes, 'lose-work': yes })

/** `wasSo`: there was nothing to do. `lost`: work that is gone with it. `agentExitCode`: what runs in it has ended at once. */
export const done = z.object({
  ...{ version: z.literal(1), worker: z.string(), tookMs: z.int(), wasSo: z.boolean() },
  lost: z.looseObject({}).nullable(),
  ...{ agentExitCode: z.int().nullable(), task: z.string().nullable() },
})
