import type { ToolsUsers } from '../present/tools.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'

/** Everybody's workers by the fingerprint of their tools: an engine has many people. */
export async function toolsUsers({ list }: Pick<WorkerVerbs, 'list'>) {
  const workers = await list({ isAllOwners: true })
  if (!workers.ok) return workers
  const users: ToolsUsers = new Map(
    [...Map.groupBy(workers.value, ({ toolsFingerprint }) => toolsFingerprint)].map(
      ([fingerprint, those]) => [fingerprint, those.map(({ name }) => name)] as const,
    ),
  )
  return { ok: true, value: users } as const
}
