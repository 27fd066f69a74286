import type { Container, Engine } from '../../engines/engine.ts'
import type { EngineFailure } from '../../engines/engine-failure.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'

/** One tools volume, or image, that went, or why it stays. */
export interface PrunedTools {
  readonly name: string
  readonly failure: ImageFailure | undefined
}

/** Another hal's tools, and a fill that may be going on, are left alone for so long: an engine has many people. */
export const restMs = 24 * 3_600_000

const isHeld = (failure: EngineFailure): boolean =>
  failure.reason === 'engine-refused' && failure.status === 409

/**
 * Removes tools volumes that nobody has needed for a day: neither a worker (`inUse` holds the fingerprints that workers were started
 * with) nor this hal (`current`). What a killed fill left behind goes, too. A volume that something else holds stays.
 */
export async function pruneTools(
  engine: Engine,
  {
    inUse,
    current,
    now,
  }: { readonly inUse: ReadonlySet<string>; readonly current: ReadonlySet<string>; readonly now: Date },
): Promise<Result<readonly PrunedTools[], ImageFailure>> {
  const [volumes, keepers, fills] = await Promise.all([
    engine.volumes({ [imageLabels.kind]: 'tools' }),
    engine.list({ [imageLabels.kind]: 'tools-keeper' }),
    engine.list({ [imageLabels.kind]: 'tools-fill' }),
  ])
  if (!volumes.ok) return volumes
  if (!keepers.ok) return keepers
  if (!fills.ok) return fills
  const isNeeded = (fingerprint: string | undefined) =>
    fingerprint !== undefined && (current.has(fingerprint) || inUse.has(fingerprint))
  const isOld = ({ createdAt }: Container) => now.getTime() - createdAt.getTime() > restMs
  // A fill's end takes it away: one that is left was killed, whoever needs its tools.
  const unneeded = [
    ...keepers.value.filter(({ labels }) => !isNeeded(labels[imageLabels.fingerprint])),
    ...fills.value,
  ].filter(isOld)
  for (const { id } of unneeded) {
    const removed = await engine.remove(id, { force: true })
    if (!removed.ok) return removed
  }
  const kept = new Set(
    [...keepers.value, ...fills.value]
      .filter((container) => !unneeded.includes(container))
      .map(({ labels }) => labels[imageLabels.volume]),
  )
  const pruned: PrunedTools[] = []
  for (const { name } of volumes.value) {
    if (kept.has(name)) continue
    const removed = await engine.removeVolume(name)
    if (!removed.ok && isHeld(removed.failure)) continue
    pruned.push({ name, failure: removed.ok ? undefined : removed.failure })
  }
  return ok(pruned)
}
