import { z } from 'zod'

const words = z.string().min(1)

/** What a task is asked for. */
export const newTask = z.strictObject({
  prompt: z.string().refine((text) => text.trim() !== '', { error: 'words' }),
  /** May be left out with `worker`. */
  agent: words.optional(),
  /** One that runs already, to work in: as it is, with its own agent. */
  worker: words.optional(),
  image: words.optional(),
  profile: words.optional(),
  /** Where in the server's own folder; `empty`: nowhere. */
  workspace: words.optional(),
  branch: words.optional(),
  /** Those with a higher one begin sooner. */
  priority: z.int().optional(),
  maxTurns: z.int().min(1).optional(),
  /** It takes messages, and `acts` as it likes or `asks` first. */
  talk: z.enum(['acts', 'asks']).optional(),
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

const question = z.object({
  id: z.string(),
  title: z.string(),
  /** What the title leaves out of what it would do, for a person; empty: nothing. */
  about: z.string(),
  /** What it would do, as the agent has it. */
  input: z.unknown(),
  options: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })),
})

/** As `present/task.ts` writes it. */
const task = z.object({
  id: z.string(),
  status: z.enum(['pending', 'running', 'waiting_input', 'completed', 'failed', 'cancelled']),
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
  talk: z.enum(['acts', 'asks']).optional(),
  /** What its agent asks, the oldest first, while it is `waiting_input`. */
  questions: z.array(question).optional(),
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

/** An answer to what a task's agent asks. */
export const newAnswer = z.strictObject({
  /** One of its options, by its id; `allow` and `deny` mean those for this time alone. */
  option: words,
  /** Needed where it asks more than one thing. */
  question: words.optional(),
})

/** Its agent's next prompt, when it is done with what it is at. */
export const newMessage = z.strictObject({
  text: z.string().refine((text) => text.trim() !== '', { error: 'words' }),
})

const version = z.literal(1)

/** `facts`: a task with all that is kept of it, as a hal elsewhere reads it; without: what programs ask for most. */
export const inForm = z.object({ form: z.enum(['facts']).optional() })
const facts = z.looseObject({ id: z.string(), wish: z.looseObject({}), state: z.looseObject({}) })
const either = z.union([task, facts])

export const oneTask = z.object({ version, task: either })
export const someTasks = z.object({ version, tasks: z.array(either) })
