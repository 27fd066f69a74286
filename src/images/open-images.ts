import type { Engine, Image } from '../engines/engine.ts'

import { fail, ok, type Result } from '../lib/result.ts'
import { printBake } from './bake/bake.ts'
import { createStepReader } from './build/step-reader.ts'
import { buildProfiles } from './build-profiles.ts'
import { createChooser } from './choose/choose-or-build.ts'
import { resolveImage } from './choose/resolve.ts'
import type { ImagesContext } from './context.ts'
import { lineOf } from './declare/ancestors.ts'
import { type Catalogue, loadCatalogue } from './declare/catalogue.ts'
import { type DetectedProfile, detectProfile } from './declare/detect.ts'
import type { Profile } from './declare/profile.ts'
import { allPromises } from './declare/promises.ts'
import { scaffoldProfile } from './declare/scaffold.ts'
import { selectProfiles } from './declare/select.ts'
import type { ImageFailure } from './image-failure.ts'
import { missingIn } from './labels.ts'
import { UnreadableContext } from './plan/fingerprint.ts'
import { type Layer, type PlannedLayer, rootReference } from './plan/plan.ts'
import { planBuild, planOf } from './plan/plan-build.ts'
import { pruneTools } from './tools/prune-tools.ts'
import { ensureTools, readToolsRecipe, type ToolsRecipe } from './tools/tools.ts'
import type { ImageResult, ImageVerbs, ProfileState } from './verbs.ts'
import type { BuiltImage } from './verify/verify.ts'

