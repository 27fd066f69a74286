import { z } from 'zod'
import { described } from './described.ts'
import { oneWorker, seen, yes } from './worker.ts'

const words = z.string().min(1)

/** What a worker is started with. */
export const newWorker = z.strictObject({
  name: described(words.optional(), 'without: hal makes one up'),
  profile: described(words.optional(), 'the environment that it starts from, one of `GET /images`'),
  image: described(words.optional(), 'in place of a profile’s'),
  agent: described(words.optional(), 'one of `GET /agents`; without: a shell'),
  unattended: described(z.boolean().optional(), 'its agent acts without asking'),
  prompt: described(words.optional(), 'given to its agent, once it can take it'),
  workspace: described(
    words.optional(),
    'a folder in the server’s own, or `empty` for none; without: the server’s own itself',
  ),
  branch: described(words.optional(), 'it works on that branch, in a clone of its own'),
  memory: described(words.optional(), 'the most that it may have, as `512M` or `4G`'),
  cpus: described(z.number().positive().optional(), 'the most that it may have; 0.5 is half of one'),
  pids: described(z.int().min(1).optional(), 'how many processes it may have at once'),
  base: described(words.optional(), 'where a new branch begins: a branch, a tag or a commit'),
  env: described(z.record(words, z.string()).optional(), 'variables of its environment, by name'),
  command: described(
    z.array(z.string()).min(1).optional(),
    'in place of an agent: a program and its arguments',
  ),
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

export const ending = seen.extend({
  'grace-ms': described(
    z.coerce.number().int().min(0).max(3_600_000).optional(),
    'where it is stopped: how long what runs in it may take to end by itself',
  ),
})

export const removing = seen.extend({
  force: described(yes, 'though it runs'),
  'lose-work': described(yes, 'though it has work that is nowhere else'),
})

/** `wasSo`: there was nothing to do. `lost`: work that is gone with it. `agentExitCode`: what runs in it has ended at once. */
export const done = z.object({
  ...{ version: z.literal(1), worker: z.string(), tookMs: z.int(), wasSo: z.boolean() },
  lost: z.looseObject({}).nullable(),
  ...{ agentExitCode: z.int().nullable(), task: z.string().nullable() },
})
