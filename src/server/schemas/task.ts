import { z } from 'zod'
import { talkKinds } from '../../tasks/task.ts'
import { described } from './described.ts'

const words = z.string().min(1)
const timeoutMs = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)
  .optional()

/** What a task is asked for. */
export const newTask = z.strictObject({
  prompt: described(
    z.string().refine((text) => text.trim() !== '', { error: 'words' }),
    'what its agent is to do',
  ),
  agent: described(
    words.optional(),
    'one of `GET /agents` that takes tasks; without: that of `worker`, the config’s `tasks.agent`, or the only one that could',
  ),
  worker: described(words.optional(), 'one that runs already, to work in: as it is, with its own agent'),
  image: described(words.optional(), 'what it works in; without: what the config has for tasks'),
  profile: described(words.optional(), 'in place of an image, one of `GET /images`'),
  workspace: described(
    words.optional(),
    'a folder in the server’s own, or `empty` for none; without: the server’s own itself',
  ),
  branch: described(words.optional(), 'it works on that branch, in a clone of its own'),
  priority: described(z.int().optional(), 'those with a higher one begin sooner; without: 0'),
  maxTurns: described(z.int().min(1).optional(), 'how often its agent may go back to its model'),
  talk: described(
    z.enum(talkKinds).optional(),
    'it takes messages, and `acts` as it likes, `asks` before it does, or is `denied` what it asks for; without: it takes none, and asks nobody',
  ),
  timeoutMs: described(timeoutMs, 'how long it may take; without: the server’s `SESSION_TIMEOUT`'),
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
  talk: z.enum(talkKinds).optional(),
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
  option: described(
    words,
    'one of its options, by its id; `allow` and `deny` mean those for this time alone',
  ),
  question: described(words.optional(), 'which, by its id: needed where it asks more than one thing'),
})

/** In what it is to be other than the one before; nobody has to say anything. */
export const newRetry = z
  .strictObject({
    timeoutMs: described(timeoutMs, 'how long it may take; without: as long as the one before'),
  })
  .optional()

/** Its agent's next prompt, when it is done with what it is at. */
export const newMessage = z.strictObject({
  text: described(
    z.string().refine((text) => text.trim() !== '', { error: 'words' }),
    'the next prompt',
  ),
})

const version = z.literal(1)

export const inForm = z.object({
  form: described(
    z.enum(['facts']).optional(),
    '`facts`: with all that is kept of it, as a hal elsewhere reads it, which may change with any version; without: what programs ask for',
  ),
})

/** Which of all, and in which form. */
export const whichTasks = inForm.extend({
  status: described(task.shape.status.optional(), 'only those that stand so; without: all'),
})

const facts = z.looseObject({ id: z.string(), wish: z.looseObject({}), state: z.looseObject({}) })
const either = z.union([task, facts])

export const oneTask = z.object({ version, task: either })
export const someTasks = z.object({ version, tasks: z.array(either) })
