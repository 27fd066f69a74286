import { fail, ok, type Result } from '../lib/result.ts'
import { printBake } from './bake/bake.ts'
import { buildSecrets } from './build/secrets.ts'
import { createStepReader } from './build/step-reader.ts'
import { buildProfiles } from './build-profiles.ts'
import { createChooser } from './choose/choose-or-build.ts'
import { resolveImage } from './choose/resolve.ts'
import type { ImagesContext } from './context.ts'
import { type Catalogue, loadCatalogue } from './declare/catalogue.ts'
import { detectProfile } from './declare/detect.ts'
import { scaffoldProfile } from './declare/scaffold.ts'
import { type Selection, selectProfiles } from './declare/select.ts'
import type { ImageFailure } from './image-failure.ts'
import { UnreadableContext } from './plan/fingerprint.ts'
import { planBuild, planOf } from './plan/plan-build.ts'
import { profileStates } from './plan/profile-states.ts'
import { pruneTools } from './tools/prune-tools.ts'
import { openRecipes } from './tools/recipes.ts'
import { ensureTools } from './tools/tools.ts'
import type { ImageResult, ImageVerbs } from './verbs.ts'

/** Binds the verbs to an engine and a package. */
export function openImages(context: ImagesContext): ImageVerbs {
  const catalogue = (): Promise<Result<Catalogue, ImageFailure>> =>
    loadCatalogue({ ...context, folders: context.profileFolders })
  const recipes = openRecipes(context)

  /** What most verbs begin with: the engine, the profiles that are meant with what they stand on, and what of them is fresh. */
  const planNow = async (selection: Selection = { names: [] }) => {
    const [loaded, engine] = await Promise.all([catalogue(), context.engine()])
    if (!loaded.ok) return loaded
    if (!engine.ok) return engine
    const selected = selectProfiles(loaded.value, selection)
    if (!selected.ok) return selected
    const { profiles, mayBeBuilt } = selected.value
    const plan = await planOf(engine.value, profiles)
    return plan.ok ? ok({ engine: engine.value, profiles, mayBeBuilt, plan: plan.value }) : plan
  }

  return {
    resolve: async (wanted) => resolveImage(wanted, context),
    warmUp: async () => {
      await recipes.base()
    },
    buildProfiles: told((input) => buildProfiles(context, catalogue, input)),
    profiles: told(async (selection) => {
      const now = await planNow(selection)
      return now.ok ? ok(profileStates(now.value.profiles, now.value.plan)) : now
    }),
    bakeFile: told((input) => printBake(context, catalogue, input)),
    plan: told((input) => planBuild(context, catalogue, input)),
    verify: told(async ({ onImage = () => {}, signal, ...selection }) => {
      const now = await planNow({ ...selection, isOnly: true })
      if (!now.ok) return now
      const { engine, mayBeBuilt, ...planned } = now.value
      return (await import('./verify/verify-profiles.ts')).verifyProfiles(engine, context, {
        ...{ ...planned, onImage, signal, recipe: await recipes.base() },
        isWanted: (profile) => mayBeBuilt.has(profile),
      })
    }),
    outdated: async (input) => (await import('./upgrade/pin-verbs.ts')).outdated(context, input),
    upgrade: async (input) => (await import('./upgrade/pin-verbs.ts')).upgrade(context, input),
    sizes: told(async () => {
      const now = await planNow()
      return now.ok ? (await import('./disk/sizes.ts')).imageSizes(now.value.engine, now.value.plan) : now
    }),
    refused: async () => {
      const loaded = await catalogue()
      return loaded.ok ? ok(loaded.value.refused ?? new Map()) : loaded
    },
    scaffold: scaffoldProfile,
    detect: async (dir) => {
      const loaded = await catalogue()
      return loaded.ok ? detectProfile(loaded.value, dir, context.defaultProfile) : loaded
    },
    choose: told(createChooser(context, catalogue)),
    prunable: told(async ({ isAll }) => {
      const now = await planNow()
      if (!now.ok) return now
      const { engine, plan, profiles } = now.value
      const homes = new Set(profiles.map(({ home }) => home))
      const { planPrune } = await import('./disk/prune-images.ts')
      return planPrune(engine, { plan, homes, tools: await recipes.fingerprints(), isAll })
    }),
    prune: async (unused) => {
      const engine = await context.engine()
      return engine.ok ? (await import('./disk/prune-images.ts')).pruneImages(engine.value, unused) : engine
    },
    pruneTools: async (inUse) => {
      const engine = await context.engine()
      if (!engine.ok) return engine
      return pruneTools(engine.value, { inUse, current: await recipes.fingerprints(), now: new Date() })
    },
    pruneToolsImages: async (inUse) => {
      const engine = await context.engine()
      if (!engine.ok) return engine
      const { pruneToolsImages } = await import('./tools/prune-tools-images.ts')
      return pruneToolsImages(engine.value, { inUse, current: await recipes.fingerprints(), now: new Date() })
    },
    tools: async () => {
      const engine = await context.engine()
      return engine.ok ? (await import('./tools/tools-states.ts')).toolsStates(engine.value, recipes) : engine
    },
    ensureTools: async ({ agent, onBegin, onStep, signal } = {}) => {
      const [engine, recipe] = await Promise.all([context.engine(), recipes.of(agent)])
      if (!engine.ok) return engine
      if (!recipe.ok) return recipe
      const readStep = createStepReader()
      return ensureTools(engine.value, {
        ...{ recipe: recipe.value, secrets: buildSecrets(context), proxy: context.proxy, onBegin, signal },
        onEvent: (event) => {
          const step = readStep(event)
          if (step !== undefined) onStep?.(`${step.number}/${step.of} ${step.name}`)
        },
      })
    },
  }
}

/** What an image is made of is a person's to keep readable: that it isn't is no bug. */
const told =
  <Input extends readonly unknown[], T>(verb: (...input: Input) => ImageResult<T>) =>
  async (...input: Input): ImageResult<T> => {
    try {
      return await verb(...input)
    } catch (thrown) {
      if (!(thrown instanceof UnreadableContext)) throw thrown
      return fail({ reason: 'context-unreadable', file: thrown.file, why: thrown.message })
    }
  }
