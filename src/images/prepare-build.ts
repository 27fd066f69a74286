import { fail, ok, type Result } from '../lib/result.ts'
import { needsBuildx } from './build/caches.ts'
import type { ImagesContext } from './context.ts'
import type { Catalogue } from './declare/catalogue.ts'
import { forBuildx, type Selected, selectProfiles } from './declare/select.ts'
import type { ImageFailure } from './image-failure.ts'
import { foreignPlatforms } from './plan/bake-platforms.ts'
import { neededDestination } from './push/destination.ts'
import type { Destination } from './tags.ts'
import type { BuildProfilesInput } from './verbs.ts'

/** What a build, its plan and its bake file begin with. */
export interface PreparedBuild {
  readonly selected: Selected
  readonly destination: Destination
  /** Those that the engine itself doesn't build for; empty for its own alone. */
  readonly platforms: readonly string[]
  /** What is built goes straight into a registry: this engine has nothing of it. */
  readonly isElsewhere: boolean
}

/** What can't be done is refused here, before a registry is asked or anything is built. */
export async function prepareBuild(
  context: ImagesContext,
  catalogue: Catalogue,
  input: BuildProfilesInput,
  { isForFile = false }: { readonly isForFile?: boolean } = {},
): Promise<Result<PreparedBuild, ImageFailure>> {
  const selected = selectProfiles(catalogue, input)
  if (!selected.ok) return selected
  const destination = neededDestination(context, input, selected.value.profiles)
  if (!destination.ok) return destination
  const foreign = await foreignPlatforms(input.platforms, context.engine)
  if (!foreign.ok) return foreign
  const platforms = foreign.value
  const isElsewhere = platforms.length > 0 && input.isPushed === true
  // Whoever runs a bake file says where it brings its images.
  if (platforms.length > 1 && !isElsewhere && !isForFile)
    return fail({ reason: 'platforms-need-push', platforms })
  const isThroughBuildx = isForFile || platforms.length > 0 || needsBuildx(input)
  const buildable = isThroughBuildx
    ? forBuildx(selected.value, input, { canRefer: isForFile || !isElsewhere })
    : selected
  if (!buildable.ok) return buildable
  return ok({ selected: buildable.value, destination: destination.value, platforms, isElsewhere })
}
