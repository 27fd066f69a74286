import { z } from 'zod'

const words = z.string().min(1)

/** What a task is asked for. */
export const newTask = z.strictObject({
  prompt: z.string().refine((text) => text.trim() !== '', { error: 'words' }),
  agent: words,
  image: words.optional(),
  profile: words.optional(),
  /** Where in the server's own folder; `empty`: nowhere. */
  workspace: words.optional(),
  branch: words.optional(),
  /** Those with a higher one begin sooner. */
  priority: z.int().optional(),
  maxTurns: z.int().min(1).optional(),
  timeoutMs: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
})

const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number(),
  costUsd: z.number().optional(),
})

/** As `present/task.ts` writes it. */
const task = z.object({
  id: z.string(),
  status: z.enum(['pending', 'running', 'completed', 'failed', 'cancelled']),
  createdAt: z.iso.datetime(),
  agent: z.string(),
  prompt: z.string(),
  image: z.string().nullable(),
  profile: z.string().nullable(),
  branch: z.string().nullable(),
  workspace: z.string().nullable(),
  retryOf: z.string().nullable(),
  worker: z.string().nullable(),
  lastEvent: z.int(),
  priority: z.int(),
  maxTurns: z.int().nullable(),
  /** In the queue, from 1. */
  position: z.int().nullable().optional(),
  endedAt: z.iso.datetime().optional(),
  answer: z.string().optional(),
  usage: usage.nullable().optional(),
  exitCodes: z.array(z.int()).optional(),
  filesModified: z.array(z.string()).nullable().optional(),
  editsTold: z.int().nullable().optional(),
  failure: z.looseObject({ reason: z.string(), message: z.string(), next: z.string().optional() }).optional(),
})

const version = z.literal(1)

export const oneTask = z.object({ version, task })
export const someTasks = z.object({ version, tasks: z.array(task) })
