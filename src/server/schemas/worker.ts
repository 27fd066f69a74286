import { z } from 'zod'

const version = z.literal(1)

const activity = z.enum([
  ...(['shell', 'working', 'waiting', 'idle', 'done', 'limited'] as const),
  ...(['login-needed', 'unknown'] as const),
])

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

/** Of a worker that somebody has seen: its container, so that no other one of its name is meant. */
export const seen = z.object({ container: z.string().min(1).optional() })

export const yes = z.enum(['yes', 'no']).optional()

/** Which workers: the fields that `hal list --filter` has. */
export const which = z.looseObject({ 'all-owners': yes })

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
  /** Which pauses of an agent are an answer, besides its being done; without: each. */
  until: z.array(activity).min(1).optional(),
})

/** Of a command `stdout`, of an agent `text`, and where that is from. */
export const output = z.looseObject({
  version,
  worker: z.string(),
  window: z.string().optional(),
  stdout: z.string().optional(),
  /** Where it is no UTF-8: its bytes. */
  stdoutBase64: z.string().optional(),
  text: z.string().optional(),
  exitCode: z.int(),
  durationMs: z.int(),
})

export const explained = z.looseObject({ version })

export const looking = seen.extend({
  window,
  lines: z.coerce.number().int().min(0).max(100_000).optional(),
  /** With its colours. */
  ansi: yes,
  /** Lines stay as they are wrapped. */
  wrap: yes,
})
export const captured = z.object({ version, worker: z.string(), window: z.string(), text: z.string() })

/** `until`: what is waited for, with commas. */
export const waiting = seen.extend({
  until: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(activity)),
  'timeout-ms': z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .optional(),
})

export const someWindows = z.object({
  version,
  worker: z.string(),
  windows: z.array(z.looseObject({ index: z.int(), name: z.string(), command: z.string() })),
})
