import { z } from 'zod'
import { described } from './described.ts'

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

const window = described(z.string().min(1).optional(), 'without: the agent’s, or its shell')

/** Of a worker that somebody has seen. */
export const seen = z.object({
  container: described(
    z.string().min(1).optional(),
    'the id of its container, so that no other worker of its name is meant',
  ),
})

export const yes = z.enum(['yes', 'no']).optional()

/** Which workers: the fields that `hal list --filter` has. */
export const which = z.looseObject({
  'all-owners': described(yes, 'those of other people on this engine, too'),
})

/** One of `text` and `keys`. */
export const sending = z
  .strictObject({
    text: described(z.string().optional(), 'what is typed; this or `keys`'),
    keys: described(
      z.array(z.string().min(1)).min(1).optional(),
      'what is pressed, as tmux names it: `C-c`, `Up`, `Enter`',
    ),
    window,
    enter: described(z.boolean().default(true), 'with `false`, text is typed and stands there'),
    clear: described(z.boolean().default(false), 'words that somebody left in an agent’s prompt box go'),
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
  text: described(
    z.string().refine((text) => text.trim() !== '', { error: 'words' }),
    'a command for a shell, a prompt for an agent',
  ),
  window,
  timeoutMs: described(
    z
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional(),
    'how long the answer is waited for; what was begun goes on',
  ),
  clear: described(z.boolean().default(false), 'words that somebody left in an agent’s prompt box go'),
  until: described(
    z.array(activity).min(1).optional(),
    'which pauses of an agent are an answer, besides its being done; without: each',
  ),
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
  lines: described(
    z.coerce.number().int().min(0).max(100_000).optional(),
    'how many of its history, besides what it shows',
  ),
  ansi: described(yes, 'with its colours'),
  wrap: described(yes, 'lines stay as they are wrapped'),
})
export const captured = z.object({ version, worker: z.string(), window: z.string(), text: z.string() })

export const waiting = seen.extend({
  until: described(
    z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(activity)),
    'what is waited for, with commas between',
  ),
  'timeout-ms': described(
    z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1)
      .optional(),
    'how long; without: until it comes',
  ),
})

export const someWindows = z.object({
  version,
  worker: z.string(),
  windows: z.array(z.looseObject({ index: z.int(), name: z.string(), command: z.string() })),
})
