import { fail, ok, type Result } from '../lib/result.ts'
import { buildProfiles } from './build-profiles.ts'
import type { Catalogue } from './catalogue.ts'
import { type Choice, chooseImage } from './choose.ts'
import type { ImagesContext } from './context.ts'
import type { ImageFailure } from './image-failure.ts'
import type { BuildUpdate } from './layer-state.ts'
import type { ChooseInput } from './verbs.ts'

type Built = Result<void, ImageFailure>

/** A build that is under way, and whoever wants to hear of it. */
interface Running {
  readonly listeners: Set<(update: BuildUpdate) => void>
  readonly end: Promise<Built>
}

/** Chooses a worker's image. A profile's that was never built is built first: once, however many workers ask for it at the same time. */
export function createChooser(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
): (input: ChooseInput) => Promise<Result<Choice, ImageFailure>> {
  const running = new Map<string, Running>()

  const begin = (profile: string, signal: AbortSignal | undefined): Running => {
    const listeners = new Set<(update: BuildUpdate) => void>()
    const onUpdate = (update: BuildUpdate) => {
      for (const listener of listeners) listener(update)
    }
    const end = buildOne(context, catalogue, { profile, onUpdate, signal }).finally(() =>
      running.delete(profile),
    )
    return { listeners, end }
  }

  return async ({ image, profile = context.defaultProfile, onBuild, signal }) => {
    const engine = await context.engine()
    if (!engine.ok) return engine
    const choose = () => chooseImage(engine.value, { catalogue, image, profile })
    const chosen = await choose()
    if (chosen.ok || chosen.failure.reason !== 'profile-not-built') return chosen
    const build = running.get(profile) ?? begin(profile, signal)
    running.set(profile, build)
    if (onBuild !== undefined) build.listeners.add(onBuild)
    const built = await build.end
    return built.ok ? choose() : built
  }
}

async function buildOne(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  {
    profile,
    onUpdate,
    signal,
  }: { profile: string; onUpdate: (update: BuildUpdate) => void; signal: AbortSignal | undefined },
): Promise<Built> {
  const report = await buildProfiles(context, catalogue, {
    names: [profile],
    onUpdate: (update) => {
      if (update.kind === 'layer') onUpdate(update)
    },
    signal,
  })
  if (!report.ok) return report
  const failed = report.value.layers.flatMap(({ end }) => (end.kind === 'failed' ? [end.failure] : []))[0]
  return failed === undefined ? ok(undefined) : fail(failed)
}
