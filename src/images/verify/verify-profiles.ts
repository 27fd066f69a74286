import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import { buildSecrets, personsSecrets } from '../build/secrets.ts'
import type { ImagesContext } from '../context.ts'
import { lineOf } from '../declare/ancestors.ts'
import type { Profile } from '../declare/profile.ts'
import { allPromises } from '../declare/promises.ts'
import type { ImageFailure } from '../image-failure.ts'
import { type Layer, type PlannedLayer, rootReference } from '../plan/plan.ts'
import type { ToolsRecipe } from '../tools/recipe.ts'
import { ensureTools } from '../tools/tools.ts'
import { ownSecrets } from './own-secrets.ts'
import { type BuiltImage, type VerifiedImage, verifyImages } from './verify.ts'

/** Looks into the fresh images of the profiles that were asked for; `profiles` has what they stand on, too. */
export async function verifyProfiles(
  engine: Engine,
  given: Pick<ImagesContext, 'caBundle' | 'npmRegistry' | 'proxy' | 'secretFiles'>,
  asked: {
    readonly plan: readonly PlannedLayer[]
    readonly profiles: readonly Profile[]
    readonly isWanted: (profile: string) => boolean
    readonly recipe: ToolsRecipe
    readonly onImage: (verified: VerifiedImage) => void
    readonly signal: AbortSignal | undefined
  },
): Promise<Result<readonly VerifiedImage[], ImageFailure>> {
  const { plan, profiles, isWanted, recipe, onImage, signal } = asked
  const built = plan.flatMap(({ layer, state }) =>
    state.kind === 'fresh' && isWanted(layer.profile.name) ? [builtImage(layer, state.image, profiles)] : [],
  )
  if (built.length === 0) return ok([])
  const tools = await ensureTools(engine, {
    recipe,
    secrets: buildSecrets(given),
    proxy: given.proxy,
    signal,
  })
  if (!tools.ok) return tools
  const secrets = ownSecrets({ ...given, secrets: personsSecrets(given) })
  return verifyImages(engine, built, { toolsVolume: tools.value.volume, secrets, onImage, signal })
}

const builtImage = ({ profile, names }: Layer, image: Image, profiles: readonly Profile[]): BuiltImage => ({
  ...{ profile, image, reference: names.pinned },
  hasWorkspace: lineOf(profile, profiles)[0]?.home === 'hal',
  promises: allPromises(profile, profiles),
  root: lineOf(profile, profiles)[0]?.name ?? profile.name,
  base: rootReference(profile, profiles),
})
