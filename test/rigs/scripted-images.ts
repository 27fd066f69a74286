import type { ImageFailure } from '../../src/images/image-failure.ts'
import type { BuildUpdate } from '../../src/images/layer-state.ts'
import type { BuildProfilesInput, BuildReport, ImageVerbs, ProfileState } from '../../src/images/verbs.ts'
import { fail, ok } from '../../src/lib/result.ts'
import type { JobControl } from '../../src/tui/job-control.ts'

/** Profiles in memory that do what they are told. For looking at faces without an engine. */
export interface ScriptedImages {
  readonly verbs: ImageVerbs
  /** Every build asked, as `build python`. */
  readonly asked: readonly string[]
  readonly set: (profiles: readonly ProfileState[]) => void
  /** From now on they can't be read, or can again. */
  readonly break: (failure: ImageFailure | undefined) => void
  /** An update of the build that runs. */
  readonly tell: (update: BuildUpdate) => void
  /** The end of the build that runs. Cancelled, it ends by itself. */
  readonly finish: (report?: Partial<BuildReport>) => void
}

export const aProfile = (name: string, over: Partial<ProfileState> = {}): ProfileState => ({
  name,
  description: `what ${name} is for`,
  dir: `/profiles/${name}`,
  pins: {},
  packages: [],
  env: [],
  isLayer: false,
  parent: { kind: 'image', reference: 'debian:bookworm-slim' },
  promises: {},
  warnings: [],
  capabilities: [],
  budget: undefined,
  image: `hal/${name}:1234567`,
  state: {
    kind: 'fresh',
    sizeBytes: 212 * 1024 ** 2,
    builtAt: new Date('2026-01-01T03:04:05Z'),
    missing: [],
  },
  ...over,
})

export const aLayer = (layer: string, state: BuildUpdate['state'], parent?: string): BuildUpdate => ({
  kind: 'layer',
  layer,
  parent,
  fingerprint: '7654321'.padEnd(64, '0'),
  state,
})

export const scriptedImages = (initial: readonly ProfileState[] = []): ScriptedImages => {
  let profiles = initial
  let broken: ImageFailure | undefined
  let running:
    | { readonly input: BuildProfilesInput; readonly end: PromiseWithResolvers<BuildReport> }
    | undefined
  const asked: string[] = []
  const unscripted = (verb: string) => () => Promise.reject(new Error(`${verb} is not scripted`))
  const report = (over: Partial<BuildReport> = {}): BuildReport => ({
    layers: [],
    pushes: [],
    licences: [],
    lock: undefined,
    warnings: [],
    tookMs: 1200,
    ...over,
  })
  const verbs: ImageVerbs = {
    profiles: async () => (broken === undefined ? ok(profiles) : fail(broken)),
    plan: async () =>
      ok(
        profiles.map(({ name, parent, image, state }) => ({
          ...{ name, parent, image },
          pushedAs: [],
          action: state.kind === 'fresh' ? ('leave' as const) : ('build' as const),
          why:
            state.kind === 'stale'
              ? [{ reason: 'changed' as const, inputs: ['files' as const], parts: [] }]
              : [],
        })),
      ),
    refused: async () => ok(new Map()),
    sizes: async () =>
      ok({ images: [], aloneBytes: 0, heldBytes: 300 * 1024 ** 2, others: { count: 0, heldBytes: 0 } }),
    buildProfiles: async (input) => {
      asked.push(`build ${input.names.join(' ')}`)
      const end = Promise.withResolvers<BuildReport>()
      running = { input, end }
      input.signal?.addEventListener('abort', () => {
        asked.push('cancelled')
        end.resolve(report())
      })
      return ok(await end.promise)
    },
    resolve: unscripted('resolve'),
    warmUp: async () => undefined,
    bakeFile: unscripted('bakeFile'),
    verify: unscripted('verify'),
    outdated: unscripted('outdated'),
    upgrade: unscripted('upgrade'),
    scaffold: unscripted('scaffold'),
    detect: unscripted('detect'),
    choose: unscripted('choose'),
    tools: unscripted('tools'),
    pruneToolsImages: unscripted('pruneToolsImages'),
    prunable: unscripted('prunable'),
    prune: unscripted('prune'),
    pruneTools: unscripted('pruneTools'),
    ensureTools: unscripted('ensureTools'),
  }
  return {
    verbs,
    asked,
    set: (next) => {
      profiles = next
    },
    break: (failure) => {
      broken = failure
    },
    tell: (update) => running?.input.onUpdate?.(update),
    finish: (over) => running?.end.resolve(report(over)),
  }
}

/** For a terminal that no shell stops. */
export const noJobControl: JobControl = {
  stop: async () => undefined,
  onAsked: () => ({ [Symbol.dispose]: () => undefined }),
  onContinued: () => ({ [Symbol.dispose]: () => undefined }),
  onWindowChanged: () => ({ [Symbol.dispose]: () => undefined }),
}
