import { z } from 'zod'
import { seen, yes } from './worker.ts'

const version = z.literal(1)

/** `follow`: until the worker ends. */
export const logging = seen.extend({ window: z.string().min(1).optional(), follow: yes })

export const diffing = seen.extend({ form: z.enum(['patch', 'stat']).default('patch') })

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

/** `value` is missing of what looks like a secret. */
export const environment = z.object({
  version,
  variables: z.array(z.object({ name: z.string(), value: z.string().optional() })),
})

export const alive = z.looseObject({
  ...{ version, worker: z.looseObject({ name: z.string() }) },
  tmux: z.looseObject({ kind: z.enum(['answers', 'silent', 'not-running']) }),
})
