import { z } from 'zod'

const version = z.literal(1)

/** As `present/worker.ts` writes it; only what programs ask for most is named here. */
const worker = z.looseObject({
  name: z.string(),
  phase: z.string(),
  activity: z.string(),
  question: z.string().nullable(),
  agent: z.string().nullable(),
  image: z.string(),
  profile: z.string().nullable(),
  workspace: z.string().nullable(),
  branch: z.string().nullable(),
  since: z.iso.datetime().nullable(),
  exitCode: z.int().nullable(),
})

export const oneWorker = z.object({ version, worker })
export const someWorkers = z.object({ version, workers: z.array(worker) })

const window = z.string().min(1).optional()

/** One of `text` and `keys`. */
export const sending = z
  .strictObject({
    text: z.string().optional(),
    /** As tmux names them: `C-c`, `Up`, `Enter`. */
    keys: z.array(z.string().min(1)).min(1).optional(),
    window,
    /** Without: text is typed, and stands there. */
    enter: z.boolean().default(true),
    /** Words that somebody left in an agent's prompt box go. */
    clear: z.boolean().default(false),
  })
  .refine(({ text, keys }) => (text === undefined) !== (keys === undefined), {
    error: 'one of text and keys',
  })

export const sent = z.looseObject({
  version,
  worker: z.string(),
  window: z.string(),
  outcome: z.literal('submitted').optional(),
})

/** A command for a shell, or a prompt for an agent, and what comes of it. */
export const running = z.strictObject({
  text: z.string().refine((text) => text.trim() !== '', { error: 'words' }),
  window,
  timeoutMs: z
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
  /** Words that somebody left in an agent's prompt box go. */
  clear: z.boolean().default(false),
})

/** Of a command `stdout`, of an agent `text`, and where that is from. */
export const output = z.looseObject({
  version,
  worker: z.string(),
  window: z.string().optional(),
  stdout: z.string().optional(),
  text: z.string().optional(),
  exitCode: z.int(),
  durationMs: z.int(),
})

export const explained = z.looseObject({ version })

export const looking = z.object({ window, lines: z.coerce.number().int().min(0).max(100_000).optional() })
export const captured = z.object({ version, worker: z.string(), window: z.string(), text: z.string() })