/** Binds the verbs to an engine and a package. */
export function openImages(context: ImagesContext): ImageVerbs {
  const catalogue = (): Promise<Result<Catalogue, ImageFailure>> =>
    loadCatalogue({ ...context, folders: context.profileFolders })
  let read: Promise<ToolsRecipe> | undefined
  const recipe = (): Promise<ToolsRecipe> => {
    read ??= readToolsRecipe({ packageDir: context.packageDir, base: context.toolsBase })
    return read
  }

  return {
    resolve: async (wanted) => resolveImage(wanted, context.settings),
    warmUp: async () => {
      await recipe()
    },
    buildProfiles: told((input) => buildProfiles(context, catalogue, input)),
    profiles: told(async (selection = { names: [] }) => {
      const [loaded, engine] = await Promise.all([catalogue(), context.engine()])
      if (!loaded.ok) return loaded
      if (!engine.ok) return engine
      const selected = selectProfiles(loaded.value, selection)
      return selected.ok ? profileStates(engine.value, selected.value.profiles) : selected
    }),
    bakeFile: told((input) => printBake(context, catalogue, input)),
    plan: told((input) => planBuild(context, catalogue, input)),
    verify: told(async ({ onImage = () => {}, signal, ...selection }) => {
      const [loaded, engine] = await Promise.all([catalogue(), context.engine()])
      if (!loaded.ok) return loaded
      if (!engine.ok) return engine
      const selected = selectProfiles(loaded.value, { ...selection, isOnly: true })
      if (!selected.ok) return selected
      const planned = await planOf(engine.value, selected.value.profiles)
      if (!planned.ok) return planned
      const built = planned.value.flatMap(({ layer, state }) =>
        state.kind === 'fresh' && selected.value.mayBeBuilt.has(layer.profile.name)
          ? [builtImage(layer, state.image, selected.value.profiles)]
          : [],
      )
      if (built.length === 0) return ok([])
      const { caBundle, proxy } = context
      const tools = await ensureTools(engine.value, { recipe: await recipe(), caBundle, proxy, signal })
      if (!tools.ok) return tools
      const [{ verifyImages }, { ownSecrets }] = await Promise.all([
        import('./verify/verify.ts'),
        import('./verify/own-secrets.ts'),
      ])
      const secrets = ownSecrets({ caBundle, proxy })
      return verifyImages(engine.value, built, { toolsVolume: tools.value.volume, secrets, onImage, signal })
    }),
    outdated: async (input) => (await import('./upgrade/pin-verbs.ts')).outdated(context, input),
    upgrade: async (input) => (await import('./upgrade/pin-verbs.ts')).upgrade(context, input),
    sizes: told(async () => {
      const [loaded, engine] = await Promise.all([catalogue(), context.engine()])
      if (!loaded.ok) return loaded
      if (!engine.ok) return engine
      const planned = await planOf(engine.value, [...loaded.value.values()])
      return planned.ok ? (await import('./disk/sizes.ts')).imageSizes(engine.value, planned.value) : planned
    }),
    refused: async () => {
      const loaded = await catalogue()
      return loaded.ok ? ok(loaded.value.refused ?? new Map()) : loaded
    },
    scaffold: scaffoldProfile,
    detect: async (dir) => {
      const loaded = await catalogue()
      return loaded.ok ? detectIn(loaded.value, dir, context.defaultProfile) : loaded
    },
    choose: told(createChooser(context, catalogue)),
    prunable: told(async ({ isAll }) => {
      const [loaded, engine, tools] = await Promise.all([catalogue(), context.engine(), recipe()])
      if (!loaded.ok) return loaded
      if (!engine.ok) return engine
      const plan = await planOf(engine.value, [...loaded.value.values()])
      if (!plan.ok) return plan
      return (await import('./disk/prune-images.ts')).planPrune(engine.value, {
        plan: plan.value,
        tools,
        isAll,
      })
    }),
    prune: async (unused) => {
      const engine = await context.engine()
      return engine.ok ? (await import('./disk/prune-images.ts')).pruneImages(engine.value, unused) : engine
    },
    pruneTools: async (inUse) => {
      const engine = await context.engine()
      if (!engine.ok) return engine
      return pruneTools(engine.value, { inUse, current: (await recipe()).fingerprint, now: new Date() })
    },
    ensureTools: async ({ onStep, signal } = {}) => {
      const engine = await context.engine()
      if (!engine.ok) return engine
      const { caBundle, proxy } = context
      const readStep = createStepReader()
      return ensureTools(engine.value, {
        ...{ recipe: await recipe(), caBundle, proxy, signal },
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

const builtImage = ({ profile, names }: Layer, image: Image, profiles: readonly Profile[]): BuiltImage => ({
  ...{ profile, image, reference: names.pinned },
  promises: allPromises(profile, profiles),
  root: lineOf(profile, profiles)[0]?.name ?? profile.name,
  base: rootReference(profile, profiles),
})

async function detectIn(
  catalogue: Catalogue,
  dir: string,
  fallback: string,
): Promise<Result<DetectedProfile, ImageFailure>> {
  try {
    return ok(await detectProfile(catalogue, dir, fallback))
  } catch {
    return fail({ reason: 'missing-file', file: dir, neededBy: 'the detection of a profile' })
  }
}

async function profileStates(
  engine: Engine,
  profiles: readonly Profile[],
): Promise<Result<readonly ProfileState[], ImageFailure>> {
  const planned = await planOf(engine, profiles)
  if (!planned.ok) return planned
  const byName = new Map(planned.value.map((layer) => [layer.layer.profile.name, layer]))
  return ok(
    profiles.map((profile) => {
      const { name, description, isLayer, parent, promises, warnings = [] } = profile
      const found = byName.get(name)
      const facts = {
        ...{ name, description, isLayer, parent, promises, warnings },
        capabilities: allPromises(profile, profiles),
        budget: profile.budget?.text,
        image: found?.layer.names.pinned,
      }
      return { ...facts, state: stateOf(found) }
    }),
  )
}

function stateOf(planned: PlannedLayer | undefined): ProfileState['state'] {
  if (planned === undefined || planned.state.kind === 'not-built') return { kind: 'not-built' }
  if (planned.state.kind === 'fresh') {
    const { sizeBytes, createdAt, labels } = planned.state.image
    return { kind: 'fresh', sizeBytes, builtAt: createdAt, missing: missingIn(labels) }
  }
  const { changed, pins, newest } = planned.state
  return { kind: 'stale', changed, pins, builtAt: newest.createdAt }
}
