import { z } from 'zod'
import { described } from './described.ts'
import { seen, yes } from './worker.ts'

const version = z.literal(1)

export const logging = seen.extend({
  window: described(z.string().min(1).optional(), 'without: the agent’s, or its shell'),
  follow: described(yes, 'and what comes, until the worker ends'),
})

export const diffing = seen.extend({
  form: described(z.enum(['patch', 'stat']).default('patch'), '`stat`: in numbers'),
})

/** `stat` and `diff` in git's words; neither where there is no git, or no repository. */
export const changed = z.looseObject({
  version,
  kind: z.enum(['changes', 'no-git', 'no-repository']),
  stat: z.string().optional(),
  diff: z.string().optional(),
  isCut: z.boolean().optional(),
})

export const summed = z.looseObject({
  ...{ version, worker: z.string(), files: z.array(z.looseObject({ path: z.string() })) },
  commits: z.array(z.object({ id: z.string(), subject: z.string() })),
})

const objectId = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
const words = z.string().max(4096)

/** What the repository that the branch is for has of it, and how what was left uncommitted is committed. */
export const gathering = z.strictObject({
  existing: described(objectId.optional(), 'the branch’s commit in the repository that it is for'),
  pulled: described(objectId.optional(), 'its commit when it was pulled last'),
  heldAt: described(words.optional(), 'the folder where it is checked out there'),
  name: described(words.optional(), 'who commits what was left uncommitted; without: `hal`'),
  email: described(words.optional(), 'theirs'),
  message: described(z.string().max(100_000).optional(), 'of that commit'),
})

/** `tip`: the branch's commit, as the worker says. */
export const gathered = z.object({ version, tip: z.string(), isCommitted: z.boolean() })

export const bundling = seen.extend({
  known: described(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').filter((id) => id !== ''))
      .pipe(z.array(objectId).max(64)),
    'commits that whoever asks has, with commas between',
  ),
})

/** `value` is missing of what looks like a secret. */
export const environment = z.object({
  version,
  variables: z.array(z.object({ name: z.string(), value: z.string().optional() })),
})

export const alive = z.looseObject({
  ...{ version, worker: z.looseObject({ name: z.string() }) },
  tmux: z.looseObject({ kind: z.enum(['answers', 'silent', 'not-running']) }),
})
