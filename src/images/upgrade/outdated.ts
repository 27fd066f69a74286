import { byName } from '../../lib/by-name.ts'
import { closest } from '../../lib/closest.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { Pin, Pins } from '../declare/pins.ts'
import type { FetchedTool, ToolSource } from '../declare/recipe.ts'
import { compareVersions, isOfLine } from '../declare/versions.ts'
import type { ImageFailure } from '../image-failure.ts'
import { makerOf } from './maker.ts'
import type { Asking, Newest } from './newest.ts'

/** A pin, and what the place that its tool comes from says is newest. */
export interface PinState {
  readonly tool: string
  readonly pinned: string
  /** The profiles, layers and tools (`tools-claude`) that fetch it. */
  readonly usedBy: readonly string[]
  readonly isOutdated: boolean
  readonly newest: NewestKnown
}

export type NewestKnown =
  | ({ readonly kind: 'said'; readonly where: string } & Newest)
  /** Its address could not be reached, or says nothing that helps. */
  | { readonly kind: 'no-answer'; readonly where: string; readonly address: string; readonly why: string }
  /** Nobody fetches it, or its maker has no place that says what is newest. */
  | { readonly kind: 'no-place' }

/** Whatever has pinned tools in it. */
export interface Fetcher {
  readonly name: string
  readonly fetch: readonly FetchedTool[]
}

/** How many are asked at once. */
const atOnce = 6

/** Asks for each named pin (for all, when none is named) what is newest. One that can't be asked stops no other. */
export async function pinStates(
  { pins, fetchers }: { readonly pins: Pins; readonly fetchers: readonly Fetcher[] },
  names: readonly string[],
  asking: Asking,
): Promise<Result<readonly PinState[], ImageFailure>> {
  const unknown = names.find((name) => !pins.has(name))
  if (unknown !== undefined) return fail(unknownTool(unknown, pins))
  const inTurn = createLimiter(atOnce)
  const wanted = [...pins].filter(([name]) => names.length === 0 || names.includes(name))
  return ok(
    await Promise.all(
      wanted.map(async ([tool, pin]) => {
        const newest = await inTurn(() => newestOf(pin, sourceOf(fetchers, tool), asking))
        const usedBy = usersOf(fetchers, tool)
        return { tool, pinned: pin.version, usedBy, isOutdated: isOutdated(pin, newest), newest }
      }),
    ),
  )
}

export function unknownTool(tool: string, pins: Pins): ImageFailure {
  const known = [...pins.keys()].sort(byName)
  return { reason: 'unknown-tool', tool, suggestion: closest(tool, known), known }
}

async function newestOf(pin: Pin, source: ToolSource | undefined, asking: Asking): Promise<NewestKnown> {
  const maker = source === undefined ? undefined : makerOf(source, pin)
  if (maker === undefined) return { kind: 'no-place' }
  const { where } = maker
  const answer = await maker.ask(asking)
  return answer.ok
    ? { kind: 'said', where, ...answer.value }
    : { kind: 'no-answer', where, address: answer.failure.address, why: answer.failure.why }
}

/** A pin that is newer than the newest stays: somebody wanted it so. */
const isOutdated = ({ version, line }: Pin, newest: NewestKnown): boolean =>
  newest.kind === 'said' &&
  newest.version !== version &&
  (compareVersions(newest.version, version) > 0 || !isOfLine(version, line))

/** A tool has one source, whoever fetches it: its sums are those of one archive. */
export const sourceOf = (fetchers: readonly Fetcher[], tool: string): ToolSource | undefined =>
  fetchers.flatMap(({ fetch }) => fetch).find(({ name }) => name === tool)?.source

/** Who fetches it. */
export const usersOf = (fetchers: readonly Fetcher[], tool: string): readonly string[] =>
  fetchers.filter(({ fetch }) => fetch.some(({ name }) => name === tool)).map(({ name }) => name)
