import type { Happening, What } from './happening.ts'

/** To whoever looks on, a worker that hal removes ends first, and its agent with it: of a deed, these are a part. */
const echoesOf: Readonly<Partial<Record<What['kind'], (kind: What['kind']) => boolean>>> = {
  stopped: () => true,
  restarted: () => true,
  removed: () => true,
  frozen: (kind) => kind === 'frozen',
  thawed: (kind) => kind === 'thawed',
}

/** In order of time, without what was seen of hal's own deeds while it did them. */
export function withoutEchoes(happenings: readonly Happening[]): readonly Happening[] {
  const deeds = happenings.filter(({ begunAt }) => begunAt !== undefined)
  return happenings
    .filter((one) => one.begunAt !== undefined || !deeds.some((deed) => isEcho(one, deed)))
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

const isEcho = (seen: Happening, { containerId, begunAt, at, what }: Happening): boolean =>
  seen.containerId === containerId &&
  begunAt !== undefined &&
  seen.at >= begunAt &&
  seen.at <= at &&
  echoesOf[what.kind]?.(seen.what.kind) === true
