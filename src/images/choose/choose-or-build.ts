import { fail, ok, type Result } from '../../lib/result.ts'
import { buildProfiles } from '../build-profiles.ts'
import type { ImagesContext } from '../context.ts'
import type { Catalogue } from '../declare/catalogue.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { BuildUpdate } from '../layer-state.ts'
import type { ChooseInput } from '../verbs.ts'
import { type Choice, chooseImage, wishFor } from './choose.ts'

type Built = Result<void, ImageFailure>

/** A build that is under way, and whoever wants to hear of it. */
interface Running {
  readonly listeners: Set<(update: BuildUpdate) => void>
  /** How many wait for it. */
  waiting: number
  readonly end: Promise<Built>
  /** Nobody wants it any more: who asks from now on gets another. */
  readonly cancel: () => void
}

/** Chooses a worker's image. A profile's that was never built is built first: once, however many workers ask for it at the same time. */
export function createChooser(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
): (input: ChooseInput) => Promise<Result<Choice, ImageFailure>> {
  const running = new Map<string, Running>()

  const begin = (profile: string): Running => {
    const aborting = new AbortController()
    const leave = () => {
      if (running.get(profile) === build) running.delete(profile)
    }
    const listeners = new Set<(update: BuildUpdate) => void>()
    const onUpdate = (update: BuildUpdate) => {
      for (const listener of listeners) listener(update)
    }
    const cancel = () => {
      leave()
      aborting.abort()
    }
    const end = buildOne(context, catalogue, { profile, onUpdate, signal: aborting.signal }).finally(leave)
    const build: Running = { listeners, waiting: 0, end, cancel }
    return build
  }

  return async ({ image, profile: named, onBuild, signal }) => {
    const engine = await context.engine()
    if (!engine.ok) return engine
    const choose = () => chooseImage(engine.value, wishFor({ image, profile: named }, context), catalogue)
    const chosen = await choose()
    if (chosen.ok || chosen.failure.reason !== 'profile-not-built') return chosen
    const { profile } = chosen.failure
    const build = running.get(profile) ?? begin(profile)
    running.set(profile, build)
    if (onBuild !== undefined) build.listeners.add(onBuild)
    const built = await waitFor(build, profile, signal)
    if (onBuild !== undefined) build.listeners.delete(onBuild)
    return built.ok ? choose() : built
  }
}

/** Who cancels ends its own wait; the last one who does ends the build, and waits until it has ended. */
async function waitFor(build: Running, profile: string, signal: AbortSignal | undefined): Promise<Built> {
  const cancelled = Promise.withResolvers<Built>()
  const leave = (): void => {
    build.waiting -= 1
    const failed = fail({ reason: 'cancelled', what: `the build of ${profile}` } as const)
    if (build.waiting === 0) build.cancel()
    cancelled.resolve(build.waiting === 0 ? build.end.then(() => failed) : failed)
  }
  build.waiting += 1
  if (signal?.aborted) leave()
  else signal?.addEventListener('abort', leave, { once: true })
  try {
    return await Promise.race([cancelled.promise, build.end])
  } finally {
    signal?.removeEventListener('abort', leave)
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
    // Somebody waits: what others stand on is not completed now.
    isIncompleteKept: true,
    onUpdate: (update) => {
      if (update.kind === 'layer') onUpdate(update)
    },
    signal,
  })
  if (!report.ok) return report
  const failed = report.value.layers.flatMap(({ end }) => (end.kind === 'failed' ? [end.failure] : []))[0]
  return failed === undefined ? ok(undefined) : fail(failed)
}
