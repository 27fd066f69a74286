import type { Engine, Image } from '../../engines/engine.ts'
import { formatBytes } from '../../lib/bytes.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Profile } from '../declare/profile.ts'
import type { InheritedPromise } from '../declare/promises.ts'
import type { ImageFailure } from '../image-failure.ts'
import { capabilitiesIn, missingIn } from '../labels.ts'
import { type LookInside, lookInside, removeEndedLooks } from './look-inside.ts'
import type { OwnSecret } from './own-secrets.ts'
import { type FoundSecret, scanImages } from './scan-images.ts'

/** One tool that a profile promises, as its image has it. */
export interface KeptPromise {
  readonly tool: string
  readonly promised: string
  /** It is a promise of what the profile stands on. */
  readonly isInherited: boolean
  /** What the tool says of its version; `undefined`: it is not there, or says nothing of one. */
  readonly found: string | undefined
  /** `left-out`: the image was built without it, and says so. */
  readonly state: 'kept' | 'broken' | 'left-out'
}

export interface VerifiedImage {
  readonly profile: string
  readonly image: string
  readonly sizeBytes: number
  /** The most that it may take. */
  readonly budgetBytes: number | undefined
  readonly tools: readonly KeptPromise[]
  /** What else is wrong with it, in words. */
  readonly problems: readonly string[]
}

export interface BuiltImage {
  readonly profile: Profile
  readonly image: Image
  readonly reference: string
  /** Its own promises and those of all that it stands on. */
  readonly promises: readonly InheritedPromise[]
  /** The profile at its bottom, and the image from outside below that. */
  readonly root: string
  readonly base: string
  /** It stands on what hal ships, which has a folder for work; other images get one with each worker. */
  readonly hasWorkspace: boolean
}

/**
 * Looks into each image as whoever runs it would, and through all of its layers: every promised tool must answer with a version that
 * begins with the promised one, what its label says must be true, no layer may have a secret, and it must keep to its budget.
 */
export async function verifyImages(
  engine: Engine,
  built: readonly BuiltImage[],
  {
    toolsVolume,
    secrets,
    onImage,
    signal,
  }: {
    readonly toolsVolume: string
    readonly secrets: readonly OwnSecret[]
    readonly onImage: (verified: VerifiedImage) => void
    readonly signal: AbortSignal | undefined
  },
): Promise<Result<readonly VerifiedImage[], ImageFailure>> {
  await removeEndedLooks(engine, new Date())
  const [lookInTurn, scanInTurn] = [createLimiter(2), createLimiter(2)]
  // What stands on the same has most layers in common, and those are read once.
  const trees = Map.groupBy(built, ({ root }) => root)
  const scans = new Map(
    [...trees].map(([root, images]) => [
      root,
      scanInTurn(() => scanImages(engine, images, { own: secrets, signal })),
    ]),
  )
  const look = (one: BuiltImage) =>
    lookInside(engine, one.reference, {
      ...{ tools: toolsToAsk(one), hasWorkspace: one.hasWorkspace, toolsVolume, signal },
    })
  const results = await Promise.all(
    built.map(async (one) => {
      const [inside, scanned] = await Promise.all([
        lookInTurn(() => look(one)),
        scans.get(one.root) ?? ok(new Map<string, readonly FoundSecret[]>()),
      ])
      if (!inside.ok) return inside
      if (!scanned.ok) return scanned
      const verified = judge(one, inside.value, scanned.value.get(one.reference) ?? [])
      onImage(verified)
      return ok(verified)
    }),
  )
  const failed = results.find((result) => !result.ok)
  return failed ?? ok(results.flatMap((result) => (result.ok ? [result.value] : [])))
}

const toolsToAsk = ({ promises, image }: BuiltImage): readonly string[] => [
  ...new Set([...promises.map(({ tool }) => tool), ...capabilitiesIn(image.labels).keys()]),
]

function judge(
  { profile, image, reference, promises }: BuiltImage,
  { answers, problems }: LookInside,
  secrets: readonly FoundSecret[],
): VerifiedImage {
  const leftOut = new Set(missingIn(image.labels))
  const tools = promises.map(({ tool, promised, isInherited }): KeptPromise => {
    const found = answers.get(tool)
    const promise = { tool, promised, isInherited, found }
    if (found === undefined && leftOut.has(tool)) return { ...promise, state: 'left-out' }
    return { ...promise, state: isKept(promised, found) ? 'kept' : 'broken' }
  })
  // A promise that is broken says so itself.
  const isSaid = (tool: string, version: string) =>
    tools.some((one) => one.tool === tool && one.promised === version)
  const untrue = [...capabilitiesIn(image.labels)].filter(
    ([tool, version]) => !isSaid(tool, version) && !isKept(version, answers.get(tool)),
  )
  const { sizeBytes } = image
  const { budget } = profile
  return {
    ...{ profile: profile.name, image: reference, sizeBytes, budgetBytes: budget?.bytes, tools },
    problems: [
      ...problems,
      ...secrets.map(secretWords),
      ...untrue.map(([tool, version]) => untrueWords(tool, version, answers.get(tool))),
      ...(budget !== undefined && sizeBytes > budget.bytes ? [budgetWords(sizeBytes, budget)] : []),
    ],
  }
}

const budgetWords = (sizeBytes: number, { bytes, text }: NonNullable<Profile['budget']>): string =>
  `it takes ${formatBytes(sizeBytes)}, ${formatBytes(sizeBytes - bytes)} more than its budget of ${text}`

const secretWords = ({ what, path }: FoundSecret): string =>
  path === '' ? `its environment, labels or history have ${what}` : `a layer has ${what}: ${path}`

const untrueWords = (tool: string, version: string, found: string | undefined): string =>
  `its label says ${[tool, version].join(' ').trimEnd()}, and ${found === undefined ? 'there is none' : `it answers ${found}`}`

/** `24.21` is kept by `v24.21.0`; an empty promise by whatever answers. */
export const isKept = (promised: string, found: string | undefined): boolean =>
  found !== undefined &&
  (promised === '' || new RegExp(`(^|[^0-9.])${escaped(promised)}($|[^0-9])`).test(found))

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
