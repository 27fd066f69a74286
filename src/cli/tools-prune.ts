import { ok } from '../lib/result.ts'
import type { Run } from './command.ts'
import { print, reportFailure, reportOutcomes } from './report.ts'
import { toolsUsers } from './tools-users.ts'
import { isSet } from './values.ts'

/** They are made again when they are needed, so it asks nobody. */
export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const users = await toolsUsers(context.workers)
  if (!users.ok) return reportFailure(context, users.failure, { isJson })
  const inUse = new Set(users.value.keys())
  const volumes = await context.images.pruneTools(inUse)
  if (!volumes.ok) return reportFailure(context, volumes.failure, { isJson })
  // What kept an image is gone by now.
  const images = await context.images.pruneToolsImages(inUse)
  if (!images.ok) return reportFailure(context, images.failure, { isJson })
  const outcomes = [...volumes.value, ...images.value].map(({ name, failure }) =>
    failure === undefined ? { ...ok(undefined), name, tookMs: 0 } : ({ ok: false, name, failure } as const),
  )
  if (outcomes.length === 0 && !isJson) print(context, 'nothing to remove')
  return reportOutcomes(context, outcomes, input, 'removed')
}
