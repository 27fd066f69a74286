import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { type Catalogue, withAncestors } from './catalogue.ts'
import type { Profile } from './profile.ts'

/** Which images are meant. */
export interface Selection {
  /** Empty: all. */
  readonly names: readonly string[]
  /** These alone: what they stand on must be there and fresh. */
  readonly isOnly?: boolean | undefined
  /** And all that stands on them. */
  readonly hasDependents?: boolean | undefined
}

/** What a build works on. */
export interface Selected {
  /** Parents first, what they stand on among them. */
  readonly profiles: readonly Profile[]
  /** Those of them that may be built. */
  readonly mayBeBuilt: ReadonlySet<string>
  /** Those of them that were asked for, and that a push is of: not what is there only for others to stand on. */
  readonly wanted: ReadonlySet<string>
}

export function selectProfiles(
  catalogue: Catalogue,
  { names, isOnly, hasDependents }: Selection,
): Result<Selected, ImageFailure> {
  const named = withAncestors(catalogue, names)
  if (!named.ok) return named
  const wanted = hasDependents === true ? withDependents(catalogue, names) : names
  const profiles = withAncestors(catalogue, wanted)
  if (!profiles.ok) return profiles
  const all = profiles.value.map(({ name }) => name)
  return ok({
    profiles: profiles.value,
    mayBeBuilt: new Set(isOnly === true && wanted.length > 0 ? wanted : all),
    wanted: new Set(wanted.length > 0 ? wanted : all),
  })
}

/** Parents come before children in a catalogue, so one pass finds all. */
function withDependents(catalogue: Catalogue, names: readonly string[]): readonly string[] {
  const found = new Set(names)
  for (const { name, parent } of catalogue.values())
    if (parent.kind === 'profile' && found.has(parent.name)) found.add(name)
  return [...found]
}

/**
 * Of these, what buildx can build: one that only an engine can is refused by name, and otherwise left out with what stands on it.
 * `canRefer`: whether it is known of what isn't built that it is there.
 */
export function forBuildx(
  { profiles, mayBeBuilt, wanted }: Selected,
  { names, isOnly, isMissingAllowed }: Selection & { readonly isMissingAllowed?: boolean | undefined },
  { canRefer }: { readonly canRefer: boolean },
): Result<Selected, ImageFailure> {
  const refused = (what: string) => fail({ reason: 'not-supported', what, engine: 'buildx' } as const)
  if (isMissingAllowed === true) return refused('leave out tools that can’t be reached (--allow-missing)')
  if (isOnly === true && !canRefer && profiles.some(({ name }) => !mayBeBuilt.has(name)))
    return refused('take what an image stands on from a registry (--only)')
  const out = new Set<string>()
  for (const { name, parent, isForEngineOnly } of profiles)
    if (isForEngineOnly === true || (parent.kind === 'profile' && out.has(parent.name))) out.add(name)
  const named = names.find((name) => out.has(name))
  if (named !== undefined) return refused(`build a devcontainer.json (${named})`)
  const inside = (all: ReadonlySet<string>) => new Set([...all].filter((name) => !out.has(name)))
  return ok({
    profiles: profiles.filter(({ name }) => !out.has(name)),
    mayBeBuilt: inside(mayBeBuilt),
    wanted: inside(wanted),
  })
}
