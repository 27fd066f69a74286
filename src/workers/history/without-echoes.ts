import type { Happening, What } from './happening.ts'

/** To whoever looks on, a worker that hal removes ends first, and its agent with it: of a deed, these are a part. */
const echoesOf: Readonly<Partial<Record<What['kind'], (kind: What['kind']) => boolean>>> = {
  stopped: () => true,
  restarted: () => true,
  removed: () => true,
  frozen: (kind) => kind === 'frozen',
  thawed: (kind) => kind === 'thawed',
}

/** In order of time, without what was seen of hal's own deeds while it did them, and without ends of what had ended. */
export function withoutEchoes(happenings: readonly Happening[]): readonly Happening[] {
  const deeds = Map.groupBy(
    happenings.filter(({ begunAt }) => begunAt !== undefined),
    ({ containerId }) => containerId,
  )
  const heard = happenings
    .filter(
      (one) => one.begunAt !== undefined || !deeds.get(one.containerId)?.some((deed) => isEcho(one, deed)),
    )
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
  const down = new Set<string>()
  return heard.filter(({ containerId, what: { kind } }) => {
    const isOver = kind === 'ended' && down.has(containerId)
    if (kind === 'started' || kind === 'restarted') down.delete(containerId)
    if (kind === 'ended' || kind === 'stopped' || kind === 'removed') down.add(containerId)
    return !isOver
  })
}

const isEcho = (seen: Happening, { begunAt, at, what }: Happening): boolean =>
  begunAt !== undefined &&
  seen.at >= begunAt &&
  seen.at <= at &&
  echoesOf[what.kind]?.(seen.what.kind) === true
